import { expect } from 'chai';
import { builder } from '../../../compiler/compare/builder.js';
import { told } from './states.js';

describe('compare/builder', () => {
  it('to the daemon of Docker', () => {
    expect([
      told(builder, { pipeline: { builder: 'buildah' } }, {}),
      told(builder, {}, { pipeline: { builder: 'buildah' } }),
    ]).to.deep.equal([['~ buildah → docker !'], ['~ docker → buildah']]);
  });

  it('privileges of RUN lines', () => {
    expect(
      told(
        builder,
        {},
        {
          pipeline: { buildNetwork: 'host' },
          run: [
            { exec: ['a'], security: 'insecure' },
            { exec: ['a'], network: 'host' },
          ],
        },
      ),
    ).to.deep.equal([
      "+ RUN in the host's network: 1 of them !",
      '+ RUN without sandbox: 1 of them !',
      '+ network of RUN lines: host !',
      '+ needs frontend: needs frontend',
      '+ needs security: needs security',
    ]);
  });
});
