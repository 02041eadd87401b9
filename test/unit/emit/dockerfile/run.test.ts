import { expect } from 'chai';
import { dockerfileOf, problemsOf, spec } from '../../../support/workspace.js';

describe('emit/dockerfile/run', () => {
  const lines = (...run: unknown[]): string[] => dockerfileOf(spec({ run })).slice(1);
  const problems = (...run: unknown[]): string[] => problemsOf(spec({ run }));

  it('a string is one line, as it is', () => {
    expect(lines('echo "$HOME" \'a\' && b | c > d')).to.deep.equal(['RUN echo "$HOME" \'a\' && b | c > d']);
  });

  it('exec is a JSON array', () => {
    expect(lines({ exec: ['/bin/a', 'b c', '"', '\\', '\n', '$X', ''] })).to.deep.equal([
      'RUN ["/bin/a", "b c", "\\"", "\\\\", "\\n", "$X", ""]',
    ]);
  });

  it('commands end the build when one fails, without regrouping', () => {
    expect(lines({ commands: ['a || b', 'c'] })).to.deep.equal([
      'RUN set -eu; \\',
      '    a || b; \\',
      '    c',
    ]);
    expect(lines({ commands: ['a'] })).to.deep.equal(['RUN set -eu; \\', '    a']);
    expect(lines({ commands: ['a &', 'wait'] })).to.deep.equal(['RUN set -eu; \\', '    a & \\', '    wait']);
    expect(lines({ commands: ['a &'] })).to.deep.equal(['RUN set -eu; \\', '    a &']);
  });

  it('a command that is not complete is named', () => {
    for (const open of [
      'a \\',
      'a;',
      'a &&',
      'a ||',
      'a |',
      'if true; then',
      '{ a',
      '(a',
      "echo 'a",
      'echo "a',
      '$(a',
      'a # b',
    ])
      expect(problems({ commands: ['ok', open] }), open).to.include('unquotable :8:9');
  });

  it('lines get their continuation; comments stay comments', () => {
    expect(
      lines({ lines: ['apt-get update \\'.slice(0, -2), '  # why', '  && apt-get install x', '# after'] }),
    ).to.deep.equal(['RUN apt-get update \\', '  # why', '  && apt-get install x', '# after']);
    expect(lines({ lines: ['# first', 'a'] })).to.deep.equal(['RUN \\', '# first', 'a']);
  });

  it('lines that Docker would read otherwise are named', () => {
    for (const line of ['', '  ', 'a \\', 'a\nb', 'cat <<EOF'])
      expect(problems({ lines: ['ok', line] }), JSON.stringify(line)).to.include('unquotable :8:9');
    for (const line of ['--mount=x', '["a"]'])
      expect(problems({ lines: [line] }), line).to.include('unquotable :7:9');
    expect(problems({ lines: ['# a', '# b'] })).to.deep.equal(['unquotable :6:16']);
  });

  it('a script is a heredoc, its end a word that no line is', () => {
    expect(lines({ script: ['set -eu', '', 'cat <<EOF', 'x', 'EOF', 'EOF_'] })).to.deep.equal([
      'RUN <<EOF__',
      'set -eu',
      'cat <<EOF',
      'x',
      'EOF',
      'EOF_',
      'EOF__',
    ]);
    expect(lines({ script: 'a\nb' })).to.deep.equal(['RUN <<EOF', 'a', 'b', 'EOF']);
    expect(lines({ script: ['print(1)'], interpreter: 'python3 -u' })).to.deep.equal([
      "RUN python3 -u <<'EOF'",
      'print(1)',
      'EOF',
    ]);
  });

  it('a line of a script holds no line break', () => {
    expect(problems({ script: ['a', 'b\nc'] })).to.deep.equal(['unquotable :8:9']);
    expect(problems({ script: 'a\r\nb' })).to.deep.equal(['unquotable :6:17']);
  });

  it('flags hold ASCII only: Docker reads them byte by byte', () => {
    const mounts = [{ type: 'cache', target: '/ä' }];
    expect(problems({ exec: ['a'], mounts })).to.deep.equal(['unquotable :9:17']);
  });

  it('a line that is too long for BuildKit is named', () => {
    expect(problems(`echo ${'x'.repeat(70_000)}`)).to.include('unquotable :5:5');
    expect(problems({ script: ['x'.repeat(70_000)] })).to.deep.equal(['unquotable :5:5']);
  });
});
