import { expect } from 'chai';
import { basesOf, upstreamOf } from '../../../compiler/plan/bases.js';
import type { ResolvedImage } from '../../../compiler/model/image.js';
import type { ImageSpec } from '../../../compiler/model/spec.js';
import { resolved } from '../validate/rules/resolved.js';
import { parent } from './parent.js';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const AROUND = {
  parents: new Map([
    ['base', parent()],
    ['tools', parent({ repository: 'r.example.com/team/tools', job: 'tools' })],
  ]),
  pins: new Map([['debian:12', DIGEST]]),
};

describe('plan/bases', () => {
  const image = (more: Partial<ImageSpec>): ResolvedImage => ({ ...resolved(more), ...AROUND });

  it('the base of the image itself, through its stages, and everything else that is taken from', () => {
    const stages = [
      { name: 'A', from: 'golang:1', copy: [{ copy: '/x', to: '/x', from: { image: 'busybox:1' } }] },
      { name: 'b', from: { stage: 'a' }, steps: [{ copy: '/x', to: '/x', from: { spec: 'tools' } }] },
    ] as const;
    const mounts = [
      { type: 'bind', from: 'a', target: '/a' },
      { type: 'cache', from: 'alpine:3', target: '/b' },
      { type: 'bind', from: 'debian:12', target: '/c' },
    ] as const;
    expect(basesOf(image({ stages, from: { stage: 'B' }, run: [{ exec: ['x'], mounts }] }))).to.deep.equal({
      base: 'golang:1',
      bases: ['busybox:1', 'r.example.com/team/tools:1.2', 'alpine:3', `debian:12@${DIGEST}`],
    });
  });

  it('with the defaults of global arguments; what only the builder knows is left to it', () => {
    const globalArgs = { TAG: '12', OS: 'debian:${TAG}', REG: null, EMPTY: '' };
    const base = (from: string): string => basesOf(image({ globalArgs, from })).base;
    expect(base('debian:$TAG')).to.equal('debian:12');
    expect(base('${OS}-slim')).to.equal('debian:12-slim');
    expect(base('${REG:-docker.io}/x:${EMPTY:-1}${EMPTY-2}${TAG:+-a}')).to.equal('docker.io/x:1-a');
    for (const from of ['$REG/x', 'x:$NONE', 'x:${TAG%1}', 'x:$TARGETARCH'])
      expect(base(from), from).to.equal('');
    expect(base('debian:12')).to.equal(`debian:12@${DIGEST}`);
    expect(basesOf(image({ globalArgs: { A: '$B', B: '$A' }, from: '$A' })).base).to.equal('');
  });

  it('none for scratch, and each once', () => {
    const stages = [
      { name: 'a', from: 'x:1' },
      { name: 'b', from: { image: 'x:1' } },
      { name: 'c', from: 'scratch' },
    ];
    expect(basesOf(image({ stages, from: 'scratch' }))).to.deep.equal({ base: '', bases: ['x:1'] });
    expect(basesOf(image({ stages, from: 'x:1' }))).to.deep.equal({ base: 'x:1', bases: [] });
  });

  it('jobs of the images that it is built on', () => {
    const stages = [{ name: 'a', from: { spec: 'tools' } }];
    const copy = [{ copy: '/x', to: '/x', from: { spec: 'base' } }];
    expect(upstreamOf(image({ stages, copy, from: { spec: 'base' } }))).to.deep.equal(['base', 'tools']);
    expect(upstreamOf(image({ from: { spec: 'gone' } }))).to.deep.equal([]);
  });
});
