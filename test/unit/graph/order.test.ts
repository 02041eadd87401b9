import { expect } from 'chai';
import fc from 'fast-check';
import { buildOrder, rings } from '../../../compiler/graph/order.js';

const graph = (edges: Readonly<Record<string, readonly string[]>>) => new Map(Object.entries(edges));

describe('graph/order', () => {
  it('every image after those that it is built on, else in order of folder', () => {
    expect(buildOrder(graph({ c: ['b'], b: ['z'], a: [], z: [] }))).to.deep.equal(['a', 'z', 'b', 'c']);
    expect(buildOrder(graph({ c: ['b'], b: ['z'], a: [], z: [] }), ['b'])).to.deep.equal(['z', 'b']);
  });

  it('images of a ring, and what is built on them, have no order', () => {
    const ring = graph({ a: ['b'], b: ['c'], c: ['b'], d: [], e: ['d'] });
    expect(buildOrder(ring)).to.deep.equal(['d', 'e']);
    expect(rings(ring)).to.deep.equal([['b', 'c']]);
    expect(rings(graph({ a: ['a'] }))).to.deep.equal([['a']]);
  });

  it('a parent that is not in the graph holds nobody up', () => {
    expect(buildOrder(graph({ a: ['gone'] }))).to.deep.equal(['a']);
  });

  it('takes a chain of ten thousand', () => {
    const chain = graph(
      Object.fromEntries(
        Array.from({ length: 10_000 }, (_, index) => [`i${index}`, index === 0 ? [] : [`i${index - 1}`]]),
      ),
    );
    expect(buildOrder(chain)).to.have.length(10_000);
    expect(rings(chain)).to.deep.equal([]);
  });

  it('orders exactly what no ring reaches', () => {
    const names = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    fc.assert(
      fc.property(fc.dictionary(names, fc.uniqueArray(names)), (edges) => {
        const all = graph(edges);
        const order = buildOrder(all);
        for (const [index, dir] of order.entries())
          for (const parent of all.get(dir) ?? [])
            if (all.has(parent)) expect(order.indexOf(parent)).to.be.within(0, index - 1);
        expect(order.length === all.size).to.equal(rings(all).length === 0);
        for (const ring of rings(all))
          for (const [index, dir] of ring.entries())
            expect(all.get(dir)).to.include(ring[(index + 1) % ring.length]);
      }),
    );
  });
});
