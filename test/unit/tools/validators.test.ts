import { expect } from 'chai';
import { image, workspace } from '../../../.build/validators.js';

/** Keyword and place of every error of a spec. */
function errors(spec: object): string[] {
  image({ name: 'app', from: 'debian:12', ...spec });
  return (image.errors ?? []).map(({ keyword, instancePath }) => `${keyword} ${instancePath}`);
}

describe('tools/build/validators', () => {
  it('accept what the schemas accept', () => {
    expect(errors({ run: ['true', { commands: ['a'] }], tests: [{ name: 'x', ports: [80] }] })).to.deep.equal(
      [],
    );
    expect(workspace({ images: 'images' })).to.equal(true);
  });

  it('report every problem, each once', () => {
    expect(errors({ name: 'A', run: [{ exec: [] }], nmae: 1 })).to.have.members([
      'pattern /name',
      'minItems /run/0/exec',
      'additionalProperties ',
    ]);
  });

  it('x-exactlyOne: one error for none and for two, with what was found', () => {
    expect(errors({ run: [{ id: 'x' }] })).to.deep.equal(['x-exactlyOne /run/0']);
    expect(errors({ run: [{ script: 'a', exec: ['b'] }] })).to.deep.equal(['x-exactlyOne /run/0']);
    expect(image.errors?.[0]?.params).to.deep.equal({
      keys: ['commands', 'lines', 'script', 'scriptFile', 'exec'],
      found: ['script', 'exec'],
    });
  });

  it('x-atLeastOne: one error for none', () => {
    expect(errors({ tests: [{ name: 'x' }] })).to.deep.equal(['x-atLeastOne /tests/0']);
  });

  it('give the schema with each error, for known keys and words', () => {
    errors({ files: { '/etc/motd': { mode: 'rw' } } });
    expect(image.errors?.[0]?.parentSchema).to.include({ 'x-is': 'an octal file mode such as "0644"' });
  });
});
