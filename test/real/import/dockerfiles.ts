/** Dockerfiles that are hard to read: made by a generator, and those of corpus/ written by hand. */

import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';

const CORPUS = new URL('corpus/', import.meta.url);

export const corpus: readonly { readonly name: string; readonly text: string }[] = readdirSync(CORPUS)
  .sort()
  .map((name) => ({ name, text: readFileSync(new URL(name, CORPUS), 'utf8') }));

const VERBS = [
  ...['FROM', 'RUN', 'run', 'COPY', 'ADD', 'ENV', 'LABEL', 'ARG', 'CMD', 'ENTRYPOINT', 'SHELL', 'EXPOSE'],
  ...['VOLUME', 'WORKDIR', 'USER', 'STOPSIGNAL', 'HEALTHCHECK', 'ONBUILD RUN', 'ONBUILD COPY', 'ONBUILD'],
  ...['MAINTAINER', 'HEALTHCHECK CMD', 'ONBUILD ENV', 'Onbuild', 'NOVERB', ''],
];

const PIECES = [
  ...[' ', ' ', ' ', '\t', '\u00a0', 'à', '\u2003', '\v', '\r', '  '],
  ...['a', 'b', 'A=1', 'B=$A', 'k v', '=', 'é', '😀', '/x', ':', '80', '.', 'NONE', 'CMD', 'as', 'AS'],
  ...['"', "'", '\\', '`', '\\\\', '\\"', "\\'", '$', '${', '}', '${A:-', '#', '# c', '$$'],
  ...['--', '--x', '--from=b', '--mount=type=bind', '-', '--a="b c"', '--a=\\ b', '--link'],
  ...['["a"]', '["', '"]', '["a", "b c"]', '[1]', '[]', '[', ']', '["\\ud800"]', '"a b"', ', '],
  ...['<<', '<<E', '<<-E', '<<"E"', "<<'E'", '3<<E', '<<<', '<<E F', 'E', '<<\\E', '<<"E', '<< E'],
];

const BREAKS = [
  '\n',
  '\n',
  '\n',
  '\r\n',
  ' \\\n',
  '\\\n',
  '\\ \n',
  '\\\\\n',
  '\\\n\n',
  '\\\n# c\n',
  '`\n',
  ' \\\r\n',
];

const HEADS = [
  '',
  '',
  '',
  '\ufeff',
  '# escape=`\n',
  '# syntax=x\n# escape = ` \n',
  '#check=a\n\n# escape=`\n',
  '# c\n',
];

const line = fc
  .tuple(
    fc.constantFrom(...VERBS),
    fc.array(fc.constantFrom(...PIECES), { maxLength: 7 }),
    fc.constantFrom('', '', '', '\nE\n', '\nx\n\tE\n', '\n# c\nb \\\n', '\n  # d\n'),
    fc.constantFrom(...BREAKS),
  )
  .map(([verb, pieces, more, end]) => `${verb} ${pieces.join('')}${end}${more.slice(1)}`);

/** Any mixture of what is special to the parser. */
export const wild: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...HEADS),
    fc.array(
      fc.oneof({ weight: 5, arbitrary: line }, fc.constantFrom('# c\n', '#\n', '  #c\n', '\n', ' \\\n')),
      {
        minLength: 1,
        maxLength: 5,
      },
    ),
  )
  .map(([head, lines]) => head + lines.join(''));
