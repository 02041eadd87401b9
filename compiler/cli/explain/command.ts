import type { Command } from 'commander';
import { isError } from '../../compile.js';
import { printable } from '../../diagnostics/create.js';
import type { Explanation } from '../../explain/explanation.js';
import { explainImage } from '../../explain-image.js';
import { referenceOf } from '../../resolve/identity.js';
import { Exit } from '../exit.js';
import type { ExplainOptions } from '../explain.js';
import type { Io } from '../io.js';
import { count, report } from '../report.js';
import { workspaceOf } from '../workspace.js';
import type { Phase } from './phases.js';
import { explainText } from './text.js';

/** @returns the exit code */
export function explainCommand(name: string, options: ExplainOptions, command: Command, io: Io): number {
  const { phase, json = false } = options;
  const workspace = workspaceOf(command);
  const found =
    'missing' in workspace ? { diagnostics: [workspace.missing] } : explainImage(workspace.root, name);
  if ('diagnostics' in found) {
    report(found.diagnostics, json ? { format: 'json' } : {}, io);
    return Exit.specs;
  }
  if ('images' in found) {
    const images = found.images.map((image) => ({ dir: image.dir, reference: referenceOf(image) }));
    const lines = images.map(({ dir, reference }) => `  ${printable(dir)}  ${printable(reference)}\n`);
    const head = `${printable(name)} stands for ${count(images.length, 'image')}; name one of them:\n`;
    io.out(json ? `${JSON.stringify({ images }, null, 2)}\n` : head + lines.join(''));
    return Exit.fine;
  }
  const { explanation } = found;
  if (json) io.out(`${JSON.stringify(dataOf(explanation, phase), null, 2)}\n`);
  else {
    report(explanation.diagnostics, {}, io);
    io.out(explainText(explanation, phase, io));
  }
  return explanation.diagnostics.some(isError) ? Exit.specs : Exit.fine;
}

/** All of it, or what one phase gave. */
function dataOf(explanation: Explanation, phase: Phase | undefined): object {
  const { identity, spec, diagnostics, files, values, surroundings, plan, stages, artifacts } = explanation;
  if (phase === undefined) return explanation;
  const part = {
    compose: { files, values },
    resolve: { surroundings },
    plan: { plan, stages },
    emit: { artifacts },
  }[phase];
  return { identity, spec, ...part, diagnostics };
}
