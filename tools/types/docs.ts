/** Doc comments from the schemas' own words. */
import type { Schema } from '../schemas.js';

const WIDTH = 100;

/** The doc comment of a type, or undefined where the schema says nothing. */
export function typeDoc(schema: Schema): string | undefined {
  const { description = '' } = schema;
  const rules = [choice('Exactly', schema['x-exactlyOne']), choice('At least', schema['x-atLeastOne'])];
  // Where the description tells the rule already, it isn't told twice.
  const untold = rules.filter((rule) => !description.toLowerCase().includes(rule.slice(0, 11).toLowerCase()));
  return comment([description, ...untold]);
}

/** The doc comment of a property, whose words win over those of what it refers to. */
export function propertyDoc(schema: Schema, referred?: Schema): string | undefined {
  const value = schema.default ?? referred?.default;
  return comment([
    schema.description ?? referred?.description ?? '',
    value === undefined ? '' : `@default ${JSON.stringify(value)}`,
  ]);
}

function comment(paragraphs: readonly string[]): string | undefined {
  const lines = paragraphs.filter((text) => text !== '').flatMap(wrap);
  // A comment's end inside the text would end the comment.
  return lines.length === 0 ? undefined : lines.join('\n').replaceAll('*/', '*\\/');
}

function choice(how: 'Exactly' | 'At least', keys: readonly string[] | undefined): string {
  return keys === undefined ? '' : `${how} one of ${keys.map((key) => `\`${key}\``).join(', ')}.`;
}

function wrap(text: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
