import { expect } from 'chai';
import { withParents } from '../../../compiler/cli/run/parents.js';
import { diagnostic } from '../../../compiler/diagnostics/create.js';
import { plan } from './bench.js';

const EDGES: Readonly<Record<string, readonly string[]>> = {
  app: ['py', 'tools'],
  py: ['base'],
  tools: ['base'],
  base: [],
  a: ['b'],
  b: ['a'],
  c: ['broken'],
};

describe('the parents of cooper run', () => {
  const order = async (name: string): Promise<string[]> => {
    const planned = await withParents(name, (wanted) =>
      Promise.resolve(
        wanted in EDGES
          ? { plan: plan({ dir: wanted }), root: '/ws', parents: EDGES[wanted] ?? [] }
          : { diagnostics: [diagnostic('image-unknown', { name: wanted, suggestion: '' }, null)] },
      ),
    );
    return 'diagnostics' in planned
      ? planned.diagnostics.map(({ message }) => message)
      : planned.map((image) => image.plan.dir);
  };

  it('come first, each once', async () => {
    expect(await order('app')).to.deep.equal(['base', 'py', 'tools', 'app']);
    expect(await order('base')).to.deep.equal(['base']);
  });

  it('a ring, and a broken one, are told', async () => {
    expect(await order('a')).to.deep.equal(['these images are built on each other in a ring: a → b → a']);
    expect(await order('c')).to.deep.equal(['no image is called "broken"']);
  });
});
