import { expect } from 'chai';
import type { ImageSpec } from '../../../compiler/model/spec.js';
import { externalImages } from '../../../compiler/reference/external.js';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const found = (spec: Partial<ImageSpec>): string[] =>
  externalImages({ name: 'web', from: 'scratch', ...spec }).map(
    ({ reference, digest, pointer }) => `${pointer} ${reference}${digest === null ? '' : ' pinned'}`,
  );
const mounted = (from: string): { exec: string[]; mounts: { type: 'bind'; from: string }[] } => ({
  exec: ['a'],
  mounts: [{ type: 'bind', from }],
});

describe('reference/external', () => {
  it('the base, in each form', () => {
    expect(found({ from: 'debian:12' })).to.deep.equal(['/from debian:12']);
    expect(found({ from: { image: 'debian:12' } })).to.deep.equal(['/from debian:12']);
    expect(found({ from: { image: 'debian:12', digest: DIGEST } })).to.deep.equal(['/from debian:12 pinned']);
    expect(found({ from: `debian:12@${DIGEST}` })).to.deep.equal(['/from debian:12 pinned']);
  });

  it('no image from outside: scratch, other specs, stages, contexts', () => {
    expect(found({ from: 'scratch' })).to.deep.equal([]);
    expect(found({ from: { spec: 'base' } })).to.deep.equal([]);
    expect(
      found({
        stages: [{ name: 'Build', from: 'scratch' }],
        from: { stage: 'Build' },
        run: [mounted('build'), mounted('scratch')],
        copy: [
          { copy: '/a', to: '/', from: 'Build' },
          { copy: '/a', to: '/', from: { spec: 'x' } },
          { copy: '/a', to: '/', from: { context: 'x' } },
          { copy: '/a', to: '/' },
        ],
      }),
    ).to.deep.equal([]);
  });

  it('stages, copies, mounts and steps, each at its place', () => {
    expect(
      found({
        stages: [
          {
            name: 'build',
            from: 'golang:1',
            runAfterFiles: [mounted('tools:1')],
            steps: [{ copy: '/x', to: '/', from: { image: 'step:1' } }],
            onbuild: [{ copy: '/x', to: '/', from: { image: 'later:1' } }],
          },
        ],
        from: 'debian:12',
        run: ['a', mounted('mounted:1')],
        copy: [{ copy: '/bin/x', to: '/', from: { image: 'busybox:1', digest: DIGEST } }],
        steps: [{ run: mounted('stepped:1') }, { onbuild: { run: mounted('deep:1') } }, { env: { A: 'b' } }],
        onbuild: [{ copy: '/x', to: '/', from: { image: 'last:1' } }],
      }),
    ).to.deep.equal([
      '/stages/0/from golang:1',
      '/stages/0/steps/0/from step:1',
      '/stages/0/runAfterFiles/0/mounts/0/from tools:1',
      '/stages/0/onbuild/0/from later:1',
      '/from debian:12',
      '/copy/0/from busybox:1 pinned',
      '/run/1/mounts/0/from mounted:1',
      '/steps/0/run/mounts/0/from stepped:1',
      '/onbuild/0/from last:1',
      '/steps/1/onbuild/run/mounts/0/from deep:1',
    ]);
  });
});
