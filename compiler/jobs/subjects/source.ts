import type { Element } from '@xmldom/xmldom';
import type { OwnedJob } from '../job.js';
import { append, children, find, isTrue, need, setText, setTexts, wordAt } from '../xml.js';
import type { Subject } from './subject.js';

const GIT = 'hudson.plugins.git.GitSCM';
const REMOTE = 'hudson.plugins.git.UserRemoteConfig';
const BRANCH = 'hudson.plugins.git.BranchSpec';

/**
 * Where Jenkins finds the Jenkinsfile, and everything that is built. A lightweight checkout, which reads one file
 * instead of cloning, needs exactly one remote and one branch; `refs/heads/…` is the form that the Git plugin calls
 * the safest, and one that it can fetch alone.
 * https://github.com/jenkinsci/git-plugin/blob/master/src/main/java/jenkins/plugins/git/GitSCMFileSystem.java
 */
export const source: Subject = {
  read(root) {
    const definition = find(root, 'definition');
    const scm = gitOf(definition);
    const remotes = children(find(scm, 'userRemoteConfigs') ?? root, REMOTE);
    const branches = children(find(scm, 'branches') ?? root, BRANCH);
    return {
      url: all(remotes, 'url'),
      branch: all(branches, 'name'),
      credentialsId: all(remotes, 'credentialsId'),
      scriptPath: wordAt(definition, 'scriptPath'),
      lightweight: isTrue(definition, 'lightweight'),
    };
  },
  write(root, job) {
    const definition = need(root, 'definition');
    const scm = gitOf(definition) ?? freshGit(definition);
    const remote = only(need(scm, 'userRemoteConfigs'), REMOTE);
    setText(remote, 'url', job.url ?? '');
    setText(remote, 'credentialsId', job.credentialsId);
    setText(only(need(scm, 'branches'), BRANCH), 'name', job.branch ?? '');
    setTexts(definition, { scriptPath: job.scriptPath ?? '', lightweight: String(job.lightweight) });
  },
  fields: sourceFields,
};

function sourceFields({
  url,
  branch,
  credentialsId,
  scriptPath,
  lightweight,
}: OwnedJob): Record<string, string | null> {
  return {
    'Git URL': url,
    branch,
    'Git credentials': credentialsId,
    'script path': scriptPath,
    'lightweight checkout': lightweight ? 'yes' : 'no',
  };
}

function gitOf(definition: Element | null): Element | null {
  const scm = find(definition, 'scm');
  return scm?.getAttribute('class') === GIT ? scm : null;
}

function freshGit(definition: Element): Element {
  setText(definition, 'scm', null);
  const scm = append(definition, 'scm', { class: GIT });
  setText(scm, 'configVersion', '2');
  append(append(scm, 'userRemoteConfigs'), REMOTE);
  append(append(scm, 'branches'), BRANCH);
  setText(scm, 'doGenerateSubmoduleConfigurations', 'false');
  append(scm, 'submoduleCfg', { class: 'empty-list' });
  append(scm, 'extensions');
  return scm;
}

/** What the first says, with what further ones say behind it: ours has only one. */
function all(elements: readonly Element[], name: string): string | null {
  const values = elements.flatMap((element) => wordAt(element, name) ?? []);
  return values.length === 0 ? null : values.join(', ') + (elements.length > values.length ? ', …' : '');
}

/** The first of that name, which keeps what else it says; others go. */
function only(parent: Element, name: string): Element {
  const [first, ...others] = children(parent, name);
  for (const other of others) parent.removeChild(other);
  return first ?? append(parent, name);
}
