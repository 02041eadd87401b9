import type { ResolvedImage } from '../model/image.js';
import type { BuildPlan } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import { stagesOf } from '../model/stages.js';
import { linesOf } from '../model/text.js';
import { buildArgsOf } from './build-args.js';
import { contextOf } from './context.js';
import { directivesOf, needsOf } from './directives.js';
import { featuresOf } from './features.js';
import { pipelineOf } from './pipeline.js';
import { publishOf } from './publish.js';
import { checkScopes } from './scope.js';
import { secretsOf } from './secrets.js';
import { globalArguments, stageInstructions } from './stage.js';
import { testsOf } from './tests.js';

/** What a caller may want otherwise than the spec says, for one run on this machine. */
export interface PlanOverrides {
  readonly builder?: BuildPlan['builder'];
}

/**
 * What building an image takes: its instructions (ARG before FROM, each earlier stage, the image itself), its
 * context and its pipeline.
 */
export function plan(
  image: ResolvedImage,
  overrides: PlanOverrides = {},
): { plan: BuildPlan; problems: Problem[] } {
  const { spec } = image;
  const problems: Problem[] = [];
  const say = (found: Problem): void => void problems.push(found);
  const builder = overrides.builder ?? image.pipeline.builder ?? 'docker';

  const instructions = [
    ...globalArguments(image, say),
    ...stagesOf(spec).flatMap((stage) =>
      stageInstructions(stage, stage.pointer === '' ? image.labels : (stage.fields.labels ?? {}), image, say),
    ),
  ];
  // What is told already as an order of arguments is not told again.
  checkScopes(instructions, (found) => {
    if (!problems.some(({ pointer }) => pointer === found.pointer)) say(found);
  });
  const platforms = spec.platforms ?? [];
  const used = featuresOf(instructions, platforms);
  const directives = directivesOf(spec, builder, used, instructions);
  const common = {
    instructions,
    features: needsOf(used, directives, builder),
    platforms,
    builder,
    directives,
    context: contextOf(image, say),
    buildArgs: buildArgsOf(spec, say),
    publish: publishOf(image),
    secrets: secretsOf(spec),
    tests: testsOf(spec),
  };
  return {
    problems,
    plan: {
      dir: image.dir,
      source: image.source,
      specFile: image.specFile,
      variant: image.variant,
      description: spec.description ?? '',
      comment: linesOf(spec.comment),
      ...common,
      pipeline: pipelineOf(image, common),
    },
  };
}
