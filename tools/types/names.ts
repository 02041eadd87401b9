/** What the types of the schemas are called. */
import type { Place } from '../schemas.js';
import { typesOf } from '../schemas.js';

/** Names that the rule below would not give, by place. */
const NAMES: Readonly<Record<string, string>> = {
  'image.schema.json#': 'ImageSpec',
  'image.schema.json#/properties/secrets/additionalProperties': 'SecretSpec',
  'image.schema.json#/properties/context': 'ContextSpec',
  'image.schema.json#/properties/waivers/items': 'Waiver',
  'image.schema.json#/$defs/file': 'FileSpec',
  'image.schema.json#/$defs/matrix': 'MatrixSpec',
  'image.schema.json#/$defs/matrix/properties/overrides/items': 'MatrixOverride',
  'image.schema.json#/$defs/matrix/properties/overrides/items/properties/spec': 'PartialSpec',
  'image.schema.json#/$defs/stage': 'StageSpec',
  'image.schema.json#/$defs/copySource#object': 'HeredocSource',
  'image.schema.json#/$defs/test': 'TestSpec',
  'image.schema.json#/$defs/publish': 'PublishSettings',
  'image.schema.json#/$defs/pipeline': 'PipelineSettings',
  'image.schema.json#/$defs/runItem': 'RunItem',
  'image.schema.json#/$defs/runItem#object': 'RunObject',
  'image.schema.json#/$defs/pipeline/properties/agent/properties/docker': 'DockerAgent',
  'image.schema.json#/$defs/pipeline/properties/agent/properties/kubernetes': 'KubernetesAgent',
  'image.schema.json#/$defs/pipeline/properties/triggers': 'TriggerSettings',
  'image.schema.json#/$defs/pipeline/properties/approval': 'ApprovalSettings',
  'image.schema.json#/$defs/pipeline/properties/notify': 'NotifySettings',
  'lock.schema.json#': 'LockFile',
  'lock.schema.json#/properties/images/additionalProperties': 'LockedImage',
  'workspace.schema.json#': 'WorkspaceSettings',
  'workspace.schema.json#/properties/defaults': 'WorkspaceDefaults',
  'workspace.schema.json#/properties/jenkins': 'JenkinsSettings',
  'workspace.schema.json#/properties/jenkins/properties/git': 'GitSettings',
  'workspace.schema.json#/properties/policy': 'PolicySettings',
  'workspace.schema.json#/properties/policy/properties/required-labels/properties/labels/items#object':
    'RequiredLabel',
};

/**
 * The type's name: a definition's or a property's own name with a capital, `no-root-user` as `NoRootUser`. The object of a union is `…Object`
 * (`from` is `string | FromObject`).
 */
export function nameOf(place: Place, part: 'whole' | 'object' = 'whole'): string {
  const key = `${place.file}#${place.pointer}`;
  const given = NAMES[part === 'object' ? `${key}#object` : key];
  if (given !== undefined) return given;
  const last = place.pointer.slice(place.pointer.lastIndexOf('/') + 1);
  const name = last.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return part === 'object' ? `${name}Object` : name;
}

/** A definition that is a union, or an object, has a type of its own; a restricted string is a `string`. */
export function isNamed(place: Place): boolean {
  if (!/^\/\$defs\/[^/]+$/.test(place.pointer)) return false;
  return typesOf(place.schema).length > 1;
}
