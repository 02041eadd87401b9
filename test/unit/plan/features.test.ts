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
});
