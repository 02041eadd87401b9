import type { ResolvedImage } from '../model/image.js';
import type { PublishPlan } from '../model/plan.js';

/** Where the image goes, with the schema's defaults. */
export function publishOf({ spec, publish }: ResolvedImage): PublishPlan {
  const { overwrite = false } = publish;
  return {
    registry: publish.registry ?? '',
    namespace: publish.namespace ?? '',
    name: spec.name,
    tags: publish.tags ?? ['latest'],
    kind: publish.kind ?? 'distribution',
    overwrite: typeof overwrite === 'boolean' ? (overwrite ? 'true' : '') : overwrite.join(' '),
    apiUrl: publish.apiUrl ?? '',
    plainHttp: publish.plainHttp ?? false,
    credentialsId: publish.credentialsId ?? null,
  };
}
