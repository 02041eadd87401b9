import { expect } from 'chai';
import { problemsOf, spec } from '../../../support/workspace.js';

describe('validate/rules/context-dir', () => {
  it('lies in the workspace', () => {
    for (const dir of ['.', 'src', '../..', '../../src', './a/../b'])
      expect(problemsOf(spec({ context: { dir } })), dir).to.deep.equal([]);
    for (const dir of ['../../..', '../../../x', 'a/../../../../x'])
      expect(problemsOf(spec({ context: { dir } })), dir).to.deep.equal(['path-outside :5:12']);
  });
});
