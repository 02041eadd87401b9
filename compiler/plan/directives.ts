import type { Instruction, InstructionBody } from '../model/instruction.js';
import type { BuilderName, DirectivesPlan, Feature } from '../model/plan.js';
import type { ImageSpec } from '../model/spec.js';

/** Docker's own name for the newest frontend of the stable syntax. */
const FRONTEND = 'docker/dockerfile:1';

/**
 * What the frontend knows and an engine's built-in one may not: heredocs and --link came with 1.4 (Docker 23),
 * --checksum, --keep-git-dir and --start-interval with 1.6 (Docker 25), --unpack with 1.17, --exclude with 1.19,
 * --parents and --security with 1.20.
 * https://docs.docker.com/build/buildkit/dockerfile-release-notes/
 */
const BEYOND: readonly Feature[] = [
  'heredoc',
  'link',
  'parents',
  'exclude',
  'checksum',
  'keep-git-dir',
  'unpack',
  'security',
  'start-interval',
];

/** Parser directives. A frontend is asked for where an instruction needs it; "none" takes the engine's own. */
export function directivesOf(
  spec: ImageSpec,
  builder: BuilderName,
  features: readonly Feature[],
  instructions: readonly Instruction[],
): DirectivesPlan {
  const { syntax, escape = '\\', check = null } = spec.directives ?? {};
  const asked =
    builder === 'docker' &&
    (BEYOND.some((feature) => features.includes(feature)) || instructions.some(({ body }) => isNewer(body)));
  return { syntax: syntax === 'none' ? null : (syntax ?? (asked ? FRONTEND : null)), escape, check };
}

/** Symbolic modes came with 1.14, a secret as a variable with 1.10. */
function isNewer(body: InstructionBody): boolean {
  if (body.verb === 'ONBUILD') return isNewer(body.instruction);
  if (body.verb === 'COPY' || body.verb === 'ADD')
    return body.flags.some(({ name, value }) => name === 'chmod' && !/^[0-7]+$/u.test(value));
  return (
    body.verb === 'RUN' && body.flags.some(({ name, value }) => name === 'mount' && /,env=/u.test(value))
  );
}

/** What only the engine can bring, whatever the frontend. */
const OF_ENGINE: readonly Feature[] = ['security', 'start-interval', 'emulation'];

/**
 * What Verify asks of the agent's builder. With a frontend of its own the Dockerfile needs an engine that loads it,
 * and what no frontend can bring.
 */
export function needsOf(
  features: readonly Feature[],
  { syntax }: DirectivesPlan,
  builder: BuilderName,
): readonly Feature[] {
  if (syntax === null || builder !== 'docker') return features;
  const needed = features.filter((feature) => OF_ENGINE.includes(feature));
  return [...needed, 'frontend' as const].sort();
}
