/** What the stand-in understands of a job's config.xml. */
import type { Document, Element } from '@xmldom/xmldom';
import { at, childrenOf, parseXml, textAt } from './xml.js';

export interface ParameterDefinition {
  /** Class, such as `hudson.model.StringParameterDefinition`. */
  readonly type: string;
  readonly name: string;
  readonly description: string;
  readonly defaultValue: string | null;
  readonly trim: boolean;
}

/** What Declarative sets at a job out of its Jenkinsfile. */
export interface JobProperties {
  /** null: the job takes none. */
  readonly parameters: readonly ParameterDefinition[] | null;
  readonly concurrent: boolean;
  /** Names as they are written: relative to the job's folder, or from the top with a slash. */
  readonly upstream: readonly string[];
}

export interface JobConfig extends JobProperties {
  readonly disabled: boolean;
  readonly description: string;
  readonly scm: { readonly url: string; readonly branch: string; readonly script: string } | null;
}

export const CLASSES: Readonly<Record<string, string>> = {
  'com.cloudbees.hudson.plugins.folder.Folder': 'com.cloudbees.hudson.plugins.folder.Folder',
  'flow-definition': 'org.jenkinsci.plugins.workflow.job.WorkflowJob',
  'org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject':
    'org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject',
  project: 'hudson.model.FreeStyleProject',
};

/** The document, where Jenkins could load it: XML whose root is a kind of item that it knows. */
export function loadable(xml: string): Document | null {
  const document = parseXml(xml);
  return document?.documentElement && document.documentElement.tagName in CLASSES ? document : null;
}

export const PARAMETERS = 'hudson.model.ParametersDefinitionProperty';
export const NOT_CONCURRENT =
  'org.jenkinsci.plugins.workflow.job.properties.DisableConcurrentBuildsJobProperty';
export const TRIGGERS = 'org.jenkinsci.plugins.workflow.job.properties.PipelineTriggersJobProperty';
export const UPSTREAM = 'jenkins.triggers.ReverseBuildTrigger';

export function readConfig(document: Document): JobConfig {
  const root = document.documentElement ?? undefined;
  const properties = at(root, 'properties');
  const definitions = at(properties, PARAMETERS, 'parameterDefinitions');
  const upstream = textAt(properties, TRIGGERS, 'triggers', UPSTREAM, 'upstreamProjects');
  return {
    disabled: textAt(root, 'disabled') === 'true',
    description: textAt(root, 'description') ?? '',
    parameters: definitions ? childrenOf(definitions).map(parameterOf) : null,
    concurrent: !at(properties, NOT_CONCURRENT),
    upstream: namesIn(upstream ?? ''),
    scm: scmOf(root),
  };
}

export function namesIn(list: string): string[] {
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function parameterOf(element: Element): ParameterDefinition {
  const choice = textAt(element, 'choices', 'a', 'string') ?? textAt(element, 'choices', 'string');
  return {
    type: element.tagName,
    name: textAt(element, 'name') ?? '',
    description: textAt(element, 'description') ?? '',
    defaultValue: textAt(element, 'defaultValue') ?? choice ?? null,
    trim: textAt(element, 'trim') === 'true',
  };
}

function scmOf(root: Element | undefined): JobConfig['scm'] {
  const scm = at(root, 'definition', 'scm');
  const url = textAt(scm, 'userRemoteConfigs', 'hudson.plugins.git.UserRemoteConfig', 'url');
  if (url === undefined) return null;
  return {
    url,
    branch: textAt(scm, 'branches', 'hudson.plugins.git.BranchSpec', 'name') ?? '*/master',
    script: textAt(root, 'definition', 'scriptPath') ?? 'Jenkinsfile',
  };
}
