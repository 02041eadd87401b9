import { expect } from 'chai';
import { compareDockerfiles } from '../../../compiler/dockerfile/compare.js';
import { parsed } from './parse.test.js';

function grade(original: string, made: string): string {
  const result = compareDockerfiles(parsed(original), parsed(made));
  return result.grade === 'different'
    ? result.differences.map(({ construct, line }) => `${construct}:${line}`).join(' ')
    : result.grade;
}

const from = (text: string): string => `FROM a\n${text}\n`;

describe('compareDockerfiles', () => {
  const identical: readonly (readonly [string, string, string])[] = [
    ['case of verbs', 'run x', 'RUN x'],
    ['quotes', 'ENV A="b" C=\'d e\'', 'ENV A=b C="d e"'],
    ['the legacy form', 'ENV A b c', 'ENV A="b c"'],
    ['grouping', 'ENV A=1 B=2\nENV C=3', 'ENV A=1\nENV B=2 C=3'],
    ['order of flags', 'COPY --link --chown=a b c', 'COPY --chown=a --link=true b c'],
    [
      'aliases of mounts',
      'RUN --mount=type=bind,src=a,dst=/b x',
      'RUN --mount=target=/b,source=a,type=bind,ro x',
    ],
    ['defaults', 'RUN --network=default x', 'RUN x'],
    ['blanks outside of quotes', 'RUN a   "b  c"  \\\n  d', 'RUN a "b  c" d'],
    ['blanks before a heredoc', 'RUN cat   <<E \\\n  >x\ny\nE', 'RUN cat <<E >x\ny\nE'],
    ['grouping of ARG, where each value sees those before it', 'ARG A=1 B=$A', 'ARG A=1\nARG B=$A'],
    ['lists', 'EXPOSE 80/tcp 90', 'EXPOSE 80\nEXPOSE 90'],
    ['JSON of words', 'COPY ["a", "b"]', 'COPY a b'],
    ['CRLF', 'RUN a \\\r\n b\r', 'RUN a  b'],
    ['a script and its heredoc', 'RUN cat <<E >x\ny\nE', 'RUN <<F\ncat <<E >x\ny\nE\nF'],
    ['tabs that a heredoc takes off', 'COPY <<-E /x\n\ta\nE', 'COPY <<E /x\na\nE'],
    ['the index of a stage', 'FROM b AS c\nCOPY --from=0 x y', 'FROM b\nCOPY --from=0 x y'],
  ];
  for (const [what, a, b] of identical)
    it(`${what} may differ`, () => expect(grade(from(a), from(b))).to.equal('identical'));

  it('a byte order mark and the escape character may differ', () => {
    expect(grade('\ufeff# escape=`\nFROM a\nENV A="C:\\x" B=`"\n', 'FROM a\nENV A="C:\\\\x" B=\\"')).to.equal(
      'identical',
    );
  });

  const equivalent: readonly (readonly [string, string, string])[] = [
    ['metadata', 'CMD a\nLABEL b=c\nRUN d', 'RUN d\nLABEL b=c\nCMD a'],
    ['neighbouring variables', 'ENV B=1 A=2\nARG C', 'ARG C\nENV A=2\nENV B=1'],
    ['volumes behind the last RUN', 'RUN x\nVOLUME /a\nUSER b', 'RUN x\nUSER b\nVOLUME /a'],
    ['comments', '# a\nRUN x\nCMD y', 'RUN x\n# a\nCMD y'],
  ];
  for (const [what, a, b] of equivalent)
    it(`${what} may move`, () => expect(grade(from(a), from(b))).to.equal('equivalent'));

  const different: readonly (readonly [string, string, string, string])[] = [
    ['exec and shell form', 'CMD ["a"]', 'CMD a', 'CMD:2'],
    ['blanks in quotes', 'RUN "a  b"', 'RUN "a b"', 'RUN:2'],
    ['blanks in what is nested in quotes', 'RUN "$(a "b  c")"', 'RUN "$(a "b c")"', 'RUN:2'],
    ['the order of RUN', 'RUN a\nRUN b', 'RUN b\nRUN a', 'RUN:2'],
    ['a variable set behind a RUN', 'RUN a\nENV A=1', 'ENV A=1\nRUN a', 'RUN:2'],
    ['a variable with its old value', 'ENV A=1\nENV A=2 B=$A', 'ENV A=1\nENV A=2\nENV B=$A', 'ENV:3'],
    ['an ARG with its old value', 'ARG A=1\nARG B=$A A=2', 'ARG A=1\nARG A=2 B=$A', 'ARG:3'],
    ['metadata that a variable reaches', 'EXPOSE $P\nENV P=1', 'ENV P=1\nEXPOSE $P', 'EXPOSE:2'],
    ['a command before SHELL', 'CMD a\nSHELL ["b"]', 'SHELL ["b"]\nCMD a', 'CMD:2'],
    ['a volume before a RUN', 'VOLUME /a\nRUN b', 'RUN b\nVOLUME /a', 'VOLUME:2'],
    ['the last of two labels', 'LABEL a=1\nLABEL a=2', 'LABEL a=2\nLABEL a=1', 'LABEL:2 LABEL:3'],
    [
      'the order of mounts',
      'RUN --mount=target=/a --mount=target=/b x',
      'RUN --mount=target=/b --mount=target=/a x',
      'RUN:2',
    ],
    ['quoted heredocs', "COPY <<'E' /x\n$a\nE", 'COPY <<E /x\n$a\nE', 'COPY:2'],
    ['a literal dollar', "ENV A='$B'", 'ENV A=$B', 'ENV:2'],
    ['text of comments', '# a\nRUN x', '# b\nRUN x', 'comment:2'],
    ['comments in a RUN', 'RUN x \\\n# a\n y', 'RUN x \\\n y', 'RUN:2'],
    ['what comes along', 'RUN a', 'RUN a\nRUN b', 'RUN:1'],
  ];
  for (const [what, a, b, found] of different)
    it(`${what} may not`, () => expect(grade(from(a), from(b))).to.equal(found));

  it('directives and stages count', () => {
    expect(grade('# check=a\nFROM a', 'FROM a')).to.equal('# check:1');
    expect(grade('FROM a', '# syntax=x\nFROM a')).to.equal('equivalent');
    expect(grade('FROM a\nFROM b', 'FROM a')).to.equal('FROM:2');
    expect(grade('FROM a', 'FROM a\nFROM b')).to.equal('FROM:1');
  });

  it('only the stages that are wanted', () => {
    const compared = compareDockerfiles(
      parsed('FROM a\nRUN b\nFROM c\n'),
      parsed('# ours\nFROM a\nRUN b\n'),
      {
        stages: 1,
        ignored: (text) => text === 'ours',
      },
    );
    expect(compared.grade).to.equal('identical');
  });
});
