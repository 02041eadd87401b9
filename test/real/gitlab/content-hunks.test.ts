/** What `git diff` shows of an edited spec: one changed field is one hunk, and open and save none. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { editJson, readJson, type JsonEdit } from '../../../compiler/content/json/edit.js';
import { needs } from '../../support/parts.js';

const EXAMPLES = resolve(import.meta.dirname, '../../../examples');

const EDITS: readonly JsonEdit[] = [
  { op: 'set', pointer: '/name', value: 'another-name' },
  { op: 'set', pointer: '/user', value: 'app' },
  { op: 'set', pointer: '/publish/registry', value: 'registry.example.com' },
  { op: 'insert', pointer: '/run/-', value: 'echo "a line"' },
  { op: 'insert', pointer: '/run/0', value: { script: ['one', 'two'] } },
  { op: 'insert', pointer: '/expose/-', value: 8443 },
  { op: 'set', pointer: '/entrypoint', value: ['/bin/sh', '-c', 'exec "$@"'] },
  { op: 'remove', pointer: '/name' },
];

describe('edited specs in git diff', function () {
  this.timeout(60_000);
  let folder: string;

  before(function () {
    needs(this, 'git');
    folder = mkdtempSync(join(tmpdir(), 'cooperage-hunks-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function hunks(before: string, after: string): number {
    writeFileSync(join(folder, 'before'), before);
    writeFileSync(join(folder, 'after'), after);
    const args = ['diff', '--no-index', '--no-color', '-U0', '--inter-hunk-context=0', 'before', 'after'];
    const { stdout } = spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
    return stdout.split('\n').filter((line) => line.startsWith('@@')).length;
  }

  function edited(text: string, edit: JsonEdit): string {
    const result = editJson(text, [edit]);
    if ('problem' in result) throw new Error(result.problem);
    return result.text;
  }

  const specs = readdirSync(EXAMPLES).flatMap((name) =>
    readdirSync(join(EXAMPLES, name))
      .filter((file) => /^image\.jsonc?$/u.test(file))
      .map((file) => [name, readFileSync(join(EXAMPLES, name, file), 'utf8')] as const),
  );

  const FORMS: readonly (readonly [string, (text: string) => string])[] = [
    ['as it is', (text) => text],
    ['with a byte order mark', (text) => `\uFEFF${text}`],
    ['with CRLF', (text) => text.replaceAll('\n', '\r\n')],
    ['without a final newline', (text) => text.trimEnd()],
    ['with tabs', (text) => text.replace(/^ +/gmu, (blanks) => '\t'.repeat(blanks.length / 2))],
    ['on one line', (text) => JSON.stringify((readJson(text) as { value: unknown }).value)],
  ];

  for (const [form, change] of FORMS)
    it(`of every example, ${form}`, () => {
      expect(specs).not.to.have.length(0);
      for (const [name, original] of specs) {
        const text = change(original);
        const { value } = readJson(text) as { value: never };
        expect(edited(text, { op: 'set', pointer: '', value }), name).to.equal(text);
        expect(hunks(text, text)).to.equal(0);
        for (const edit of EDITS) {
          // Not every spec has each field; and what one says already is no change.
          const result = editJson(text, [edit]);
          if ('problem' in result || result.text === text) continue;
          expect(hunks(text, result.text), `${name}: ${JSON.stringify(edit)}`).to.equal(1);
        }
      }
    });
});
