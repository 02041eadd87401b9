import { expect } from 'chai';
import { problemsOf, spec } from '../../../support/workspace.js';

describe('validate/rules/tests', () => {
  const check = (...tests: object[]): string[] => problemsOf(spec({ tests }));

  it('options of a command stand beside one', () => {
    expect(check({ name: 'a', command: 'x', exitCode: 1, stdout: 'y', stderr: ['z'] })).to.deep.equal([]);
    for (const option of [{ exitCode: 1 }, { stdout: 'y' }, { stderr: 'z' }])
      expect(check({ name: 'a', files: ['/b'], ...option }), JSON.stringify(option)).to.deep.equal([
        'option-needs :10:7',
      ]);
  });

  it('a command names a program', () => {
    expect(check({ name: 'a', command: [] })).to.deep.equal(['out-of-range :7:18']);
  });

  it('names tell the tests apart', () => {
    expect(check({ name: 'a', ports: [1] }, { name: 'a', ports: [2] })).to.deep.equal([
      'duplicate-item :12:15',
    ]);
  });
});
