/**
 * What Jenkins makes of a config.xml when it saves the job itself, as it does in the first build of a Declarative
 * Pipeline: attributes that name plugins, its own actions, and the properties that the Jenkinsfile asks for.
 */
import type { Document, Element } from '@xmldom/xmldom';
import {
  type JobProperties,
  NOT_CONCURRENT,
  PARAMETERS,
  type ParameterDefinition,
  TRIGGERS,
  UPSTREAM,
} from './job-config.js';
import { append, at, child, childrenOf } from './xml.js';

/** Element → the plugin that it comes from. */
const PLUGINS: Readonly<Record<string, string>> = {
  'flow-definition': 'workflow-job',
  'com.cloudbees.hudson.plugins.folder.Folder': 'cloudbees-folder',
  definition: 'workflow-cps',
  scm: 'git',
  'com.dabsquared.gitlabjenkins.connection.GitLabConnectionProperty': 'gitlab-plugin',
  'com.dabsquared.gitlabjenkins.GitLabPushTrigger': 'gitlab-plugin',
};

const ACTIONS = [
  'org.jenkinsci.plugins.pipeline.modeldefinition.actions.DeclarativeJobAction',
  'org.jenkinsci.plugins.pipeline.modeldefinition.actions.DeclarativeJobPropertyTrackerAction',
];

/** Changes the document. @param versions plugin → version @param properties null: they stay as they are */
export function saveAsJenkins(
  document: Document,
  versions: ReadonlyMap<string, string>,
  properties: JobProperties | null,
): void {
  const root = document.documentElement;
  if (!root) return;
  addActions(root, versions);
  if (properties) setProperties(root, properties);
  addPlugins(root, versions);
}

function addPlugins(element: Element, versions: ReadonlyMap<string, string>): void {
  const plugin = PLUGINS[element.tagName];
  const version = plugin === undefined ? undefined : versions.get(plugin);
  if (version !== undefined && !element.hasAttribute('plugin'))
    element.setAttribute('plugin', `${plugin}@${version}`);
  childrenOf(element).forEach((each) => addPlugins(each, versions));
}

function addActions(root: Element, versions: ReadonlyMap<string, string>): void {
  let actions = child(root, 'actions');
  if (!actions) {
    actions = append(root, 'actions');
    root.insertBefore(actions, root.firstChild);
  }
  for (const name of ACTIONS) {
    if (child(actions, name)) continue;
    const plugin = `pipeline-model-definition@${versions.get('pipeline-model-definition') ?? '2.2277'}`;
    const action = append(actions, name);
    action.setAttribute('plugin', plugin);
  }
}

function setProperties(root: Element, properties: JobProperties): void {
  const all = child(root, 'properties') ?? append(root, 'properties');
  for (const name of [PARAMETERS, NOT_CONCURRENT, TRIGGERS]) {
    const old = child(all, name);
    if (old) all.removeChild(old);
  }
  if (properties.parameters) {
    const definitions = append(append(all, PARAMETERS), 'parameterDefinitions');
    for (const parameter of properties.parameters) appendParameter(definitions, parameter);
  }
  if (!properties.concurrent) append(append(all, NOT_CONCURRENT), 'abortPrevious', 'false');
  if (properties.upstream.length > 0) {
    const trigger = append(append(append(all, TRIGGERS), 'triggers'), UPSTREAM);
    append(trigger, 'spec', '');
    append(trigger, 'upstreamProjects', properties.upstream.join(', '));
    append(append(trigger, 'threshold'), 'name', 'SUCCESS');
  }
}

function appendParameter(definitions: Element, parameter: ParameterDefinition): void {
  const element = append(definitions, parameter.type);
  append(element, 'name', parameter.name);
  append(element, 'description', parameter.description);
  if (parameter.defaultValue !== null) append(element, 'defaultValue', parameter.defaultValue);
  append(element, 'trim', String(parameter.trim));
}

/** Sets `<disabled>`. */
export function setDisabled(document: Document, disabled: boolean): void {
  const root = document.documentElement;
  if (!root) return;
  const old = at(root, 'disabled');
  if (old) old.textContent = String(disabled);
  else append(root, 'disabled', String(disabled));
}
