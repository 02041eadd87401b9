import type { Instruction, InstructionBody } from '../model/instruction.js';
import type { ResolvedImage } from '../model/image.js';
import type { BuildPlan, Pointer } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import { linesOf } from '../model/text.js';
import { contextOf } from './context.js';
import { featuresOf } from './features.js';
import { metadata } from './metadata.js';
import { packages } from './packages.js';
import { pipelineOf } from './pipeline.js';
import { publishOf } from './publish.js';
import { runs } from './run.js';
import { secretsOf } from './secrets.js';
import { testsOf } from './tests.js';
import { args, env } from './variables.js';

/** What a caller may want otherwise than the spec says, for one run on this machine. */
export interface PlanOverrides {
  readonly builder?: BuildPlan['builder'];
}

/**
 * What building an image takes: its instructions in the canonical order
 * (FROM ARG ENV SHELL packages run WORKDIR rootfs runAfterFiles VOLUME USER metadata), its context and its pipeline.
 */
export function plan(
  image: ResolvedImage,
  overrides: PlanOverrides = {},
): { plan: BuildPlan; problems: Problem[] } {
  const { spec } = image;
  const problems: Problem[] = [];
  const say = (found: Problem): void => void problems.push(found);
  const context = contextOf(image);
  const builder = overrides.builder ?? image.pipeline.builder ?? 'docker';

  const { image: base = '', digest = null } =
    typeof spec.from === 'string' ? { image: spec.from } : spec.from;
  const field = (name: string, body: InstructionBody | null, origin: Pointer = `/${name}`): Instruction[] =>
    body === null ? [] : [{ body, origin, comment: linesOf(spec.comments?.[name]) }];

  const instructions: Instruction[] = [
    ...field('from', {
      verb: 'FROM',
      image: base,
      digest,
      platform: null,
      as: null,
    }),
    ...args(image, say),
    ...env(image, say),
    ...field('shell', spec.shell ? { verb: 'SHELL', argv: spec.shell } : null),
    ...packages(spec),
    ...runs(spec.run, '/run'),
    ...field(
      'workdir',
      spec.workdir === undefined
        ? null
        : { verb: 'WORKDIR', value: { text: spec.workdir, origin: '/workdir' } },
    ),
    ...field(
      'rootfs',
      hasRootfs(context)
        ? { verb: 'ADD', sources: [{ path: 'rootfs.tar.gz', origin: '/rootfs' }], to: '/', flags: [] }
        : null,
      spec.rootfs === undefined ? '/files' : '/rootfs',
    ),
    ...runs(spec.runAfterFiles, '/runAfterFiles'),
    ...metadata(image),
  ];

  const features = featuresOf(instructions);
  const common = {
    context,
    builder,
    publish: publishOf(image),
    secrets: secretsOf(spec),
    tests: testsOf(spec),
  };
  return {
    problems,
    plan: {
      dir: image.dir,
      source: image.source,
      variant: image.variant,
      specFile: image.specFile,
      description: spec.description ?? '',
      comment: linesOf(spec.comment),
      directives: { syntax: null, escape: '\\', check: null },
      instructions,
      features,
      buildArgs: [],
      platforms: spec.platforms ?? [],
      ...common,
      pipeline: pipelineOf(image, { ...common, features, instructions }),
    },
  };
}

function hasRootfs({ rootfs, entries }: BuildPlan['context']): boolean {
  return rootfs !== null || entries.some((entry) => entry.type !== 'script');
}
