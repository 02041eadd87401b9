import { expect } from 'chai';
import { testsOf } from '../../../compiler/plan/tests.js';

const BARE = { name: 'web', from: 'debian:12' };

describe('plan/tests', () => {
  it('fills in the defaults', () => {
    expect(testsOf({ ...BARE, tests: [{ name: 'a', ports: [80] }] })).to.deep.equal([
      {
        name: 'a',
        command: [],
        exitCode: 0,
        stdout: [],
        stderr: [],
        files: [],
        ports: [80],
        seconds: 30,
        origin: '/tests/0',
      },
    ]);
    expect(testsOf(BARE)).to.deep.equal([]);
  });

  it('a string goes to the shell, one pattern is a list, minutes are seconds', () => {
    const [test] = testsOf({ ...BARE, tests: [{ name: 'a', command: 'x | y', stdout: 'z', timeout: '2m' }] });
    expect(test).to.include({ seconds: 120 });
    expect(test?.command).to.deep.equal(['/bin/sh', '-c', 'x | y']);
    expect(test?.stdout).to.deep.equal(['z']);
  });
});
