import { expect } from 'chai';
import { readFileSync, readdirSync } from 'node:fs';
import { ARGUMENTS, scriptOf, type ScriptedStep } from '../../../compiler/run/scripts.js';

const root = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const all = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map((match) => match[1] ?? '');

describe('the scripts that run/ gives to sh are those of the steps', () => {
  it('for every step', () => {
    const steps = all(readdirSync(new URL('vars/', root)).join('\n'), /^(image\w+)\.groovy$/gm);
    expect(Object.keys(ARGUMENTS).sort()).to.deep.equal(steps.sort());
  });

  for (const step of Object.keys(ARGUMENTS) as ScriptedStep[]) {
    const groovy = (): string => read(`vars/${step}.groovy`);

    it(`${step}: the same script`, () => {
      expect(all(groovy(), /'cooperage\/([\w-]+\.sh)'/g)).to.deep.equal([scriptOf(step)]);
    });

    it(`${step}: the same arguments`, () => {
      expect([...ARGUMENTS[step]].sort()).to.deep.equal(
        [...new Set(all(groovy(), /\$\{args\.(\w+)/g))].sort(),
      );
    });
  }
});
