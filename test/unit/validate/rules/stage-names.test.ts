import { expect } from 'chai';
import { problemsOf, spec } from '../../../support/workspace.js';

describe('validate/rules/stage-names', () => {
  const check = (names: readonly string[], more: object = {}): string[] =>
    problemsOf(
      spec({
        stages: names.map((name) => ({ name, from: 'debian:12' })),
        copy: [...new Set(names)].map((name) => ({ copy: '/a', to: '/a', from: name })),
        ...more,
      }),
    );

  it('each stage has a name of its own', () => {
    expect(check(['a', 'b'])).to.deep.equal([]);
    expect(check(['a', 'b', 'a'])).to.deep.equal(['stage-twice :14:15']);
  });

  it('upper and lower case are the same, and the image itself has a name too', () => {
    expect(check(['build', 'Build'])).to.include('stage-twice :10:15');
    expect(check(['a'], { target: 'A' })).to.include('stage-twice :17:13');
  });
});
