import { expect } from 'chai';
import { plan } from '../../../compiler/plan/plan.js';
import { dockerfileOf, problemsOf, spec } from '../../support/workspace.js';
import { resolved } from '../validate/rules/resolved.js';

describe('plan/build-args', () => {
  const args = { COMMIT: { fromEnv: 'GIT_COMMIT', default: 'none' }, URL: { fromEnv: 'GIT_URL' }, X: '1' };

  it('take their value from a variable, and their default from the spec', () => {
    expect(dockerfileOf(spec({ args }))).to.deep.equal([
      'FROM debian:12',
      'ARG COMMIT="none"',
      'ARG URL',
      'ARG X="1"',
    ]);
    const { buildArgs, pipeline } = plan(resolved({ args })).plan;
    expect(buildArgs).to.deep.equal([
      { name: 'COMMIT', variable: 'GIT_COMMIT' },
      { name: 'URL', variable: 'GIT_URL' },
    ]);
    const given = pipeline.stages.filter((stage) => 'buildArgs' in stage.args);
    expect(given.map(({ name, args: { buildArgs: text } }) => `${name} ${text}`)).to.deep.equal([
      'Prepare COMMIT=GIT_COMMIT URL=GIT_URL',
      'Build COMMIT=GIT_COMMIT URL=GIT_URL',
    ]);
  });

  it('are found in stages and steps, each once; one name has one value', () => {
    const stages = [{ name: 'a', from: 'x', args: { A: { fromEnv: 'E' } } }];
    const steps = (fromEnv: string): object => ({
      steps: [{ arg: { A: { fromEnv } } }],
      stages,
      from: { stage: 'a' },
    });
    expect(plan(resolved(steps('E'))).plan.buildArgs).to.deep.equal([{ name: 'A', variable: 'E' }]);
    expect(problemsOf(spec(steps('F')))).to.deep.equal(['argument-twice :10:22']);
  });
});
