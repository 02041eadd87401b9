import { expect } from 'chai';
import { dockerfileOf, problemsOf, spec } from '../../../support/workspace.js';

describe('emit/dockerfile/render', () => {
  const lines = (more: object): string[] => dockerfileOf(spec(more)).slice(1);

  it('values stand in double quotes, with what Docker reads escaped', () => {
    expect(lines({ env: { A: 'a"b\\c $$ $X ${Y:-z}' } })).to.deep.equal([
      'ENV A="a\\"b\\\\c \\$ $X ${Y:-z}"',
    ]);
    expect(lines({ env: { A: "it's #1; <<EOF" } })).to.deep.equal(['ENV A="it\'s #1; <<EOF"']);
  });

  it('what cannot be said is named at its place', () => {
    expect(problemsOf(spec({ env: { A: 'a\nb' } }))).to.deep.equal(['unquotable :5:10']);
    expect(problemsOf(spec({ labels: { x: '${' } }))).to.deep.equal(['unquotable :5:10']);
    expect(problemsOf(spec({ workdir: '/${' }))).to.deep.equal(['unquotable :4:14']);
    expect(problemsOf(spec({ volumes: ['/a', '${'] }))).to.deep.equal(['unquotable :6:5']);
    expect(problemsOf(spec({ env: { A: 'x'.repeat(59_000), B: '\\'.repeat(40_000) } }))).to.deep.equal([
      'unquotable :5:10',
    ]);
  });

  it('shell strings that Docker would take for syntax are named', () => {
    for (const text of ['--x', '["a"]', 'a \\', 'a\nb'])
      for (const field of ['entrypoint', 'cmd'])
        expect(problemsOf(spec({ cmd: 'x', [field]: text })), text).to.have.length(1);
  });

  it('names of labels that Docker would split or take for a flag stand in quotes', () => {
    expect(lines({ labels: { '--x': '1', 'a;b': '2', 'c.d/e-f': '3', ü: '4' } })).to.deep.equal([
      'LABEL "--x"="1" \\',
      '      "a;b"="2" \\',
      '      c.d/e-f="3" \\',
      '      "ü"="4"',
    ]);
  });

  it('single words are bare where they can be', () => {
    expect(lines({ workdir: '/srv/my app', user: '$U:$G' })).to.deep.equal([
      'WORKDIR "/srv/my app"',
      'USER $U:$G',
    ]);
    expect(lines({ user: '--x' })).to.deep.equal(['USER "--x"']);
  });

  it('paths of COPY with blanks, or that look like flags, make the JSON form', () => {
    const copy = (...paths: string[]): string => lines({ onbuild: [{ copy: paths, to: '/x/' }] })[0] ?? '';
    expect(copy('a', 'b*')).to.equal('ONBUILD COPY a b* /x/');
    expect(copy('a b')).to.equal('ONBUILD COPY ["a b", "/x/"]');
    expect(copy('--from=x')).to.equal('ONBUILD COPY ["--from=x", "/x/"]');
  });

  it('shells and exec forms are JSON, with unseen characters shown', () => {
    expect(lines({ shell: ['/bin/bash', '-o', 'pipefail', '-c'] })).to.deep.equal([
      'SHELL ["/bin/bash", "-o", "pipefail", "-c"]',
    ]);
    expect(lines({ cmd: ['a\u202eb\u2028'] })).to.deep.equal(['CMD ["a\\u202eb\\u2028"]']);
  });
});
