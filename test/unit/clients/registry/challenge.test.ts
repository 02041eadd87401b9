import { expect } from 'chai';
import { readChallenges } from '../../../../compiler/clients/registry/challenge.js';

const read = (header: string): unknown =>
  readChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);

describe('clients/registry/challenge', () => {
  it("reads the hub's", () => {
    expect(
      read(
        'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:a/b:pull,push"',
      ),
    ).to.deep.equal([
      [
        'bearer',
        {
          realm: 'https://auth.docker.io/token',
          service: 'registry.docker.io',
          scope: 'repository:a/b:pull,push',
        },
      ],
    ]);
  });

  it('several, in any spelling', () => {
    expect(read('BASIC Realm="a \\"b\\", c" , bearer realm = x, service=y')).to.deep.equal([
      ['basic', { realm: 'a "b", c' }],
      ['bearer', { realm: 'x', service: 'y' }],
    ]);
    expect(read('Negotiate, Basic realm=""')).to.deep.equal([
      ['negotiate', {}],
      ['basic', { realm: '' }],
    ]);
  });

  it('nothing, and what is none', () => {
    for (const header of ['', '   ', '="x"', '???']) expect(read(header), header).to.deep.equal([]);
    expect(read('realm="x", Basic')).to.deep.equal([['basic', {}]]);
  });

  it('decides on a long header at once', () => {
    const started = performance.now();
    for (const text of ['a="'.repeat(2e4), 'a '.repeat(2e4), '"\\'.repeat(2e4), ', '.repeat(2e4)]) read(text);
    expect(performance.now() - started).to.be.lessThan(500);
  });
});
