import { expect } from 'chai';
import { resolve } from '../../../compiler/resolve/resolve.js';
import type { ImageSpec } from '../../../compiler/model/spec.js';

const place = { source: 'images/web', specFile: 'image.json' };
const around = {
  settings: {},
  facts: { rootfs: null, scripts: new Map(), textOf: () => null },
  parents: new Map(),
  pins: new Map(),
};
const bare: ImageSpec = { name: 'web', from: 'debian:12' };

describe('resolve/resolve', () => {
  it('an image of its own lies in the folder of its spec', () => {
    const image = resolve({ ...place, variant: null }, bare, around);
    expect(image).to.deep.equal({
      ...place,
      ...around,
      dir: 'images/web',
      variant: null,
      spec: bare,
      publish: {},
      pipeline: {},
      labels: {},
    });
  });

  it('one of a matrix in a folder below', () => {
    expect(resolve({ ...place, variant: '3.12' }, bare, around).dir).to.equal('images/web/3.12');
  });
});
