import { expect } from 'chai';
import { LINE_LIMIT } from '../../../compiler/quote/limits.js';
import { shellLine, shellWord } from '../../../compiler/quote/index.js';
import { startsHeredoc } from '../../../compiler/quote/heredoc.js';

describe('shellLine', () => {
  for (const value of [
    'echo "a" \'b\' $C `d` \\e',
    '[ -f x ] && y',
    '[1',
    'a --b',
    'echo $((1<<3))',
    'cat <<<x',
    "'<<X'",
    '# x',
  ]) {
    it(`lets ${value} pass`, () => expect(shellLine(value)).to.deep.equal({ text: value }));
  }

  for (const [value, why] of [
    ['', /empty/],
    ['a\nb', /line break/],
    ['a\rb', /line break/],
    ['a\0b', /NUL/],
    ['a \\', /backslash/],
    ['a \\\\ \t', /backslash/],
    ['a\u00a0', /blank/],
    ['\va', /blank/],
    [' --network=host a', /`--`/],
    ['["a"]', /JSON/],
    [' [1, 2] ', /JSON/],
    ['cat <<EOF', /heredoc/],
    ['echo $(( 1 << 3 ))', /heredoc/],
    ['\ud83d', /surrogate/],
  ] as const) {
    it(`refuses ${JSON.stringify(value)}`, () =>
      expect(shellLine(value)).to.have.property('problem').that.matches(why));
  }

  it('knows what each instruction does', () => {
    expect(shellLine('cat <<EOF', 'CMD')).to.have.property('text');
    expect(shellLine('--x', 'HEALTHCHECK')).to.have.property('text');
    expect(shellLine('--x', 'ENTRYPOINT')).to.have.property('problem');
  });

  it('counts the bytes of the line', () => {
    const room = LINE_LIMIT - 'RUN '.length;
    expect(shellLine('x'.repeat(room))).to.have.property('text');
    expect(shellLine('x'.repeat(room + 1)))
      .to.have.property('problem')
      .that.includes('65536 bytes');
  });
});

describe('startsHeredoc', () => {
  it('follows the quirks of the lexer', () => {
    for (const line of ['RUN <<E', 'RUN 3<<-E', 'RUN a << E', 'RUN ${x:-a <<E}', 'RUN "a" <<"E F"'])
      expect(startsHeredoc(line), line).to.equal(true);
    for (const line of ['RUN a<<E', 'RUN "<<E"', 'RUN <<', "RUN it's <<E", 'RUN ${} <<E', 'RUN \\<<E'])
      expect(startsHeredoc(line), line).to.equal(false);
  });
});

describe('startsHeredoc, given what nobody writes', () => {
  it('fears the worst', () => expect(startsHeredoc(`RUN ${'<<E${A:-'.repeat(8_000)}`)).to.equal(true));
});

describe('shellWord', () => {
  it('is one word in single quotes', () => {
    expect(shellWord("it's $x")).to.deep.equal({ text: "'it'\\''s $x'" });
    expect(shellWord('\0')).to.have.property('problem');
  });
});
