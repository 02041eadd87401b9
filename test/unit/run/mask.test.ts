import { expect } from 'chai';
import { masker } from '../../../compiler/run/mask.js';

describe('masker', () => {
  const mask = masker({ user: 'me', password: `p'a"s s` }, ['first line\nsecond line\n', 'x', '']);

  it('hides the password in every form that programs print it in', () => {
    const password = `p'a"s s`;
    const forms = [
      password,
      `me:${password}`,
      btoa(`me:${password}`),
      btoa(password),
      encodeURIComponent(password),
      JSON.stringify(password).slice(1, -1),
      `'p'\\''a"s s'`,
      `'p'"'"'a"s s'`,
    ];
    for (const form of forms) expect(mask(`<${form}>`), form).to.equal('<****>');
  });

  it('hides each line of a longer secret, and leaves what is too short to be one', () => {
    expect(mask('a first line, a second line, x')).to.equal('a ****, a ****, x');
  });

  it('leaves everything alone without secrets', () => {
    expect(masker(null, [])('plain text')).to.equal('plain text');
  });
});
