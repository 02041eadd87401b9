import { expect } from 'chai';
import fc from 'fast-check';
import { actionsOf } from '../../../compiler/publish/actions.js';
import { threeWay } from '../../../compiler/publish/three-way.js';
import { sameEntry, type Entry, type Tree } from '../../../compiler/publish/tree.js';

const entry = (id: string, more: Partial<Entry> = {}): Entry => ({
  kind: 'file',
  executable: false,
  id,
  ...more,
});
const tree = (files: Readonly<Record<string, string | Entry>>): Tree =>
  new Map(Object.entries(files).map(([path, of]) => [path, typeof of === 'string' ? entry(of) : of]));
type Files = Readonly<Record<string, string | Entry>>;

function merged(ours: Files, theirs: Files, base: Files, published: [Files, Files] | null = null): string[] {
  const { changes, conflicts, unsendable } = threeWay({
    ours: tree(ours),
    theirs: tree(theirs),
    base: tree(base),
    published: published && { tree: tree(published[0]), base: tree(published[1]) },
  });
  return [
    ...actionsOf(changes).map(({ action, path }) => `${action} ${path}`),
    ...conflicts.map(({ path }) => `conflict ${path}`),
    ...unsendable.map((path) => `unsendable ${path}`),
  ];
}

describe('what a workspace changes against a branch', () => {
  it('what we changed goes, what others changed stays', () => {
    const base = { a: '1', b: '1', c: '1', d: '1' };
    expect(merged({ a: '2', b: '1', d: '1', e: '1' }, { ...base, b: '2', f: '1' }, base)).to.deep.equal([
      'move e',
      'update a',
    ]);
    expect(merged({ a: '2', b: '1', d: '1', e: '9' }, { ...base, b: '2', f: '1' }, base)).to.deep.equal([
      'delete c',
      'update a',
      'create e',
    ]);
  });

  it('the same on both sides is nothing, and different is a conflict', () => {
    expect(merged({ a: '2' }, { a: '2' }, { a: '1' })).to.deep.equal([]);
    expect(merged({ a: '2' }, { a: '3' }, { a: '1' })).to.deep.equal(['conflict a']);
    expect(merged({}, { a: '3' }, { a: '1' })).to.deep.equal(['conflict a']);
    expect(merged({ a: '2' }, {}, { a: '1' })).to.deep.equal(['conflict a']);
    expect(merged({ a: '2' }, { a: '3' }, {})).to.deep.equal(['conflict a']);
    expect(merged({}, {}, { a: '1' })).to.deep.equal([]);
  });

  it('what was published before may be changed again, and taken back', () => {
    const published: [Files, Files] = [{ a: '2', n: '1' }, { a: '1' }];
    expect(merged({ a: '3', n: '1' }, { a: '2', n: '1' }, { a: '1' }, published)).to.deep.equal(['update a']);
    expect(merged({ a: '1' }, { a: '2', n: '1' }, { a: '1' }, published)).to.deep.equal([
      'delete n',
      'update a',
    ]);
    expect(merged({ a: '3', n: '1' }, { a: '9', n: '1' }, { a: '1' }, published)).to.deep.equal([
      'conflict a',
    ]);
  });

  it('a mode is a change, a symlink cannot be sent, a submodule is left alone', () => {
    expect(merged({ a: entry('1', { executable: true }) }, { a: '1' }, { a: '1' })).to.deep.equal([
      'update a',
    ]);
    expect(merged({ a: entry('2', { kind: 'symlink' }) }, { a: '1' }, { a: '1' })).to.deep.equal([
      'unsendable a',
    ]);
    expect(
      merged({ a: '1' }, { a: entry('2', { kind: 'symlink' }) }, { a: entry('2', { kind: 'symlink' }) }),
    ).to.deep.equal(['delete a', 'create a']);
    expect(merged({ a: entry('9', { kind: 'submodule' }) }, {}, {})).to.deep.equal([]);
  });

  it('applied in their order, the actions give ours where only we have changed', () => {
    const paths = fc.constantFrom('a', 'a/b', 'a/c', 'A', 'b', 'b/c/d', 'b/c', 'd', '__proto__');
    const trees = fc
      .dictionary(paths, fc.constantFrom('1', '2', '3'), { noNullPrototype: true })
      .map((files) =>
        tree(
          Object.fromEntries(
            Object.entries(files).filter(
              ([path]) => !Object.keys(files).some((other) => path.startsWith(`${other}/`)),
            ),
          ),
        ),
      );
    fc.assert(
      fc.property(trees, trees, (ours, base) => {
        const { changes, conflicts } = threeWay({ ours, theirs: base, base, published: null });
        expect(conflicts).to.deep.equal([]);
        const result = new Map(base);
        for (const action of actionsOf(changes)) {
          const { path } = action;
          const isTaken = (one: string): boolean =>
            [...result.keys()].some(
              (other) => other === one || other.startsWith(`${one}/`) || one.startsWith(`${other}/`),
            );
          if (action.action === 'delete') expect(result.delete(path)).to.equal(true);
          else if (action.action === 'move') {
            const moved = result.get(action.previous);
            expect(moved).not.to.equal(undefined);
            result.delete(action.previous);
            expect(isTaken(path)).to.equal(false);
            if (moved) result.set(path, moved);
          } else if (action.action === 'create') {
            expect(isTaken(path)).to.equal(false);
            result.set(path, action.entry);
          } else if (action.entry) result.set(path, action.entry);
        }
        for (const path of new Set([...ours.keys(), ...result.keys()]))
          expect(sameEntry(ours.get(path), result.get(path)), path).to.equal(true);
      }),
    );
  });
});
