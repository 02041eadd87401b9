import { expect } from 'chai';
import { plan } from '../../../compiler/plan/plan.js';
import type { DirectivesPlan } from '../../../compiler/model/plan.js';
import type { ImageSpec } from '../../../compiler/model/spec.js';
import { resolved } from '../validate/rules/resolved.js';

describe('plan/directives', () => {
  const directives = (more: Partial<ImageSpec>): DirectivesPlan => plan(resolved(more)).plan.directives;
  const asks = (more: Partial<ImageSpec>): boolean => directives(more).syntax === 'docker/dockerfile:1';
  const copy = { copy: 'a', to: '/a' };

  it('none by default', () => {
    expect(directives({})).to.deep.equal({ syntax: null, escape: '\\', check: null });
    for (const more of [
      { run: [{ exec: ['a'], mounts: [{ type: 'cache', target: '/a' }], network: 'none' }] },
      { copy: [{ ...copy, chmod: '0755', chown: 'a' }] },
      { from: { image: 'x', platform: '$BUILDPLATFORM' } },
    ] satisfies Partial<ImageSpec>[])
      expect(asks(more), JSON.stringify(more)).to.equal(false);
  });

  it('a frontend where an instruction needs it', () => {
    for (const more of [
      { run: [{ script: 'a' }] },
      { run: [{ lines: ['cat <<E'], heredocs: [{ name: 'E', content: 'x' }] }] },
      { copy: [{ ...copy, link: true }] },
      { copy: [{ ...copy, parents: true }] },
      { copy: [{ ...copy, exclude: ['b'] }] },
      { copy: [{ ...copy, chmod: 'u=rwX' }] },
      { copy: [{ copy: [{ name: 'a', content: '' }], to: '/a' }] },
      { copy: [{ add: 'https://a', to: '/a', checksum: `sha256:${'a'.repeat(64)}` }] },
      { copy: [{ add: 'https://a', to: '/a', keepGitDir: true }] },
      { copy: [{ add: 'a', to: '/a', unpack: true }] },
      { healthcheck: { test: 'a', startInterval: '1s' } },
      { run: [{ exec: ['a'], mounts: [{ type: 'secret', id: 'a', env: 'A' }] }] },
      { onbuild: [{ ...copy, chmod: 'a+x' }] },
    ] satisfies Partial<ImageSpec>[]) {
      expect(asks(more), JSON.stringify(more)).to.equal(true);
      expect(asks({ ...more, pipeline: { builder: 'buildah' } }), 'buildah takes none').to.equal(false);
      expect(directives({ ...more, directives: { syntax: 'none' } }).syntax).to.equal(null);
      expect(directives({ ...more, directives: { syntax: 'mirror/dockerfile:1' } }).syntax).to.equal(
        'mirror/dockerfile:1',
      );
    }
  });

  it('those that are stated', () => {
    const stated = { syntax: 'a/b:1', escape: '`', check: 'skip=all' } as const;
    expect(directives({ directives: stated })).to.deep.equal(stated);
  });

  it('with a frontend the agent needs an engine that loads it, and what no frontend brings', () => {
    const needs = (more: Partial<ImageSpec>): string => plan(resolved(more)).plan.features.join(' ');
    const more = {
      run: [{ script: 'a', security: 'insecure' as const }],
      healthcheck: { test: 'a', startInterval: '1s' },
    };
    expect(needs(more)).to.equal('frontend security start-interval');
    expect(needs({ ...more, directives: { syntax: 'none' } })).to.equal('heredoc security start-interval');
    expect(needs({ run: [{ script: 'a' }], pipeline: { builder: 'buildah' } })).to.equal('heredoc');
  });
});
