import { expect } from 'chai';
import { ajv } from '../../../tools/build/validators.js';
import { REFERENCE } from '../../../tools/reference.js';
import { fieldsOf } from '../../../tools/reference/fields.js';
import { readSchema, SCHEMA_FILES, type Place, type SchemaFile } from '../../../tools/schemas.js';

const PAGES: readonly (readonly [string, SchemaFile])[] = [
  ['docs/reference/image.md', 'image.schema.json'],
  ['docs/reference/workspace.md', 'workspace.schema.json'],
  ['docs/reference/lock.md', 'lock.schema.json'],
];

describe('tools/reference', () => {
  const instance = ajv();

  function check(file: SchemaFile, pointer: string, value: unknown): void {
    const validate = instance.compile({ $ref: `${file}#${pointer}` });
    validate(value);
    expect(validate.errors ?? [], `${file}#${pointer}: ${JSON.stringify(value)}`).to.deep.equal([]);
  }

  for (const file of SCHEMA_FILES) {
    it(`${file}: every example and every default is valid where it stands`, function () {
      this.timeout(20_000);
      let checked = 0;
      for (const [pointer, schema] of subschemas(readSchema(file) as Json)) {
        const values = [
          ...((schema['examples'] as unknown[] | undefined) ?? []),
          ...('default' in schema ? [schema['default']] : []),
        ];
        for (const value of values) check(file, pointer, value);
        checked += values.length;
      }
      expect(checked).to.be.greaterThan(2);
    });

    it(`${file}: every property has a description and an example`, () => {
      const bare = objects(file).flatMap((place) =>
        fieldsOf(place).filter(({ description, examples }) => description === '' || examples.length === 0),
      );
      expect(bare.map(({ place }) => place.pointer)).to.deep.equal([]);
    });
  }

  for (const [path, file] of PAGES) {
    it(`${path}: every block of JSON is valid`, function () {
      this.timeout(20_000);
      const blocks = [...(REFERENCE[path]?.() ?? '').matchAll(/```json\n(.*?)\n```/gs)];
      expect(blocks).to.not.be.empty;
      for (const [, text = ''] of blocks) {
        for (const [key, value] of Object.entries(JSON.parse(text) as object))
          check(file, `/properties/${key}`, value);
      }
    });

    it(`${path}: every link leads to a heading`, () => {
      const text = REFERENCE[path]?.() ?? '';
      for (const [, page = '', anchor = ''] of text.matchAll(/\]\(([^)#]*)#([^)]+)\)/g)) {
        const target = page === '' ? text : (REFERENCE[`docs/reference/${page}`]?.() ?? '');
        expect(anchors(target), `${page}#${anchor}`).to.include(anchor);
      }
    });
  }
});

/** Headings as GitHub and GitLab name them in links. */
function anchors(text: string): string[] {
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
}

function objects(file: SchemaFile): Place[] {
  return [...subschemas(readSchema(file) as Json)].map(([pointer, schema]) => ({ file, pointer, schema }));
}

type Json = Readonly<Record<string, unknown>>;

/** Every subschema with its pointer; values of `examples`, `default` and `enum` are data, not schemas. */
function* subschemas(schema: Json, pointer = ''): Generator<readonly [string, Json]> {
  yield [pointer, schema];
  for (const keyword of ['properties', '$defs']) {
    for (const [key, value] of Object.entries((schema[keyword] ?? {}) as Json)) {
      yield* subschemas(value as Json, `${pointer}/${keyword}/${key}`);
    }
  }
  for (const keyword of ['items', 'additionalProperties', 'propertyNames']) {
    if (typeof schema[keyword] === 'object')
      yield* subschemas(schema[keyword] as Json, `${pointer}/${keyword}`);
  }
}
