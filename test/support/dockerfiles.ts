/** Dockerfiles that are hard to read: made by a generator, and those of corpus/ written by hand. */

import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';

const CORPUS = new URL('../real/import/corpus/', import.meta.url);

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

const VALUE = fc.constantFrom(
  ...[
    '1',
    'a',
    '"two words"',
    "'$literal'",
    'a\\ b',
    '"q\\"q"',
    '$A',
    '${B}',
    '"$A:${C:-x}"',
    '${A:+y}',
    '""',
    'é',
  ],
  ...[
    '"a\\\\b"',
    '\\$x',
    'x"y z"',
    "${A:-'q r'}",
    '"${A#p*}"',
    '${A/b/c}',
    '$$',
    '$1',
    '`id`',
    '"a=b"',
    '"  "',
  ],
);
const NAME = fc.constantFrom('A', 'B', 'C', 'PATH', 'A_1');
const pairs = (join: string): fc.Arbitrary<string> =>
  fc
    .array(fc.tuple(NAME, VALUE), { minLength: 1, maxLength: 3 })
    .map((list) => list.map(([name, value]) => `${name}=${value}`).join(join));

const WORD = [
  'echo',
  'a',
  '"b  c"',
  "'d'",
  '$A',
  '&&',
  ';',
  '|',
  '"e',
  'f"',
  '\\',
  '#',
  '$(x "y  z")',
  '`w`',
  '{{ .x }}',
  '${{ x }}',
  '\t',
];
const GAP = [
  ' ',
  ' ',
  ' ',
  '   ',
  ' \\\n',
  ' \\\n    ',
  '\\\n',
  '\\\n  ',
  ' \\\n# note\n',
  ' \\\n\n  ',
  ' \\\n   \\\n',
  ';\\\n',
];
const shell = fc
  .array(fc.tuple(fc.constantFrom(...WORD), fc.constantFrom(...GAP)), { minLength: 1, maxLength: 7 })
  .map((list) => `echo ${list.flat().join('')}end`);

const FLAG = fc.constantFrom(
  ...[
    '',
    '',
    '',
    '--mount=type=cache,dst=/c ',
    '--mount=type=secret,id=s --mount=src=x,target=/y ',
    '--network=none ',
  ],
  '--mount=type=tmpfs,target=/t,size=1m \\\n  ',
);

const INSTRUCTION: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom('ENV', 'ARG', 'LABEL', 'env', 'ONBUILD ENV'), pairs(' '))
      .map((two) => two.join(' ')),
  },
  pairs(' \\\n    ').map((text) => `ENV ${text}`),
  VALUE.map((value) => `ENV A ${value}`),
  { weight: 4, arbitrary: fc.tuple(FLAG, shell).map(([flag, text]) => `RUN ${flag}${text}`) },
  shell.map((text) => `CMD ${text}`),
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      ...[
        'RUN ["a", "b  c"]',
        'RUN <<EOF\na\n  b\nEOF',
        "RUN <<'E'\n$a\nE",
        'RUN cat <<A <<-B >x\na\nA\n\tb\n\tB',
        'RUN <<EOF\nEOF',
      ],
      ...[
        'COPY . .',
        'COPY --from=0 a b /c/',
        'COPY --link --chown=1:2 ["a b", "/c"]',
        'COPY <<EOF /x\n$A \\$B \\x "${C:-d}" 5$\nEOF',
        'COPY <<EOF /x\n$A\nEOF',
        "ADD <<'a.b' /y\n$A\na.b",
      ],
      ...[
        'ADD --checksum=sha256:0000000000000000000000000000000000000000000000000000000000000000 https://x.y/z /z',
        'COPY --chmod=755 --exclude=*.md $A/b ${C}/',
      ],
      ...[
        'WORKDIR /a',
        'WORKDIR "/a b"',
        'WORKDIR $A/b',
        'USER a',
        'USER 0:0',
        'USER $A',
        'VOLUME /v',
        'VOLUME ["/v", "/w"]',
      ],
      ...[
        'EXPOSE 80',
        'EXPOSE 80/udp $A 8000-8010',
        'CMD ["a"]',
        'CMD []',
        'ENTRYPOINT ["a", "$b"]',
        'ENTRYPOINT a  "b  c"',
      ],
      ...[
        'STOPSIGNAL SIGTERM',
        'SHELL ["/bin/bash", "-c"]',
        'HEALTHCHECK NONE',
        'HEALTHCHECK --retries=3 --interval=1m30s CMD a || b',
      ],
      ...[
        'HEALTHCHECK CMD ["a"]',
        'ONBUILD RUN a \\\n  # c\n  b',
        'ONBUILD COPY . /x',
        'ONBUILD CMD ["x"]',
        'MAINTAINER A "B" <c@d>',
      ],
      ...['LABEL a.b="c" d=\'e\'', 'LABEL "a.b"=c', 'LABEL a  b c'],
    ),
  },
);

const COMMENT = fc.constantFrom(
  '',
  '',
  '',
  '# why\n',
  '#tight\n\n',
  '# one\n#\n# three\n',
  '\n\n',
  '#\ttab\n',
);

const stage = fc
  .tuple(
    fc.constantFrom(
      'a',
      'a:1',
      'debian:12 AS base',
      'b@sha256:' + '0'.repeat(64),
      'alpine as Other',
      '--platform=linux/arm64 c',
    ),
    fc.array(fc.tuple(COMMENT, INSTRUCTION), { maxLength: 9 }),
  )
  .map(([from, list]) => `FROM ${from}\n${list.map((each) => `${each.join('')}\n`).join('')}`);

/** What people may write: Docker reads nearly all of it. */
export const usual: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(
      '',
      '',
      '# syntax=docker/dockerfile:1\n',
      '# top\n\n',
      'ARG G=1\n',
      '# check=skip=all\n# about\n',
      '# why\nARG G\n',
    ),
    fc.array(stage, { minLength: 1, maxLength: 3 }),
    fc.constantFrom('', '', '# the end\n'),
  )
  .map(([head, stages, end]) => head + stages.join('\n') + end);
