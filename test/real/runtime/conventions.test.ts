/** What all stage scripts and steps promise. */
import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { needs } from '../../support/parts.js';
import { RUNTIME, STAGES, VARS, scriptText, scripts } from './runtime.js';

const read = (file: string): string => readFileSync(join(RUNTIME, file), 'utf8');

function check(command: string, args: readonly string[], input: string): string {
  const { status, stdout, stderr } = spawnSync(command, args, { input, encoding: 'utf8' });
  return status === 0 ? '' : stdout + stderr;
}

describe('stage scripts: conventions', function () {
  this.timeout(60_000);

  before(function () {
    needs(this, 'shellcheck', 'shfmt', 'dash');
  });

  for (const file of scripts()) {
    describe(file, () => {
      it('is formatted', () => {
        expect(check('shfmt', ['-ln', 'posix', '-i', '2', '-ci', '-d'], read(file))).to.equal('');
      });

      it('is small, ASCII, and ends with a newline', () => {
        const text = read(file);
        expect(text.split('\n').length).to.be.lessThan(301);
        expect(text).to.match(/^[\t\n\x20-\x7e]*\n$/);
      });

      it('evaluates no text as code', () => {
        expect(read(file)).not.to.match(/\beval\b|^\s*(source|\.) /m);
      });

      it('has a usage comment above each function', () => {
        const lines = read(file).split('\n');
        const bare = lines.filter((line, at) => {
          const name = /^(\w+)\(\) [{(]$/.exec(line)?.[1];
          return name !== undefined && !lines[at - 1]?.startsWith('#');
        });
        expect(bare).to.deep.equal([]);
      });
    });
  }

  for (const stage of STAGES) {
    describe(`${stage}, as a step runs it`, () => {
      it('begins with #!/bin/sh, so that Jenkins does not trace it', () => {
        expect(scriptText(stage)).to.match(/^#!\/bin\/sh\n/);
      });

      it('passes shellcheck', () => {
        expect(check('shellcheck', ['-s', 'sh', '-'], scriptText(stage))).to.equal('');
      });

      it('is read by dash and by busybox', () => {
        expect(check('dash', ['-n'], scriptText(stage))).to.equal('');
        expect(check('busybox', ['sh', '-n'], scriptText(stage))).to.equal('');
      });

      it('names each function once', () => {
        const names = [...scriptText(stage).matchAll(/^(\w+)\(\) /gm)].map((match) => match[1]);
        expect(names).to.deep.equal([...new Set(names)]);
      });
    });
  }
});

describe('steps: conventions', () => {
  const steps = readdirSync(VARS)
    .filter((name) => name.endsWith('.groovy'))
    .map((name) => name.slice(0, -'.groovy'.length));

  it('there is one for each stage script', () => {
    const expected = STAGES.map((stage) => `image${stage[0]?.toUpperCase() ?? ''}${stage.slice(1)}`);
    expect(steps.sort()).to.deep.equal(expected.sort());
  });

  for (const step of steps) {
    const groovy = readFileSync(join(VARS, `${step}.groovy`), 'utf8');
    const help = readFileSync(join(VARS, `${step}.txt`), 'utf8');
    const stage = STAGES.find((name) => `image${name}` === `image${step.slice(5).toLowerCase()}`);

    describe(step, () => {
      it('is thin: a docstring, one call, one sh with a label', () => {
        expect(groovy.split('\n').length).to.be.lessThan(24);
        expect(groovy).to.match(/^\/\*\* [^\n]+ \*\/\nvoid call\(Map args = \[:\]\) \{\n/);
        expect(groovy.match(/\bsh\(/g)).to.have.length(1);
        expect(groovy).to.match(/sh\(label: '[^']+', script: script\)/);
      });

      it('runs its stage script', () => {
        expect(groovy).to.contain(
          `libraryResource(resource: 'cooperage/${stage ?? ''}.sh', encoding: 'UTF-8')`,
        );
      });

      it('passes each argument to the variable of its name', () => {
        const pairs = [...groovy.matchAll(/"(COOPERAGE_\w+)=\$\{args\.(\w+) \?: ''\}"/g)];
        for (const [, variable, argument = ''] of pairs) {
          expect(variable).to.equal(`COOPERAGE_${argument.replace(/[A-Z]/g, (c) => `_${c}`).toUpperCase()}`);
        }
        expect(pairs.length).to.equal([...groovy.matchAll(/\{args\./g)].length);
      });

      it('explains every argument, and no other', () => {
        const given = [...groovy.matchAll(/\{args\.(\w+)/g)].map((match) => match[1]);
        const table = help.split('argument    value\n')[1]?.split('\n\n')[0] ?? '';
        const explained = [...table.matchAll(/^(\w+) +\S/gm)].map((match) => match[1]);
        expect(explained).to.deep.equal(given.length === 0 ? ['none'] : given);
      });

      it('has help with an example and what makes it fail, that reads well as HTML and as text', () => {
        expect(help)
          .to.match(/^<pre>\n[A-Z][^\n]+\.\n\n/)
          .and.to.match(/\n<\/pre>\n$/);
        expect(help.slice(6, -7)).not.to.match(/[<>&]/);
        expect(help).to.contain('Example:').and.to.contain(`${step}(`);
        expect(help).to.match(/[Ff]ails /);
      });
    });
  }
});
