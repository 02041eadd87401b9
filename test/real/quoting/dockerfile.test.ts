import { expect } from 'chai';
import fc from 'fast-check';
import {
  commentLine,
  dockerBare,
  dockerDirective,
  dockerFlag,
  dockerJson,
  dockerJsonWord,
  dockerLine,
  dockerMount,
  dockerRawFlag,
  dockerValue,
  dockerWord,
  dockerWords,
  heredocText,
  heredocWord,
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

  it('reads flags that are taken as they are, mounts and maintainers back', () => {
    const check = (batch: string[]): void => {
      const values = batch.filter((value) => value !== '');
      const raw = said(values, (value) => dockerRawFlag(value));
      const read = readLines(raw.map(([, text]) => `COPY --from=${text} --exclude=${text} a b`));
      expect(read.map(({ value }) => [value?.['From'], value?.['ExcludePatterns']].flat())).to.deep.equal(
        raw.map(([value]) => [value, value]),
      );

      // What the schema admits: no blanks, commas, quotes or backslashes.
      const options = said(
        values.map((value) => value.replace(/[\s,"'\\]|[^ -~]/gu, '')).filter((value) => value !== ''),
        (value) => dockerMount(`type=cache,id=${doubled(value)},target=${doubled(value)},ro`),
      );
      const mounts = readLines(options.map(([, text]) => `RUN --mount=${text} a`)).map(
        ({ value }) => (value?.['Mounts'] as { CacheID: string; Target: string }[] | undefined)?.[0],
      );
      expect(mounts.map((mount) => [mount?.CacheID, mount?.Target])).to.deep.equal(
        options.map(([value]) => [value, value]),
      );

      const lines = said(values, (value) => dockerLine(value));
      expect(
        readLines(lines.map(([, text]) => `MAINTAINER ${text}`)).map(({ value }) => value?.['Maintainer']),
      ).to.deep.equal(lines.map(([value]) => value));
    };
    checkBatches(sayable, check);
    checkBatches(hostile, check, 3);
  });

  it('reads the texts of heredocs back, expanded or not', () => {
    const text = fc
      .array(sayable, { maxLength: 4 })
      .map((lines) => lines.map((line) => line.replaceAll('\r', '')));
    const check = (batch: string[][]): void => {
      for (const expand of [false, true]) {
        const files = batch.flatMap((lines) => {
          const quoted = lines.map((line) => heredocText(expand ? doubled(line) : line, 'EOF', expand));
          const texts = quoted.flatMap((line) => (isProblem(line) ? [] : [line.text]));
          return texts.length === lines.length ? [{ lines, texts }] : [];
        });
        const word = heredocWord('EOF', expand);
        const opening = isProblem(word) ? '' : word.text;
        const read = readLines(
          files.map(({ texts }) =>
            [`COPY ${opening} <<"other" /etc/`, ...texts, 'EOF', 'x', 'other'].join('\n'),
          ),
        );
        const contents = read.map(
          ({ value }) => value?.['SourceContents'] as { Data: string; Path: string }[],
        );
        expect(files.length).to.be.greaterThan(batch.length / 2);
        expect(contents.map(([file]) => file?.Data)).to.deep.equal(
          files.map(({ lines }) => lines.map((line) => `${line}\n`).join('')),
        );
        expect(contents.every(([first, second]) => first?.Path === 'EOF' && second?.Data === 'x\n')).to.equal(
          true,
        );
      }
    };
    checkBatches(text, check, 6, 100);
  });

  it('reads references and ports back, wherever they are let through', () => {
    const check = (batch: string[]): void => {
      const words = said(
        batch.filter((value) => value !== ''),
        (value) => dockerBare(doubled(value)),
      );
      const files = readDockerfiles(
        words.map(([, text]) => ({ dockerfile: `FROM ${text} AS a\nEXPOSE ${text}\n` })),
      );
      for (const [index, { error, instructions }] of files.entries()) {
        const [value, text] = words[index] ?? [];
        expect(error, text).to.equal(undefined);
        expect(instructions.map(({ verb }) => verb).join(' '), text).to.equal('FROM EXPOSE');
        expect(instructions[0]?.value, text).to.deep.equal({ From: value, Name: 'a', Platform: '' });
        expect(instructions[1]?.value?.['Ports'], text).to.deep.equal([value]);
      }
    };
    checkBatches(sayable, check);
    checkBatches(fc.stringMatching(/^[a-z0-9./:@$%+,=~_-]{1,12}$/), check);
  });

  it('keeps directives on top, whatever they hold', () => {
    const check = (batch: string[]): void => {
      const lines = said(batch, (value) => dockerDirective('syntax', value));
      const files = readDockerfiles(
        lines.map(([, text]) => ({ dockerfile: `${text}\n# escape=\`\n# Generated\nFROM a\`\nb\n` })),
      );
      for (const [index, { error, directives, instructions }] of files.entries()) {
        expect(error).to.equal(undefined);
        expect(directives).to.deep.equal([
          { name: 'syntax', value: lines[index]?.[0] },
          { name: 'escape', value: '`' },
        ]);
        expect(instructions.map(({ args }) => args)).to.deep.equal([['ab']]);
      }
    };
    checkBatches(sayable, check);
  });

  it('reads everything back when a backtick is the escape character', () => {
    const under = (lines: readonly string[]): ReadInstruction[] =>
      readDockerfiles(lines.map((line) => ({ dockerfile: `# escape=\`\n${around(line)}` }))).map(
        (file, index) => {
          expect(file.error, lines[index]).to.equal(undefined);
          expect(file.instructions.map(({ verb }) => verb).join(' '), lines[index]).to.match(
            /^FROM \w+ LABEL$/,
          );
          const read = file.instructions[1] as ReadInstruction;
          expect(read.error, lines[index]).to.equal(undefined);
          return read;
        },
      );
    const check = (batch: string[]): void => {
      const values = batch.filter((value) => value !== '');
      const pairs = said(values, (value) => dockerValue(doubled(value), '`'));
      expect(
        under(pairs.map(([, text]) => `ENV X=${text}`)).map(
          ({ value }) => (value?.['Env'] as { Value: string }[] | undefined)?.[0]?.Value,
        ),
      ).to.deep.equal(pairs.map(([value]) => value));

      const words = said(values, (value) => dockerWord(doubled(value), '`'));
      expect(
        under(words.map(([, text]) => `WORKDIR ${text}`)).map(({ value }) => value?.['Path']),
      ).to.deep.equal(words.map(([value]) => value));

      const lists = said(
        values.map((value) => [value, 'C:\\b']),
        (list) => dockerWords(list.map(doubled), '`'),
      );
      expect(
        under(lists.map(([, text]) => `COPY ${text}`)).map(({ value }) =>
          [value?.['SourcePaths'], value?.['DestPath']].flat(),
        ),
      ).to.deep.equal(lists.map(([value]) => value));

      const flags = said(values, (value) => dockerFlag(doubled(value), '`'));
      expect(
        under(flags.map(([, text]) => `COPY --chown=${text} a b`)).map(({ value }) => value?.['Chown']),
      ).to.deep.equal(flags.map(([value]) => value));

      const shell = said(values, (value) => shellLine(value, 'RUN', '`'));
      expect(under(shell.map(([, text]) => `RUN ${text}`)).map(({ args }) => args)).to.deep.equal(
        shell.map(([value]) => [value.replace(/^[ \t]+|[ \t]+$/g, '')]),
      );
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
      .filter((line) => !/\\[ \t\r]*$|''|""/.test(line));
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
