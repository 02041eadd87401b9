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
import { append, at, child, childrenOf, textAt } from './xml.js';

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

/**
 * As Declarative does it: what the Jenkinsfile says replaces what the job has of the same kind (parameters: of the same
 * name), and the job keeps the rest.
 */
function setProperties(root: Element, { parameters, concurrent, upstream }: JobProperties): void {
  const all = child(root, 'properties') ?? append(root, 'properties');
  if (parameters) {
    const definitions = need(need(all, PARAMETERS), 'parameterDefinitions');
    for (const old of childrenOf(definitions))
      if (parameters.some(({ name }) => name === textAt(old, 'name'))) definitions.removeChild(old);
    for (const parameter of parameters) appendParameter(definitions, parameter);
  }
  if (!concurrent) need(all, NOT_CONCURRENT);
  if (upstream.length > 0) {
    const triggers = need(need(all, TRIGGERS), 'triggers');
    const old = child(triggers, UPSTREAM);
    if (old) triggers.removeChild(old);
    const trigger = append(triggers, UPSTREAM);
    append(trigger, 'spec', '');
    append(trigger, 'upstreamProjects', upstream.join(', '));
    append(append(trigger, 'threshold'), 'name', 'SUCCESS');
  }
}

function need(parent: Element, name: string): Element {
  return child(parent, name) ?? append(parent, name);
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
