import { expect } from 'chai';
import { contextList } from '../../../compiler/emit/lists.js';
import type { BuildPlan, ContextEntry } from '../../../compiler/model/plan.js';
import { generated, spec } from '../../support/workspace.js';

describe('emit/lists', () => {
  const lines = (name: string, more: object): string[] =>
    (generated(spec(more), { 'images/web/a.sh': '' })[name] ?? '').split('\n').slice(2);

  it('context.list: an entry a line, `|` before each line of content, `>` before one without an end', () => {
    const files = {
      '/a b': { content: ['x', '', '|y', '# z'], mode: '0600', owner: '1:2' },
      '/c': { content: 'no end' },
      '/d': { content: 'tab\tcr\r\nend\n' },
      '/e': { content: '' },
      '/f': { directory: true },
    };
    expect(lines('context.list', { files, run: [{ scriptFile: 'a.sh' }] })).to.deep.equal([
      'file 0600 1:2 /a b',
      '|x',
      '|',
      '||y',
      '|# z',
      'file 0644 0:0 /c',
      '>no end',
      'file 0644 0:0 /d',
      '|tab\tcr\r',
      '|end',
      'file 0644 0:0 /e',
      'dir 0755 0:0 /f',
      'script a.sh',
      '',
    ]);
  });

  it('attributes without a mode have `-`', () => {
    const found = generated(spec({ rootfs: 'rootfs', files: { '/x': { owner: 5 } } }), {
      'images/web/rootfs/x': '',
    });
    expect(found['context.list']?.split('\n')[2]).to.equal('attr - 5:5 /x');
  });

  it('context.list: what is shipped of the context folder, a line an entry, in its order', () => {
    expect(
      linesOf(
        { type: 'copy', path: '.', origin: '' },
        { type: 'copy', path: '-a b', origin: '' },
        { type: 'ignore', expression: '^.*$', origin: '' },
        { type: 'keep', expression: '^a b(/.*)?$', origin: '' },
      ),
    ).to.deep.equal(['copy .', 'copy -a b', 'ignore ^.*$', 'keep ^a b(/.*)?$', '']);
  });

  it('context.list: a line break in a path is a bug, for it would begin an entry', () => {
    for (const path of ['a\nscript b', 'a\0', 'a\r', 'a\x7f'])
      expect(() => linesOf({ type: 'copy', path, origin: '' }), JSON.stringify(path)).to.throw(
        'control character',
      );
  });

  it('tests.list: words and patterns with their escapes, names and paths as they are', () => {
    const tests = [
      {
        name: 'back\\slash',
        command: ['a', '', 'b c', '\n\r\t\\n'],
        exitCode: 3,
        stdout: ['^\\d+$'],
        stderr: 'e',
        files: ['/a b'],
        ports: [80, 81],
        timeout: '1m',
      },
      { name: 'files', files: ['/x'] },
    ];
    expect(lines('tests.list', { tests })).to.deep.equal([
      'test back\\slash',
      'arg a',
      'arg ',
      'arg b c',
      'arg \\n\\r\\t\\\\n',
      'exit 3',
      'stdout ^\\\\d+$',
      'stderr e',
      'file /a b',
      'port 80',
      'port 81',
      'seconds 60',
      'test files',
      'file /x',
      'seconds 30',
      '',
    ]);
  });

  it('are there only where they say something', () => {
    expect(Object.keys(generated(spec()))).to.deep.equal(['Dockerfile', 'Jenkinsfile']);
  });
});

/** The lines of a plan that has these entries, without the header. */
function linesOf(...entries: ContextEntry[]): string[] {
  const plan = { dir: 'images/x', specFile: 'image.json', context: { rootfs: null, entries } };
  return (
    contextList(plan as unknown as BuildPlan)
      ?.split('\n')
      .slice(2) ?? []
  );
}
