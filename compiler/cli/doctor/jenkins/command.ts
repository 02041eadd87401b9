/** `cooper doctor --jenkins`: what the controller has and lacks for the images of this workspace. */
import { jenkinsNeeds } from '../../../jenkins-needs.js';
import { jenkinsWorkspace, type JenkinsWorkspace } from '../../../jenkins-workspace.js';
import { Exit } from '../../exit.js';
import type { Io } from '../../io.js';
import { connectJenkins } from '../../jenkins/connect.js';
import { reportFault } from '../../jenkins/fault.js';
import { folderOf } from '../../jenkins/folder.js';
import { progress } from '../../progress.js';
import { count } from '../../report.js';
import { isFine, type Check } from '../check.js';
import { table } from '../table.js';
import { agentChecks, cloudChecks } from './agents.js';
import { askController, type Controller } from './ask.js';
import { accountCheck, versionCheck } from './controller.js';
import { credentialChecks } from './credentials.js';
import { folderCheck } from './folder.js';
import { libraryCheck } from './library.js';
import { pluginChecks } from './plugins.js';
import { reportWrong } from '../../wrong.js';

export interface DoctorJenkinsOptions {
  readonly json?: boolean | undefined;
  readonly folder?: string | undefined;
}

/** 0, or 4 where something is missing that the images need, or the controller does not tell. */
export async function doctorJenkins(
  root: string,
  cwd: string,
  { json = false, folder: option }: DoctorJenkinsOptions,
  io: Io,
): Promise<number> {
  const onProgress = progress(io, 'compiling');
  const workspace = jenkinsWorkspace(root, [], onProgress);
  onProgress.end();
  const named = folderOf(workspace.settings, option);
  if (typeof named !== 'string' && option !== undefined) return reportWrong(named, io);
  const folder = typeof named === 'string' ? named : null;
  const connected = await connectJenkins(io, cwd);
  if ('exit' in connected) return connected.exit;
  const { jenkins } = connected;
  const controller = await askController(jenkins, folder ?? '');
  const { facts } = controller;
  if ('fault' in facts) return reportFault(facts.fault, io);
  const checks = [
    versionCheck(facts.value, jenkins.url),
    accountCheck(facts.value, visible(controller)),
    ...checksOf(workspace, folder, controller),
  ];
  const ok = isFine(checks);
  const { version, user } = facts.value;
  const { images } = workspace;
  if (json)
    io.out(
      `${JSON.stringify({ ok, jenkins: jenkins.url, version, user, folder, workspace: root, images: images.length, checks }, null, 2)}\n`,
    );
  else io.out(`${table(checks, io)}\n${summary(ok, checks, images.length)}\n`);
  return ok ? Exit.fine : Exit.outside;
}

function checksOf(workspace: JenkinsWorkspace, folder: string | null, controller: Controller): Check[] {
  const { settings, images } = workspace;
  const { plugins, agents, items, stores, libraries } = controller;
  const needs = jenkinsNeeds(workspace);
  return [
    ...workspaceChecks(workspace),
    folderCheck(folder, items, images),
    libraryCheck(settings, libraries),
    ...pluginChecks(needs.plugins, plugins),
    ...credentialChecks(needs.credentials, stores),
    ...agentChecks(needs.labels, agents, plugins),
    ...cloudChecks(needs.clouds),
  ];
}

/** Only where something is wrong with it. */
function workspaceChecks({ diagnostics, root }: JenkinsWorkspace): Check[] {
  if (diagnostics.length === 0) return [];
  return [
    {
      name: 'workspace',
      state: 'limited',
      found: `${count(diagnostics.length, 'error')} in ${root}: images with errors are left out here`,
      neededFor: 'every build',
      help: 'see: npx cooper validate',
      required: false,
    },
  ];
}

function visible({ plugins, agents, items, stores }: Controller): Record<string, boolean> {
  return {
    plugins: 'value' in plugins,
    agents: 'value' in agents,
    jobs: 'value' in items,
    ...Object.fromEntries(
      stores.map(({ folder, credentials }) => [
        folder === '' ? "the controller's credentials" : `credentials of ${folder}`,
        'value' in credentials,
      ]),
    ),
  };
}

function summary(ok: boolean, checks: readonly Check[], images: number): string {
  const whom = `for the ${count(images, 'image')} of this workspace`;
  if (!ok) return `Something is missing ${whom}.`;
  const hidden = checks.filter(({ state }) => state === 'unseen').length;
  return hidden === 0
    ? `All is there ${whom}.`
    : `Nothing is known to be missing ${whom}; ${count(hidden, 'thing')} could not be seen.`;
}
