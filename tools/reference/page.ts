/** The reference page of one schema: a section for each field, then one for each object that fields hold. */
import { rootPlace, type Place, type SchemaFile } from '../schemas.js';
import { fieldsOf, wordsOf, type Field } from './fields.js';
import { kindOf, titleOf, type Link } from './kinds.js';
import { blocks, code, heading, json, list, prose, table } from './markdown.js';

export interface Page {
  readonly schema: SchemaFile;
  readonly title: string;
  readonly intro: string;
  /** The page that tells the objects of another schema. */
  readonly elsewhere: Readonly<Partial<Record<SchemaFile, string>>>;
}

export function page({ schema, title, intro, elsewhere }: Page): string {
  const objects = new Objects(elsewhere, schema);
  const fields = fieldsOf(rootPlace(schema)).map((field) => section(field, objects.link));
  return blocks(
    '<!-- Generated from schemas/ by `npm run generate`; not edited by hand. -->',
    heading(1, title),
    prose(rootPlace(schema).schema.description ?? ''),
    intro,
    ...fields,
    ...objects.sections(),
  );
}

function section(field: Field, link: Link): string {
  const { key, place, required, merge, rules } = field;
  const facts = [
    `Type: ${kindOf(place, link)}`,
    ...(required ? ['Required'] : []),
    ...rules.map(prose),
    ...(field.default === undefined ? [] : [`Default: ${code(field.default)}`]),
    ...(merge === undefined ? [] : [`Merge: ${merge}`]),
  ];
  const examples = field.examples.map((example) => json({ [key]: example }));
  return blocks(heading(2, code(key)), prose(field.description), list(facts), ...examples).trimEnd();
}

/** The objects that a page links to, in the order of their first link. */
class Objects {
  readonly #places = new Map<string, Place>();

  constructor(
    private readonly elsewhere: Page['elsewhere'],
    private readonly file: SchemaFile,
  ) {}

  readonly link: Link = (place) => {
    const title = titleOf(place);
    if (place.file === this.file) this.#places.set(title, place);
    const where = place.file === this.file ? '' : (this.elsewhere[place.file] ?? '');
    return `[${title}](${where}#object-${title.toLowerCase()})`;
  };

  /** A Map hands out what is added while it is walked, so nested objects get their sections too. */
  sections(): readonly string[] {
    const sections: string[] = [];
    for (const [title, place] of this.#places) sections.push(this.#section(title, place));
    return sections;
  }

  #section(title: string, place: Place): string {
    // An object of exactly one verb, such as a step, is replaced as a whole: within it nothing merges.
    const whole = place.schema['x-exactlyOne'] !== undefined;
    const rows = fieldsOf(place).map((field) => [
      code(field.key) + (field.required ? ' (required)' : ''),
      kindOf(field.place, this.link),
      field.default === undefined ? '' : code(field.default),
      meaning(whole ? { ...field, merge: undefined } : field),
      field.examples.map((example) => code(JSON.stringify(example))).join(', '),
    ]);
    return blocks(
      heading(2, `Object ${title}`),
      prose(wordsOf(place).description ?? ''),
      rule('Exactly', place.schema['x-exactlyOne']) + rule('At least', place.schema['x-atLeastOne']),
      table(['Field', 'Type', 'Default', 'Meaning', 'Examples'], rows),
    ).trimEnd();
  }
}

/** All that a table's row tells in words. */
function meaning({ description, rules, merge }: Field): string {
  const more = [...rules, ...(merge === undefined ? [] : [`Merge: ${merge}`])];
  return prose([description, ...more.map((clause) => `${clause}.`)].join(' '));
}

function rule(how: string, keys: readonly string[] | undefined): string {
  return keys === undefined ? '' : `${how} one of ${keys.map(code).join(', ')}.`;
}
