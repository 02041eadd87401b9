import { expect } from 'chai';
import { rebuilt } from '../../../compiler/compare/rebuilt.js';
import { state, type Files } from './states.js';

/** `[stage] first: layers/of (cause)`. */
function lines(before: object, after: object, files: readonly [Files, Files] = [{}, {}]): string[] {
  return rebuilt(state(before, files[0]), state(after, files[1])).map(
    ({ stage, first, layers, of, cause }) => `[${stage ?? ''}] ${first}: ${layers}/${of} (${cause})`,
  );
}

const STAGES = {
  stages: [{ name: 'build', from: 'golang:1', run: ['make'] }],
  run: ['a'],
  copy: [{ copy: '/app', from: 'build', to: '/' }],
  runAfterFiles: ['b'],
};
const ROOTFS = { run: ['a'], rootfs: 'rootfs', runAfterFiles: ['b'] };

describe('compare/rebuilt', () => {
  it('everything from another base', () => {
    expect(lines({ from: 'a', run: ['a', 'b'] }, { from: 'b', run: ['a', 'b'] })).to.deep.equal([
      '[] FROM b: 2/2 (base)',
    ]);
  });

  it('from the first instruction that differs, settings before RUN among them', () => {
    expect(lines({ run: ['a', 'b', 'c'] }, { run: ['a', 'x', 'c'] })).to.deep.equal([
      '[] RUN x: 2/3 (instruction)',
    ]);
    expect(lines({ run: ['a'] }, { run: ['a'], env: { A: '1' } })).to.deep.equal([
      '[] ENV A=1: 1/1 (instruction)',
    ]);
  });

  it('no layer for what is only said about the image', () => {
    expect(lines({ run: ['a'], expose: [80] }, { run: ['a'], expose: [81] })).to.deep.equal([
      '[] EXPOSE 81: 0/1 (instruction)',
    ]);
    expect(lines({ run: ['a', 'b'] }, { run: ['a'] })).to.deep.equal(['[] null: 0/1 (removed)']);
  });

  it('from the rootfs whose files, or inline files, differ', () => {
    const files = (text: string): Files => ({ 'images/web/rootfs/x': text });
    expect(lines(ROOTFS, ROOTFS, [files('1'), files('2')])).to.deep.equal([
      '[] ADD rootfs.tar.gz /: 2/3 (files)',
    ]);
    expect(lines({ files: { '/a': { content: '1' } } }, { files: { '/a': { content: '2' } } })).to.deep.equal(
      ['[] ADD rootfs.tar.gz /: 1/1 (files)'],
    );
  });

  it('from a script, or a file of the context, that differs', () => {
    const script = { run: ['a', { scriptFile: 'x.sh' }] };
    expect(lines(script, script, [{ 'images/web/x.sh': '1' }, { 'images/web/x.sh': '2' }])[0]).to.match(
      /^\[\] RUN --mount.*: 1\/2 \(files\)$/,
    );
    const copy = {
      copy: [
        { copy: 'a', to: '/' },
        { copy: 'src/*.c', to: '/' },
      ],
    };
    const before = { 'images/web/a': '1', 'images/web/src/b.c': '1' };
    expect(lines(copy, copy, [before, { ...before, 'images/web/src/b.c': '2' }])).to.deep.equal([
      '[] COPY src/*.c /: 1/2 (files)',
    ]);
  });

  it('through COPY --from, and only from there on', () => {
    const other = { ...STAGES, stages: [{ name: 'build', from: 'golang:1', run: ['make x'] }] };
    expect(lines(STAGES, other)).to.deep.equal([
      '[build] RUN make x: 1/1 (instruction)',
      '[] COPY --from=build /app /: 2/3 (stage)',
    ]);
    expect(lines(STAGES, { ...STAGES, run: ['x'] })).to.deep.equal(['[] RUN x: 3/3 (instruction)']);
  });

  it('through a stage that is the base, and a global argument', () => {
    const based = (run: string): object => ({
      stages: [{ name: 'x', from: 'a', run: [run] }],
      from: { stage: 'x' },
    });
    expect(lines(based('a'), based('b'))).to.deep.equal([
      '[x] RUN b: 1/1 (instruction)',
      '[] FROM x: 0/0 (stage)',
    ]);
    const global = (value: string): object => ({ globalArgs: { V: value }, from: 'a:$V', run: ['a'] });
    expect(lines(global('1'), global('2'))).to.deep.equal(['[] FROM a:$V: 1/1 (base)']);
  });

  it('nothing where nothing differs, and where only comments do', () => {
    expect(lines(STAGES, STAGES)).to.deep.equal([]);
    expect(lines({ run: [{ lines: ['a'] }] }, { run: [{ lines: ['a'], comment: 'x' }] })).to.deep.equal([]);
  });
});
