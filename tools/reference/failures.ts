/** The reference page of failed builds, from the table of signatures. */
import { CHAPTERS } from '../../compiler/failures/table.js';
import type { Signature } from '../../compiler/failures/signature.js';
import { fieldText } from '../failure-table.js';
import { blocks, code, heading, list, prose } from './markdown.js';

export function failuresPage(): string {
  const chapters = Object.entries(CHAPTERS).flatMap(([title, signatures]) => [
    heading(2, title),
    ...signatures.map(section),
  ]);
  return blocks(
    '<!-- Generated from compiler/failures/table/ by `npm run generate`; not edited by hand. -->',
    heading(1, 'Failed builds'),
    'What `cooper build`, `cooper logs`, `cooper run` and the step `imageReport` know of builds that failed, by code. ' +
      'They read the log of the failed stage and what stands outside of all stages. A cause is taken before a symptom, ' +
      'and the first cause before those that follow from it; what lies more than 400 lines before the end of its stage ' +
      'counts only where nothing else explains the failure. `imageReport` sees no log, only what the stage scripts ' +
      'left: the causes that Jenkins alone knows it cannot tell. A build that nothing here explains is `unknown`.',
    ...chapters,
  );
}

function section({ code: name, rank, patterns, stages, what, field, todo, sources }: Signature): string {
  const facts = [
    `Stage: ${stages === null ? 'any' : stages.map(code).join(', ')}${rank === 'cause' ? '' : `; a ${rank === 'last' ? 'last resort' : rank}`}`,
    ...(field === null ? [] : [`Comes from: ${'by' in field ? fieldText(field) : code(fieldText(field))}`]),
    `Told by: ${patterns.map(code).join(', ')}`,
    `Source: ${sources.map(link).join(', ')}`,
  ];
  return blocks(
    heading(3, code(name)),
    `${prose(spoken(what))}.`,
    prose(spoken(todo)),
    list(facts),
  ).trimEnd();
}

/** The words of a template. */
function spoken(template: string): string {
  return template.replace(/\[([^\]]*)\]/g, '$1').replaceAll('{value}', '…');
}

function link(source: string): string {
  if (!source.startsWith('https://')) return `[${code(source)}](../../${source})`;
  const { hostname, pathname } = new URL(source);
  return `[${hostname}${pathname.length > 1 ? ` ${pathname.split('/').findLast((part) => part !== '') ?? ''}` : ''}](${source})`;
}
