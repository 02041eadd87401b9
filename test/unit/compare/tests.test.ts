import { expect } from 'chai';
import { tests } from '../../../compiler/compare/tests.js';
import { told } from './states.js';

describe('compare/tests', () => {
  it('come, go and change', () => {
    expect(
      told(
        tests,
        {
          tests: [
            { name: 'a', command: 'x' },
            { name: 'b', ports: [80] },
          ],
        },
        {
          tests: [
            { name: 'a', command: 'y', exitCode: 3 },
            { name: 'c', files: ['/c'] },
          ],
        },
      ),
    ).to.deep.equal([
      '~ a: ["/bin/sh","-c","x"], within 30 s → ["/bin/sh","-c","y"], exit code 3, within 30 s',
      '- b: ports 80, within 30 s',
      '+ c: files /c, within 30 s',
    ]);
  });
});
