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

  it('lines may begin heredocs, whose texts follow', () => {
    const text = { name: 'EOF', content: ['a $X', '# b', ''] };
    expect(
      lines({
        lines: ['cat <<EOF > /x', '  && cat 3<<-"B"'],
        heredocs: [text, { name: 'B', content: '\tc\n' }],
      }),
    ).to.deep.equal(['RUN cat <<EOF > /x \\', '  && cat 3<<-"B"', 'a $X', '# b', 'EOF', '\tc', 'B']);
  });

  it('each heredoc has its text, and no text ends too early', () => {
    const one = (content: unknown, name = 'EOF'): object => ({ name, content });
    expect(problems({ lines: ['cat <<EOF'], heredocs: [one('a', 'B')] })).to.deep.equal(['unquotable :9:19']);
    expect(problems({ lines: ['cat <<EOF'], heredocs: [one('a'), one('b')] })).to.deep.equal([
      'unquotable :9:19',
    ]);
    expect(problems({ lines: ['cat'], heredocs: [one('a')] })).to.deep.equal(['unquotable :9:19']);
    expect(problems({ lines: ['cat <<EOF'], heredocs: [one(['a', 'EOF'])] })).to.deep.equal([
      'unquotable :14:13',
    ]);
    expect(problems({ lines: ['cat <<EOF', '# c'], heredocs: [one('a')] })).to.deep.equal([
      'unquotable :8:9',
    ]);
    // A word in quotes is what it is; in the other line BuildKit finds no heredoc.
    expect(problems({ lines: ['cat <<"$(x)"'], heredocs: [one('a', '$(x)')] })).to.deep.equal([]);
    expect(problems({ lines: ['cat <<${A:-b c}'], heredocs: [one('a', 'A')] })).to.have.length(1);
  });

  it('continues with the escape character of the file', () => {
    const more = {
      directives: { escape: '`' },
      run: [{ commands: ['a', 'b \\'] }, { lines: ['c', 'd'] }, 'dir C:\\'],
    };
    expect(dockerfileOf(spec({ ...more, run: more.run.slice(1) })).slice(1)).to.deep.equal([
      'RUN c `',
      'd',
      'RUN dir C:\\',
    ]);
    expect(problemsOf(spec({ ...more, run: ['a `'] }))).to.deep.equal(['unquotable :8:5']);
  });
});
