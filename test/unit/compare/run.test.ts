import { expect } from 'chai';
import { run } from '../../../compiler/compare/run.js';
import { told } from './states.js';

const SCRIPT = { run: [{ scriptFile: 'x.sh' }] };

describe('compare/run', () => {
  it('lines that come, go and change', () => {
    expect([
      told(run, { run: ['a', 'b'] }, { run: ['a', 'c', 'd'] }),
      told(run, { run: ['a', 'b'] }, { run: ['b'] }),
    ]).to.deep.equal([['~ RUN b → RUN c', '+ RUN d'], ['- RUN a']]);
  });

  it('packages are told elsewhere, comments not at all', () => {
    expect(
      told(run, { packages: { apt: ['a'] } }, { run: [{ commands: ['x'], comment: 'why' }] }),
    ).to.deep.equal(['+ RUN x']);
  });

  it('the content of a heredoc, flags', () => {
    expect(
      told(run, { run: [{ script: ['a'] }] }, { run: [{ script: ['b'], network: 'none' }] }),
    ).to.deep.equal(['~ RUN <<EOF\na\nEOF → RUN --network=none <<EOF\nb\nEOF']);
  });

  it('the content of a script file', () => {
    expect(told(run, SCRIPT, SCRIPT, [{ 'images/web/x.sh': 'a' }, { 'images/web/x.sh': 'b' }])).to.deep.equal(
      ['~ x.sh: x.sh → x.sh (its content)'],
    );
  });
});
