import { expect } from 'chai';
import { publish } from '../../../compiler/compare/publish.js';
import { told } from './states.js';

describe('compare/publish', () => {
  it('repository, tags, overwrite', () => {
    expect(
      told(
        publish,
        { publish: { tags: ['1', 'latest'] } },
        { publish: { tags: ['2', 'latest'], namespace: 'x', overwrite: ['latest'] } },
      ),
    ).to.deep.equal([
      '~ repository: r.example.com/team/web → r.example.com/x/web',
      '- tag 1: 1',
      '+ tag 2: 2',
      '~ overwrite: none → latest',
    ]);
  });

  it('the order of the tags, for the first names the build', () => {
    expect(told(publish, { publish: { tags: ['1', '2'] } }, { publish: { tags: ['2', '1'] } })).to.deep.equal(
      ['~ order of the tags: 1 2 → 2 1'],
    );
  });

  it('a registry without TLS wants a look', () => {
    expect(
      told(publish, {}, { publish: { plainHttp: true, kind: 'harbor', overwrite: true } }),
    ).to.deep.equal([
      '~ overwrite: none → every tag',
      '~ kind of registry: distribution → harbor',
      '~ plain HTTP: none → yes !',
    ]);
  });
});
