import type { FileFact, ImageFiles } from '../model/image-files.js';
import type { ResolvedImage } from '../model/image.js';
import type { BuildPlan } from '../model/plan.js';
import { contextFiles } from './context-files.js';
import type { Side } from './side.js';

/** The files that an image is made of, on one side. */
export function imageFiles(side: Side, image: ResolvedImage, plan: BuildPlan): ImageFiles {
  const { context, pipeline } = plan;
  const { source, facts } = image;
  const { agent } = pipeline;
  const top = `${source}/${context.rootfs ?? ''}`;
  const paths = (facts.rootfs?.entries ?? []).map(({ path }) => path);
  return {
    rootfs: identified(side, top, paths),
    scripts: identified(side, source, facts.scripts.keys()),
    context: contextFiles(side, plan),
    pod: agent.type === 'kubernetes' ? side.identify(agent.yamlFile) : null,
  };
}

function identified(side: Side, folder: string, paths: Iterable<string>): Map<string, FileFact> {
  const found = new Map<string, FileFact>();
  for (const path of paths) {
    const fact = side.identify(`${folder}/${path}`);
    if (fact) found.set(path, fact);
  }
  return found;
}
