import type { Instruction } from '../../model/instruction.js';
import type { BuildPlan } from '../../model/plan.js';
import type { Problem } from '../../model/problem.js';
import { header } from '../header.js';
import { comments } from './comments.js';
import { render } from './render.js';
import { Sayer } from '../sayer.js';

/** The Dockerfile of a plan: header, then each instruction under its comment. */
export function dockerfile(plan: BuildPlan): { text: string; problems: readonly Problem[] } {
  const say = new Sayer();
  const blocks = plan.instructions.map((instruction) => block(instruction, say));
  const lines = [
    ...header(plan, '#'),
    ...comments(plan.comment, '/comment', say, false),
    '',
    ...blocks.flat(),
  ];
  return { text: `${lines.join('\n')}\n`, problems: say.problems };
}

function block({ body, comment, origin }: Instruction, say: Sayer): string[] {
  return [...comments(comment, origin, say, true), ...render(body, origin, say)];
}
