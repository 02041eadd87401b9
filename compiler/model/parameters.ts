import type { Pointer, PublishPlan } from './plan.js';

export interface Parameter {
  readonly key: 'registry' | 'namespace' | 'image_name' | 'image_tag';
  /** The variable that carries it to the stage scripts. */
  readonly variable: string;
  readonly value: string;
  readonly description: string;
  readonly origin: Pointer;
}

/** The four parameters of every job, with the spec's values as defaults: those of its Jenkinsfile, and of the job itself. */
export function parametersOf({ registry, namespace, name, tags }: PublishPlan): Parameter[] {
  return [
    {
      key: 'registry',
      variable: 'COOPERAGE_REGISTRY',
      value: registry,
      description: 'Registry host, with its port where it needs one',
      origin: '/publish/registry',
    },
    {
      key: 'namespace',
      variable: 'COOPERAGE_NAMESPACE',
      value: namespace,
      description: 'Project or namespace in the registry',
      origin: '/publish/namespace',
    },
    {
      key: 'image_name',
      variable: 'COOPERAGE_NAME',
      value: name,
      description: 'Repository name',
      origin: '/name',
    },
    {
      key: 'image_tag',
      variable: 'COOPERAGE_TAG',
      value: tags.join(' '),
      description: 'Tags, with a blank between',
      origin: '/publish/tags',
    },
  ];
}
