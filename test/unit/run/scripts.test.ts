import { expect } from 'chai';
import { readFileSync, readdirSync } from 'node:fs';
import { STEPS } from '../../../compiler/run/scripts.js';

const root = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const all = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map((match) => match[1] ?? '');

describe('the scripts that run/ gives to sh are those of the steps', () => {
  it('for every step that runs one', () => {
    const steps = readdirSync(new URL('vars/', root)).flatMap(
      (name) => /^(image\w+)\.groovy$/.exec(name)?.[1] ?? [],
    );
    const scripted = steps.filter((step) => read(`vars/${step}.groovy`).includes('.sh'));
    expect(Object.keys(STEPS).sort()).to.deep.equal(scripted.sort());
  });

  for (const [step, { files, arguments: names }] of Object.entries(STEPS)) {
    const groovy = (): string => read(`vars/${step}.groovy`);

    it(`${step}: the same files in the same order`, () => {
      expect(files).to.deep.equal(all(groovy(), /'([\w/-]+\.sh)'/g));
    });

    it(`${step}: the same arguments`, () => {
      expect([...names].sort()).to.deep.equal([...new Set(all(groovy(), /\$\{args\.(\w+)/g))].sort());
    });

    it(`${step}: what the stage script asks to run after`, () => {
      const script = read(`resources/cooperage/${files.at(-1) ?? ''}`);
      expect(files.slice(0, -1)).to.deep.equal(all(script, /^# Runs after: (.*)$/gm)[0]?.split(' '));
    });
  }
});
