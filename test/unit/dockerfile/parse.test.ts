import { expect } from 'chai';
import type { Dockerfile, Instruction } from '../../../compiler/dockerfile/ast.js';
import { parseDockerfile } from '../../../compiler/dockerfile/parse.js';

export function parsed(text: string): Dockerfile {
  const file = parseDockerfile(text);
  if ('refused' in file) throw new Error(`line ${file.refused.line}: ${file.refused.reason}`);
  return file;
}

const only = (line: string): Instruction => parsed(line).instructions[0] as Instruction;
const refusal = (text: string): unknown => {
  const file = parseDockerfile(text);
  return 'refused' in file ? file.refused : undefined;
};

describe('parseDockerfile', () => {
  it('keeps comments with their lines, above and within', () => {
    const { instructions, trailing } = parsed(
      '# one\n\n#  two\nFROM a\nRUN x \\\n  # within\n\n  && y\n#end\n',
    );
    expect(instructions[0]?.comments).to.deep.equal([
      { line: 1, text: 'one' },
      { line: 3, text: ' two' },
    ]);
    expect(instructions[1]?.lines).to.deep.equal([
      { line: 5, kind: 'code', text: 'RUN x ' },
      { line: 6, kind: 'comment', text: '  # within' },
      { line: 7, kind: 'empty', text: '' },
      { line: 8, kind: 'code', text: '  && y' },
    ]);
    expect(instructions[1]).to.include({ text: 'RUN x   && y', argumentsAt: 4, startLine: 5, endLine: 8 });
    expect(trailing).to.deep.equal([{ line: 9, text: 'end' }]);
  });

  it('takes a doubled backslash for text, and a single one for a continuation', () => {
    expect(parsed('RUN a \\\\\nRUN b\\ \n c').instructions.map(({ text }) => text)).to.deep.equal([
      'RUN a \\\\',
      'RUN b c',
    ]);
  });

  it('ends the directives at the first line that is none', () => {
    expect(parsed('# Syntax = x y \n# escape=`\n#check=z\nRUN a').directives).to.deep.equal([
      { name: 'syntax', value: 'x y', line: 1 },
      { name: 'escape', value: '`', line: 2 },
      { name: 'check', value: 'z', line: 3 },
    ]);
    for (const first of ['', '# c', '# other=1', 'FROM a'])
      expect(parsed(`${first}\n# escape=\`\nRUN a`).escape, first).to.equal('\\');
  });

  it('refuses what BuildKit refuses, at its line', () => {
    expect(refusal('# check=a\n# check=b\nRUN a')).to.include({ line: 2 });
    expect(refusal('# escape=x\nRUN a')).to.include({ line: 1 });
    expect(refusal('# c\n')).to.deep.equal({ line: 1, reason: 'it has no instructions' });
    expect(refusal('FROM a\nRUN <<E\nx')).to.deep.equal({ line: 2, reason: 'the heredoc "E" is not ended' });
    expect(refusal('FROM a\nCMD [1]')).to.include({ line: 2 });
    expect(refusal('FROM a\nENV b')).to.include({ line: 2 });
    expect(refusal('FROM a\nENV b=1 c')).to.include({ line: 2 });
    expect(refusal(`FROM a\nRUN ${'x'.repeat(65_532)}`)).to.include({ line: 2 });
    expect(refusal(`FROM a\nRUN ${'x'.repeat(65_531)}\n`)).to.equal(undefined);
  });

  it('finds heredocs as a shell lexer does', () => {
    const { heredocs } = only('RUN 3<<A <<-"B C" "<<no"\na\nA\n\tb\n\tB C\n');
    expect(heredocs).to.deep.equal([
      { name: 'A', descriptor: 3, expand: true, chomp: false, content: 'a\n' },
      { name: 'B C', descriptor: 0, expand: false, chomp: true, content: '\tb\n' },
    ]);
    expect(only('RUN a<<E').heredocs).to.deep.equal([]);
    expect(only('CMD <<E').heredocs).to.deep.equal([]);
    expect(only('ONBUILD RUN <<E\nx\nE').heredocs).to.have.length(1);
  });

  it('parts flags from arguments, byte by byte', () => {
    const { flags, arguments: args } = only('COPY --a="b c" --d=\\ e --f=é -- --g h');
    expect(flags).to.deep.equal(['--a=b c', '--d= e', '--f=Ã©']);
    expect(args).to.deep.equal({ kind: 'words', words: ['--g', 'h'] });
  });

  it('reads each verb by its own grammar', () => {
    const argumentsOf = (line: string): unknown => only(line).arguments;
    expect(argumentsOf("ENV a=1 b='x y' c=\\ d")).to.deep.equal({
      kind: 'pairs',
      pairs: [
        { name: 'a', value: '1' },
        { name: 'b', value: "'x y'" },
        { name: 'c', value: '\\ d' },
      ],
      legacy: false,
    });
    expect(argumentsOf('ENV a b  c=d')).to.deep.equal({
      kind: 'pairs',
      pairs: [{ name: 'a', value: 'b  c=d' }],
      legacy: true,
    });
    expect(argumentsOf('ARG a b=1')).to.deep.include({
      pairs: [
        { name: 'a', value: null },
        { name: 'b', value: '1' },
      ],
    });
    expect(argumentsOf('CMD ["a", "\\u00e9"]')).to.deep.equal({ kind: 'json', words: ['a', 'é'] });
    expect(argumentsOf("CMD ['a']")).to.deep.equal({ kind: 'text', text: "['a']" });
    expect(argumentsOf('VOLUME ["/a b"]')).to.deep.equal({ kind: 'json', words: ['/a b'] });
    expect(argumentsOf('copy "a b" c')).to.deep.equal({ kind: 'words', words: ['"a', 'b"', 'c'] });
    expect(argumentsOf('HEALTHCHECK --retries=1 cmd x  y')).to.deep.equal({
      kind: 'healthcheck',
      type: 'cmd',
      command: { kind: 'text', text: 'x  y' },
    });
    expect(argumentsOf('WORKDIR /a b')).to.deep.equal({ kind: 'text', text: '/a b' });
    expect(argumentsOf('onbuild user a')).to.have.nested.include({ 'instruction.verb': 'USER' });
    expect(argumentsOf('USER')).to.deep.equal({ kind: 'none' });
    expect(argumentsOf('FOO bar')).to.deep.equal({ kind: 'unknown', text: 'bar' });
  });

  it('forgives a byte order mark, CRLF and blanks of every kind', () => {
    expect(parsed('\ufeff# escape=`\r\nRUN\u00a0x\r\n').escape).to.equal('`');
    expect(only('  CMD a \\\r\n  b\r\n').arguments).to.deep.equal({ kind: 'text', text: 'a   b' });
  });

  it('takes linear time for long lines', () => {
    for (const text of [' ', '\t\\', '\r', '"', '$', '<<', '`'].map((piece) => piece.repeat(30_000)))
      parseDockerfile(`FROM a\nRUN x${text}y\nENV a=b${text}\nCMD ${text}`);
  }).timeout(2000);
});
