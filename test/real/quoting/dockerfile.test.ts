import { expect } from 'chai';
import fc from 'fast-check';
import {
  commentLine,
  dockerFlag,
  dockerJson,
  dockerJsonWord,
  dockerValue,
  dockerWord,
  dockerWords,
  isProblem,
  LINE_LIMIT,
  physicalLine,
  type Quoted,
  shellLine,
  type ShellVerb,
} from '../../../compiler/quote/index.js';
import { startsHeredoc } from '../../../compiler/quote/heredoc.js';
import {
  dockerfileReader,
  readDockerfile,
  readDockerfiles,
  type ReadInstruction,
} from '../../oracle/dockerfile.js';
import { needs } from '../../support/parts.js';
import { checkBatches, hostile, long, sayable } from './hostile.js';

/** What stands around an instruction, to see that it neither swallows nor adds one. */
const around = (line: string): string => `FROM base\n${line}\nLABEL last=one\n`;

/** Reads lines, each as one instruction of a Dockerfile; its middle instruction, checked to be the only one. */
function readLines(lines: readonly string[], env: Readonly<Record<string, string>> = {}): ReadInstruction[] {
  return readDockerfiles(lines.map((line) => ({ dockerfile: around(line), env }))).map((file, index) => {
    const line = JSON.stringify(lines[index]);
    expect(file.error, line).to.equal(undefined);
    expect(file.instructions.map(({ verb }) => verb).join(' '), line).to.match(/^FROM \w+ LABEL$/);
    expect(file.instructions[2]?.value, line).to.deep.equal({
      Labels: [{ Key: 'last', Value: 'one', NoDelim: false }],
    });
    const read = file.instructions[1] as ReadInstruction;
    expect(read.error, line).to.equal(undefined);
    return read;
  });
}

/** The values that can be said, with their text. */
function said<T>(values: readonly T[], quote: (value: T) => Quoted): [T, string][] {
  return values.flatMap((value) => {
    const quoted = quote(value);
    return isProblem(quoted) || isProblem(physicalLine(`12345678901234567890${quoted.text}`))
      ? []
      : [[value, quoted.text]];
  });
}

/** Every `$` doubled: a literal one. */
const doubled = (value: string): string => value.replaceAll('$', '$$$$');

describe('quoting for Dockerfiles, read by BuildKit', function () {
  this.timeout(180_000);
  before(function () {
    needs(this, 'go');
    dockerfileReader();
  });

  for (const [name, values, batches, size] of [
    ['hostile text', hostile, 4, 200],
    ['text that can be said', sayable, 8, 250],
    ['64 KB', long, 1, 10],
  ] as const) {
    it(`reads ${name} back from ENV, ARG and LABEL`, () => {
      const check = (batch: string[]): void => {
        const pairs = said(batch, (value) => dockerValue(doubled(value)));
        const read = readLines(
          pairs.flatMap(([, text]) => [`ENV X=${text}`, `ARG X=${text}`, `LABEL x=${text}`]),
        );
        const got = read.map(({ value }) => Object.values(value ?? {}).flat() as { Value: string }[]);
        expect(got.map(([pair]) => pair?.Value)).to.deep.equal(
          pairs.flatMap(([value]) => [value, value, value]),
        );
      };
      checkBatches(values, check, batches, size);
    });

    it(`reads ${name} back from the exec form`, () => {
      const check = (batch: string[]): void => {
        const pairs = said(
          batch.map((value) => ['/a', value, '-b']),
          dockerJson,
        );
        for (const verb of ['RUN', 'CMD', 'ENTRYPOINT', 'SHELL', 'HEALTHCHECK CMD']) {
          const read = readLines(pairs.map(([, text]) => `${verb} ${text}`));
          expect(read.every(({ json }) => json)).to.equal(true);
          expect(read.map(({ args }) => args.slice(-3))).to.deep.equal(pairs.map(([value]) => value));
        }
      };
      checkBatches(values, check, batches, size);
    });

    it(`reads ${name} back from the shell form, wherever it is let through`, () => {
      const check = (batch: string[]): void => {
        for (const verb of ['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK'] satisfies ShellVerb[]) {
          const pairs = said(batch, (value) => shellLine(value, verb));
          const read = readLines(
            pairs.map(([, text]) => `${verb}${verb === 'HEALTHCHECK' ? ' CMD' : ''} ${text}`),
          );
          for (const [index, { args, json, flags, heredocs }] of read.entries()) {
            expect({ json, flags, heredocs }).to.deep.equal({ json: false, flags: [], heredocs: [] });
            expect(args.at(-1)).to.equal(pairs[index]?.[0].replace(/^[ \t]+|[ \t]+$/g, ''));
            expect(args).to.have.length(verb === 'HEALTHCHECK' ? 2 : 1);
          }
        }
      };
      checkBatches(values, check, batches, size);
    });
  }

  it('reads paths, users and flags back', () => {
    const check = (batch: string[]): void => {
      // Docker trims VOLUME's and resolves nothing of the others; an empty word is none.
      const values = batch.filter((value) => value !== '');
      const words = said(values, (value) => dockerWord(doubled(value)));
      const one = (verb: string): unknown[] =>
        readLines(words.map(([, text]) => `${verb} ${text}`)).map(
          ({ value }) => Object.values(value ?? {})[0],
        );
      for (const verb of ['WORKDIR', 'USER', 'STOPSIGNAL'])
        expect(one(verb), verb).to.deep.equal(words.map(([value]) => value));

      const lists = said(
        values.map((value) => [value, 'b', '/c']),
        (list) => dockerWords(list.map(doubled)),
      );
      const copies = readLines(lists.map(([, text]) => `COPY ${text}`)).map(({ value }) => value);
      expect(copies.map((value) => [value?.['SourcePaths'], value?.['DestPath']].flat())).to.deep.equal(
        lists.map(([value]) => value),
      );

      const volumes = said(values, (value) => dockerJsonWord(doubled(value)));
      const read = readLines(volumes.map(([, text]) => `VOLUME [${text}]`)).map(
        ({ value }) => value?.['Volumes'],
      );
      expect(read).to.deep.equal(volumes.map(([value]) => [value]));

      const flags = said(values, (value) => dockerFlag(doubled(value)));
      const owners = readLines(flags.map(([, text]) => `COPY --chown=${text} a b`)).map(
        ({ value }) => value?.['Chown'],
      );
      expect(owners).to.deep.equal(flags.map(([value]) => value));
    };
    checkBatches(sayable, check);
    checkBatches(hostile, check, 3);
  });

  it('expands the variables that a value names, and nothing else', () => {
    const env = { A: 'one', B: 'two words', E: '' };
    const reference = fc.constantFrom(
      ['$A', 'one'],
      ['${A}', 'one'],
      ['${B:-x y}', 'two words'],
      ['${E:-$A}', 'one'],
      ['${E:+x}', ''],
      ['${NO:-${NO:-a$$b}}', 'a$b'],
      ['${B#two }', 'words'],
      ['${B/two/2}', '2 words'],
    );
    const literal = sayable.map((text) => [doubled(text), text]);
    const mixed = fc.array(fc.oneof(literal, reference), { maxLength: 6 }).map((parts) => {
      // A name goes on into the letters and digits that follow: not what is checked here.
      const glued = parts.map(([text = ''], index) => {
        const rest = parts.slice(index + 1).map(([next]) => next);
        return /^\$\w/.test(text) && /^\w/.test(rest.join('')) ? '${A}' : text;
      });
      return [glued.join(''), parts.map(([, meant]) => meant).join('')] as const;
    });
    const check = (batch: (readonly [string, string])[]): void => {
      const pairs = said(batch, ([text]) => dockerValue(text));
      const got = readLines(
        pairs.map(([, text]) => `ENV X=${text}`),
        env,
      ).map(({ value }) => (value?.['Env'] as { Value: string }[] | undefined)?.[0]?.Value);
      expect(pairs.length).to.be.greaterThan(batch.length / 2);
      expect(got).to.deep.equal(pairs.map(([[, meant]]) => meant));
    };
    checkBatches(mixed, check);
  });

  it('lets no undoubled `$` make a line that BuildKit refuses', () => {
    const check = (batch: string[]): void => {
      const pairs = said(batch, dockerValue);
      const read = readDockerfiles(pairs.map(([, text]) => ({ dockerfile: around(`ENV X=${text}`) })));
      for (const [index, file] of read.entries()) {
        const error = file.error ?? file.instructions[1]?.error ?? '';
        // `${A:?message}` is meant to stop the build.
        expect(error.replace(/.*: (is not allowed|[^:]*$).*/s, ''), pairs[index]?.[1]).to.satisfy(
          (text: string) => text === '' || /\?/.test(pairs[index]?.[0] ?? ''),
        );
      }
    };
    checkBatches(sayable, check);
  });

  it('finds a heredoc exactly where BuildKit does', () => {
    const text = fc
      .array(
        fc.constantFrom(
          ...'<<|<|<<E|<<-E|<<-| |\t|\'|"|\\|$|${A:-|${A|}|${|$((|1|-|E|a|<<"E F"|<<\'E\'|:|#|/|\u00a0|é|3<<E|<<<|$A|\r'.split(
            '|',
          ),
        ),
        { minLength: 1, maxLength: 9 },
      )
      .map((pieces) => `RUN a${pieces.join('')}`)
      // An empty word after `<<` is none to BuildKit, but it is one to a shell: refusing it is right.
      .filter((line) => !/\\[ \t]*$|''|""/.test(line));
    const check = (lines: string[]): void => {
      const files = readDockerfiles(lines.map((line) => ({ dockerfile: `FROM a\n${line}\n` })));
      for (const [index, file] of files.entries()) {
        expect(startsHeredoc(lines[index] ?? ''), JSON.stringify(lines[index])).to.equal(
          file.error !== undefined,
        );
      }
    };
    checkBatches(text, check, 10, 1000);
  });

  it('is never a parser directive on top', () => {
    const text = fc.oneof(
      hostile,
      fc
        .tuple(
          fc.constantFrom('', ' ', '\t', '\u00a0'),
          fc.constantFrom('syntax', 'ESCAPE', 'check', 'x'),
          fc.constantFrom('=', ' = ', '\u2003='),
          sayable,
        )
        .map((parts) => parts.join('')),
    );
    const check = (batch: string[]): void => {
      const comments = said(batch, (value) => commentLine(value)).map(([, line]) => line);
      const files = readDockerfiles(comments.map((line) => ({ dockerfile: `${line}\nFROM a\\\nb\n` })));
      for (const [index, file] of files.entries()) {
        expect(file.error, comments[index]).to.equal(undefined);
        expect(file.directives, comments[index]).to.deep.equal([]);
        expect(
          file.instructions.map(({ args }) => args),
          comments[index],
        ).to.deep.equal([['ab']]);
      }
    };
    checkBatches(text, check);
  });

  it('knows the longest line', () => {
    const line = `RUN ${'x'.repeat(LINE_LIMIT - 4)}`;
    expect(readDockerfile(around(line)).error).to.equal(undefined);
    expect(readDockerfile(around(`${line}x`)).error).to.match(/65535/);
  });
});
