import { expect } from 'chai';
import { resolve } from '../../../compiler/resolve/resolve.js';
import type { ImageSpec, WorkspaceSettings } from '../../../compiler/model/spec.js';

const place = { dir: 'images/web', specFile: 'image.json' };
const facts = { rootfs: null, scripts: new Map() };
const bare: ImageSpec = { name: 'web', from: 'debian:12' };

describe('resolve/resolve', () => {
  const settings: WorkspaceSettings = {
    defaults: {
      publish: { registry: 'r.test', namespace: 'n', tags: ['edge'] },
      pipeline: { builder: 'buildah', triggers: { cron: '@daily', pollScm: '@hourly' } },
      labels: { a: '1', b: '2' },
    },
  };

  it('takes the defaults where the spec says nothing', () => {
    const { publish, pipeline, labels } = resolve(place, bare, settings, facts);
    expect({ publish, pipeline, labels }).to.deep.equal(settings.defaults);
  });

  it('the spec beats a default, key by key', () => {
    const spec: ImageSpec = {
      ...bare,
      publish: { namespace: '', tags: ['1'] },
      pipeline: { triggers: { cron: '@weekly' } },
      labels: { b: '3' },
    };
    const { publish, pipeline, labels } = resolve(place, spec, settings, facts);
    expect(publish).to.deep.equal({ registry: 'r.test', namespace: '', tags: ['1'] });
    expect(pipeline).to.deep.equal({ builder: 'buildah', triggers: { cron: '@weekly' } });
    expect(labels).to.deep.equal({ a: '1', b: '3' });
  });

  it('does without defaults', () => {
    const image = resolve(place, bare, {}, facts);
    expect(image).to.deep.include({ ...place, spec: bare, publish: {}, pipeline: {}, labels: {} });
  });
});
