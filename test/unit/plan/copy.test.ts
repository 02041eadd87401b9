import { expect } from 'chai';
import { plan } from '../../../compiler/plan/plan.js';
import { dockerfileOf, spec } from '../../support/workspace.js';
import { resolved } from '../validate/rules/resolved.js';
import { parent } from './parent.js';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('plan/copy', () => {
  const lines = (...copy: object[]): string[] => dockerfileOf(spec({ copy })).slice(1);

  it('options in the order of the reference, whatever theirs', () => {
    const both = { exclude: ['*.md', 'b'], link: true, chmod: '755', chown: 'a:b', to: '/a/' };
    expect(lines({ ...both, parents: true, copy: ['x', 'y'], from: { image: 'i:1' } })).to.deep.equal([
      'COPY --from=i:1 --chown=a:b --chmod=755 --link --parents --exclude=*.md --exclude=b x y /a/',
    ]);
    expect(
      lines({ ...both, unpack: true, checksum: DIGEST, keepGitDir: true, add: 'https://x/y' }),
    ).to.deep.equal([
      `ADD --chown=a:b --chmod=755 --link --keep-git-dir --checksum=${DIGEST} --unpack --exclude=*.md --exclude=b https://x/y /a/`,
    ]);
  });

  it('a switch that is off says so', () => {
    expect(lines({ add: 'x', to: '/a', unpack: false, link: false })).to.deep.equal([
      'ADD --link=false --unpack=false x /a',
    ]);
  });

  it('from a named context, an image with a digest, another image of the workspace', () => {
    expect(lines({ copy: '/x', to: '/a', from: { context: 'assets' } })).to.deep.equal([
      'COPY --from=assets /x /a',
    ]);
    expect(lines({ copy: '/x', to: '/a', from: { image: 'i:1', digest: DIGEST } })).to.deep.equal([
      `COPY --from=i:1@${DIGEST} /x /a`,
    ]);
    const item = { copy: '/x', to: '/a' };
    const image = {
      ...resolved({
        copy: [
          { ...item, from: { spec: 'base', tag: 't' } },
          { ...item, from: { image: 'i:1' } },
        ],
      }),
      parents: new Map([['base', parent()]]),
      pins: new Map([['i:1', DIGEST]]),
    };
    const flags = plan(image).plan.instructions.flatMap(({ body }) =>
      body.verb === 'COPY' ? body.flags : [],
    );
    expect(flags.map(({ value }) => value)).to.deep.equal(['r.example.com/team/base:t', `i:1@${DIGEST}`]);
  });

  it('comments stand above', () => {
    expect(lines({ copy: 'a', to: '/a', comment: 'why' })).to.deep.equal(['# why', 'COPY a /a']);
  });
});
