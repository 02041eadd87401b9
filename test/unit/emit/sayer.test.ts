import { expect } from 'chai';
import { Sayer } from '../../../compiler/emit/sayer.js';

describe('emit/sayer', () => {
  it('gives text back, and keeps what cannot be said, with its place', () => {
    const say = new Sayer();
    expect(say.text({ text: 'a' }, '/x')).to.equal('a');
    expect(say.text({ problem: 'It is empty.' }, '/y')).to.equal('');
    expect(say.problems).to.deep.equal([
      {
        code: 'unquotable',
        pointer: '/y',
        onKey: false,
        parameters: { reason: 'it is empty', advice: 'Write it in another way.' },
      },
    ]);
  });

  it('parts what is wrong from what to do', () => {
    const say = new Sayer();
    say.unquotable('It has a `<<`. Use `script`. Or not.', '');
    expect(say.problems[0]?.parameters).to.deep.equal({
      reason: 'it has a `<<`',
      advice: 'Use `script`. Or not.',
    });
  });
});
