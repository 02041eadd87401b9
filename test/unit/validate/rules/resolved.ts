import type { ResolvedImage, SourceFacts } from '../../../../compiler/model/image.js';
import type { ImageSpec } from '../../../../compiler/model/spec.js';
import { SETTINGS } from '../../../support/workspace.js';

/** A resolved image for rules and plans, with facts that no file in memory can have. */
export function resolved(more: Partial<ImageSpec>, facts: Partial<SourceFacts> = {}): ResolvedImage {
  const spec: ImageSpec = { name: 'web', from: 'debian:12', ...more };
  return {
    dir: 'images/web',
    source: 'images/web',
    specFile: 'image.json',
    variant: null,
    parents: new Map(),
    pins: new Map(),
    spec,
    settings: SETTINGS,
    publish: { ...SETTINGS.defaults.publish, ...spec.publish },
    pipeline: spec.pipeline ?? {},
    labels: spec.labels ?? {},
    facts: { rootfs: null, scripts: new Map(), textOf: () => null, ...facts },
  };
}
