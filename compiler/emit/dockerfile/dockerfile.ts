import type { Instruction } from '../../model/instruction.js';
import type { BuildPlan } from '../../model/plan.js';
import type { Problem } from '../../model/problem.js';
import { dockerDirective } from '../../quote/index.js';
import type { SourceMap } from '../../model/source-map.js';
import { linesOf, type Block } from '../block.js';
import { header } from '../header.js';
import { comments } from './comments.js';
import { lineOrigins } from './line-origins.js';
import { render } from './render.js';
import { Target } from './target.js';

/**
 * The Dockerfile of a plan: parser directives, header, then each instruction under its comment. Directives end at
 * the first line that is none, so they stand above the header. An empty line parts the stages.
 */
export function dockerfile(plan: BuildPlan): { text: string; problems: readonly Problem[] } {
  const say = new Target(plan.directives.escape);
  const lines = blocks(plan, say).flatMap((block) => block.lines);
  return { text: `${lines.join('\n')}\n`, problems: say.problems };
}

/** Where each line of a plan's Dockerfile comes from. */
export function dockerfileMap(plan: BuildPlan): SourceMap {
  return dockerfileBlocks(plan).flatMap(linesOf);
}

/** The Dockerfile in parts, each of which is one instruction with its comment, or none. */
export function dockerfileBlocks(plan: BuildPlan): Block[] {
  return blocks(plan, new Target(plan.directives.escape));
}

function blocks(plan: BuildPlan, say: Target): Block[] {
  return [
    ...directives(plan, say),
    { origin: '', lines: header(plan, '#') },
    { origin: '/comment', lines: comments(plan.comment, '/comment', say, false) },
    { origin: '', lines: [''] },
    ...plan.instructions.map((instruction, index) => instructionBlock(instruction, index > 0, say)),
  ];
}

function directives({ directives: { syntax, escape, check } }: BuildPlan, say: Target): Block[] {
  const line = (name: 'syntax' | 'escape' | 'check', value: string): Block => {
    const origin = `/directives/${name}`;
    return { origin, lines: [say.text(dockerDirective(name, value), origin)] };
  };
  return [
    ...(syntax === null ? [] : [line('syntax', syntax)]),
    ...(escape === '\\' ? [] : [line('escape', escape)]),
    ...(check === null ? [] : [line('check', check)]),
  ];
}

function instructionBlock({ body, comment, origin }: Instruction, isLater: boolean, say: Target): Block {
  const above = [...(isLater && body.verb === 'FROM' ? [''] : []), ...comments(comment, origin, say, true)];
  const lines = render(body, origin, say);
  const parts = [...above.map(() => origin), ...lineOrigins(body, origin, lines.length)];
  return { origin, lines: [...above, ...lines], parts };
}
