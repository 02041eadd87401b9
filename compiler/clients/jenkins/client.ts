/** A Jenkins controller, by the npm package `jenkins` behind our own types. */

import type Jenkins from 'jenkins';
import type { JenkinsAccess } from './access.js';
import { readArtifact } from './artifact.js';
import { BUILD_TREE, buildOf, QUEUE_TREE, queueItemOf } from './builds.js';
import { Controller } from './controller.js';
import { JOB_TREE, ITEMS_TREE, itemsOf, jobOf } from './jobs.js';
import { jobPart, named } from './job-address.js';
import { jsonIn, listOf } from '../http/json.js';
import { readLog } from './log.js';
import { agentsOf, credentialsOf, pluginsOf } from './parts.js';
import { plain } from '../http/plain.js';
import type { Question } from './refusal.js';
import { Session, type ClientOptions } from './session.js';
import { readStages, TREES, type TreeAddresses } from './stages.js';
import { trigger } from './trigger.js';
import type * as Api from './types.js';
import type { JobPath } from './types.js';

export type { ClientOptions } from './session.js';

type Answer<T> = Promise<Api.Answer<T>>;

/** Nothing is asked before the first call. */
export function connect(access: JenkinsAccess, options: ClientOptions = {}): Api.JenkinsApi {
  return new JenkinsClient(access, options);
}

export class JenkinsClient implements Api.JenkinsApi {
  readonly url: string;
  readonly #session: Session;
  readonly #controller: Controller;
  readonly #trees: TreeAddresses = { addresses: TREES };

  constructor(access: JenkinsAccess, options: ClientOptions) {
    this.url = access.url;
    this.#session = new Session(access, options);
    this.#controller = new Controller(this.#session);
  }

  /** The one page that Jenkins shows to everybody, and with it its version in a header. */
  async facts(): Answer<Api.ControllerFacts> {
    const ask = reading('/whoAmI/api/json', 'name,anonymous');
    const outcome = await this.#session.read(ask);
    return this.#controller.told(about('the account', 'Overall/Read'), outcome, (reply) => {
      const version = reply.headers['x-jenkins'];
      const json = jsonIn(reply);
      if (json === null || typeof json['name'] !== 'string') return null;
      this.#session.known = true;
      return { version: typeof version === 'string' ? plain(version, [], 40) : null, user: json['name'] };
    });
  }

  async config(path: JobPath): Answer<string | null> {
    const outcome = await this.#session.read((jenkins) => jenkins.job.config({ name: named(path) }));
    const answer = await this.#controller.told(
      about(nameOf(path), 'Job/ExtendedRead'),
      outcome,
      ({ body }) => {
        const text = new TextDecoder().decode(body);
        return /^\s*<(?!!doctype|html)/iu.test(text) ? text : null;
      },
    );
    return 'fault' in answer && answer.fault.kind === 'missing' ? { value: null } : answer;
  }

  create(folder: JobPath, name: string, xml: string): Answer<null> {
    const path = [...folder, name];
    return this.#controller.change(change(nameOf(path), 'Job/Create'), (jenkins) =>
      jenkins.job.create({ name: named(path), xml }),
    );
  }

  configure(path: JobPath, xml: string): Answer<null> {
    return this.#controller.change(change(nameOf(path), 'Job/Configure'), (jenkins) =>
      jenkins.job.config({ name: named(path), xml }),
    );
  }

  remove(path: JobPath): Answer<null> {
    return this.#controller.change(change(nameOf(path), 'Job/Delete'), (jenkins) =>
      jenkins.job.destroy({ name: named(path) }),
    );
  }

  items(folder: JobPath): Answer<readonly Api.Item[] | null> {
    return this.#controller.found(
      about(nameOf(folder), 'Job/Read'),
      (jenkins) =>
        jenkins.job.list({ ...(folder.length > 0 ? { name: named(folder) } : {}), tree: ITEMS_TREE }),
      itemsOf,
    );
  }

  async job(path: JobPath): Answer<Api.JobState> {
    const answer = await this.#controller.json(
      about(nameOf(path), 'Job/Read'),
      (jenkins) => jenkins.job.get({ name: named(path), tree: JOB_TREE }),
      (json) => jobOf(json, this.#urlOf(path)),
    );
    if ('fault' in answer) return answer;
    const { value } = answer;
    return value === 'other' ? { fault: noJob(nameOf(path)) } : { value };
  }

  trigger(path: JobPath, parameters: Readonly<Record<string, string>> | null): Answer<number> {
    return trigger(this.#session, this.#controller, change(nameOf(path), 'Job/Build'), path, parameters);
  }

  queueItem(id: number): Answer<Api.QueueItem> {
    return this.#controller.json(
      about(`the queue item ${id}`, 'Job/Read'),
      (jenkins) => jenkins.queue.item({ number: id, tree: QUEUE_TREE }),
      (json) => queueItemOf(json, (url) => this.#ownUrl(url)),
    );
  }

  cancel(id: number): Answer<null> {
    return this.#controller.change(change(`the queue item ${id}`, 'Job/Cancel'), (jenkins) =>
      jenkins._post({ path: '/queue/cancelItem', query: { id } }),
    );
  }

  build(path: JobPath, number: number | 'lastBuild'): Answer<Api.BuildState> {
    return this.#controller.json(
      about(buildName(path, number), 'Job/Read'),
      (jenkins) => jenkins.build.get({ name: named(path), number, tree: BUILD_TREE }),
      (json) => buildOf(json, this.#urlOf(path)),
    );
  }

  builds(path: JobPath, limit: number): Answer<readonly Api.BuildState[]> {
    // `builds` ends at 100.
    const member = limit > 100 ? 'allBuilds' : 'builds';
    return this.#controller.json(
      about(nameOf(path), 'Job/Read'),
      (jenkins) => jenkins.job.get({ name: named(path), tree: `${member}[${BUILD_TREE}]{0,${limit}}` }),
      (json) => listOf(json[member]).flatMap((build) => buildOf(build, this.#urlOf(path)) ?? []),
    );
  }

  stop(path: JobPath, number: number): Answer<null> {
    return this.#controller.change(change(buildName(path, number), 'Job/Cancel'), (jenkins) =>
      jenkins.build.stop({ name: named(path), number }),
    );
  }

  log(
    path: JobPath,
    number: number,
    start: number,
    onBytes: (bytes: Uint8Array) => void,
  ): Answer<Api.LogPart> {
    const question = about(buildName(path, number), 'Job/Read');
    return readLog(this.#session, this.#controller, question, `${jobPart(path)}/${number}`, start, onBytes);
  }

  stages(path: JobPath, number: number): Answer<readonly Api.Stage[] | null> {
    const question = about(buildName(path, number), 'Job/Read');
    return readStages(this.#controller, question, `${jobPart(path)}/${number}`, this.#trees);
  }

  async artifact(path: JobPath, number: number, file: string, limit: number): Answer<Uint8Array | null> {
    const parts = file.toWellFormed().split('/');
    if (parts.includes('..') || parts.includes('.')) return { value: null };
    const at = `${jobPart(path)}/${number}/artifact/${parts.map(encodeURIComponent).join('/')}`;
    const question = about(`the artifact ${plain(file, [])} of ${buildName(path, number)}`, 'Run/Artifacts');
    return readArtifact(this.#session, this.#controller, question, at, limit);
  }

  async lint(jenkinsfile: string): Answer<string | null> {
    const path = '/pipeline-model-converter/validate';
    const outcome = await this.#session.post((jenkins) =>
      jenkins._post({ path, type: 'form', body: { jenkinsfile: jenkinsfile.toWellFormed() } }),
    );
    const answer = await this.#controller.told(
      about('the linter', 'Overall/Read'),
      outcome,
      ({ headers, body }) =>
        (headers['content-type'] ?? '').startsWith('text/html') ? null : new TextDecoder().decode(body),
    );
    return 'fault' in answer && answer.fault.kind === 'missing' ? { value: null } : answer;
  }

  plugins(): Answer<readonly Api.Plugin[] | null> {
    return this.#controller.seen(
      about('the list of plugins', 'Overall/SystemRead'),
      (jenkins) => jenkins.plugin.list({ tree: 'plugins[shortName,version,active]' }),
      pluginsOf,
    );
  }

  credentials(folder: JobPath): Answer<readonly Api.Credential[] | null> {
    const store = folder.length === 0 ? 'system' : 'folder';
    const path = `${jobPart(folder)}/credentials/store/${store}/domain/_/api/json`;
    return this.#controller.seen(
      about(`the credentials of ${nameOf(folder)}`, 'Credentials/View'),
      reading(path, 'credentials[id,typeName]'),
      credentialsOf,
    );
  }

  agents(): Answer<readonly Api.Agent[] | null> {
    const tree = 'computer[displayName,offline,numExecutors,assignedLabels[name]]';
    return this.#controller.seen(
      about('the list of agents', 'Overall/Read'),
      reading('/computer/api/json', tree),
      agentsOf,
    );
  }

  #urlOf(path: JobPath): string {
    return `${this.url}${jobPart(path)}/`;
  }

  /** Jenkins may know itself under another address than the one it is reached at. */
  #ownUrl(url: string): string {
    const part = /\/job\/[\w./%~-]*$/u.exec(url)?.[0];
    return part === undefined ? this.url : `${this.url}${part}`;
  }
}

function reading(path: string, tree: string): (jenkins: Jenkins) => Promise<unknown> {
  return (jenkins) => jenkins._get({ path, query: { tree } });
}

function nameOf(path: JobPath): string {
  return path.length === 0 ? 'the top folder' : `"${plain(path.join('/'), [])}"`;
}

function buildName(path: JobPath, number: number | 'lastBuild'): string {
  return number === 'lastBuild' ? `a build of ${nameOf(path)}` : `build ${number} of ${nameOf(path)}`;
}

function noJob(thing: string): Api.JenkinsFault {
  const reason = `${thing} is a folder, or something else that is not built`;
  return {
    kind: 'conflict',
    status: 200,
    reason,
    advice: 'Name a Pipeline job, or another folder for the jobs.',
  };
}

function about(thing: string, right: string): Question {
  return { thing, right, changes: false };
}

function change(thing: string, right: string): Question {
  return { thing, right, changes: true };
}
