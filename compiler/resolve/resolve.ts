import type { ResolvedImage, SourceFacts } from '../model/image.js';
import type { ImageSpec, PipelineSettings, PublishSettings, WorkspaceSettings } from '../model/spec.js';

/**
 * Takes the workspace's defaults into a spec. Objects merge by key, as their `x-merge` in the schema says,
 * and what the spec states beats a default.
 */
export function resolve(
  place: { readonly dir: string; readonly specFile: string },
  spec: ImageSpec,
  settings: WorkspaceSettings,
  facts: SourceFacts,
): ResolvedImage {
  const defaults = settings.defaults ?? {};
  const publish: PublishSettings = { ...defaults.publish, ...spec.publish };
  const pipeline: PipelineSettings = { ...defaults.pipeline, ...spec.pipeline };
  const labels = { ...defaults.labels, ...spec.labels };
  return {
    ...place,
    source: place.dir,
    variant: null,
    parents: new Map(),
    pins: new Map(),
    spec,
    settings,
    publish,
    pipeline,
    labels,
    facts,
  };
}
