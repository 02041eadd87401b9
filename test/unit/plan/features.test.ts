import { expect } from 'chai';
import { plan } from '../../../compiler/plan/plan.js';
import type { ImageSpec } from '../../../compiler/model/spec.js';
import { resolved } from '../validate/rules/resolved.js';

describe('plan/features', () => {
  const features = (more: Partial<ImageSpec>): readonly string[] =>
    plan(resolved({ directives: { syntax: 'none' }, ...more })).plan.features;

  it('asks for nothing special by default', () => {
    expect(
      features({
        run: ['a', { commands: ['b'] }, { exec: ['c'] }],
        healthcheck: { test: 'x', interval: '1s' },
      }),
    ).to.deep.equal([]);
  });

  it('names what a builder must have', () => {
    expect(features({ run: [{ script: 'a' }] })).to.deep.equal(['heredoc']);
    expect(features({ runAfterFiles: [{ scriptFile: 'a.sh' }] })).to.deep.equal(['mounts']);
    expect(features({ run: [{ exec: ['a'], mounts: [{ type: 'ssh' }] }] })).to.deep.equal(['mounts']);
    expect(features({ run: [{ exec: ['a'], security: 'insecure' }] })).to.deep.equal(['security']);
    expect(features({ healthcheck: { test: 'x', startInterval: '1s' } })).to.deep.equal(['start-interval']);
  });

  it('names each flag of COPY, ADD, RUN and FROM', () => {
    const copy = { copy: 'a', to: '/a' };
    const add = { add: 'https://a/b', to: '/a' };
    const names: Readonly<Record<string, Partial<ImageSpec>>> = {
      chmod: { copy: [{ ...copy, chmod: '0644' }] },
      link: { copy: [{ ...add, link: true }] },
      parents: { steps: [{ ...copy, parents: true }] },
      exclude: { copy: [{ ...copy, exclude: ['b'] }] },
      checksum: { copy: [{ ...add, checksum: '$SUM' }] },
      'keep-git-dir': { copy: [{ ...add, keepGitDir: true }] },
      unpack: { copy: [{ ...add, unpack: true }] },
      network: { run: [{ exec: ['a'], network: 'none' }] },
      platform: { from: { image: 'a', platform: 'linux/arm64' } },
      heredoc: { onbuild: [{ copy: [{ name: 'a', content: '' }], to: '/a' }] },
    };
    for (const [name, more] of Object.entries(names)) expect(features(more), name).to.deep.equal([name]);
  });

  it('asks for emulation where a program of another platform may run', () => {
    const platforms = ['linux/amd64', 'linux/arm64'];
    const native = (name: string): object => ({
      name,
      from: { image: 'a', platform: '$BUILDPLATFORM' },
      run: ['make'],
    });
    const has = (more: object): boolean => features(more).includes('emulation');
    expect(has({ platforms, run: ['a'] })).to.equal(true);
    expect(has({ platforms: ['linux/arm64'], packages: { apk: ['a'] } })).to.equal(true);
    expect(has({ run: ['a'] })).to.equal(false);
    expect(has({ platforms, copy: [{ copy: 'a', to: '/a' }] })).to.equal(false);
    expect(has({ platforms, stages: [native('a')], from: 'scratch' })).to.equal(false);
    expect(has({ platforms, stages: [native('a')], from: { stage: 'a' }, run: ['a'] })).to.equal(false);
    expect(has({ from: { image: 'a', platform: 'linux/s390x' }, run: ['a'] })).to.equal(true);
  });
});
