import type { Instruction } from '../../model/instruction.js';
import type { BuildPlan } from '../../model/plan.js';
import type { Problem } from '../../model/problem.js';
import { dockerDirective } from '../../quote/index.js';
import { header } from '../header.js';
import { comments } from './comments.js';
import { render } from './render.js';
import { Target } from './target.js';

/**
 * The Dockerfile of a plan: parser directives, header, then each instruction under its comment. Directives end at
 * the first line that is none, so they stand above the header. An empty line parts the stages.
 */
export function dockerfile(plan: BuildPlan): { text: string; problems: readonly Problem[] } {
  const say = new Target(plan.directives.escape);
  const lines = [
    ...directives(plan, say),
    ...header(plan, '#'),
    ...comments(plan.comment, '/comment', say, false),
    '',
    ...plan.instructions.flatMap((instruction, index) => [
      ...(index > 0 && instruction.body.verb === 'FROM' ? [''] : []),
      ...block(instruction, say),
    ]),
  ];
  return { text: `${lines.join('\n')}\n`, problems: say.problems };
}

function directives({ directives: { syntax, escape, check } }: BuildPlan, say: Target): string[] {
  const line = (name: 'syntax' | 'escape' | 'check', value: string): string =>
    say.text(dockerDirective(name, value), `/directives/${name}`);
  return [
    ...(syntax === null ? [] : [line('syntax', syntax)]),
    ...(escape === '\\' ? [] : [line('escape', escape)]),
    ...(check === null ? [] : [line('check', check)]),
  ];
}

function block({ body, comment, origin }: Instruction, say: Target): string[] {
  return [...comments(comment, origin, say, true), ...render(body, origin, say)];
}
