import type { ResolvedImage } from '../model/image.js';
import type { BuildPlan } from '../model/plan.js';
import type { Surroundings } from './explanation.js';

/** What an image takes from outside its spec. */
export function surroundingsOf(image: ResolvedImage, { context, instructions }: BuildPlan): Surroundings {
  const { parents, pins, facts, settings } = image;
  const entries = facts.rootfs?.entries ?? [];
  const used = JSON.stringify(instructions);
  const { library = 'workspace' } = settings;
  return {
    parents: [...parents].map(([word, { dir, repository, job }]) => ({ word, dir, repository, job })),
    pins: [...pins]
      .filter(([, digest]) => used.includes(digest))
      .map(([reference, digest]) => ({ reference, digest })),
    rootfs:
      context.rootfs === null
        ? null
        : {
            path: `${image.source}/${context.rootfs}`,
            files: entries.filter(({ kind }) => kind === 'file').length,
            links: entries.filter(({ kind }) => kind === 'symlink').length,
          },
    scripts: [...facts.scripts.keys()].map((path) => `${image.source}/${path}`),
    library: typeof library === 'string' ? library : `${library.name}@${library.version}`,
  };
}
