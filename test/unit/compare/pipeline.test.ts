import { expect } from 'chai';
import { pipeline } from '../../../compiler/compare/pipeline.js';
import { told } from './states.js';

const POD = { pipeline: { agent: { kubernetes: { yamlFile: 'pod.yaml' } } } };

describe('compare/pipeline', () => {
  it('agent, timeout, triggers, approval', () => {
    expect(
      told(
        pipeline,
        {},
        {
          pipeline: {
            agent: { label: 'x' },
            timeout: '1h',
            triggers: { cron: 'H 4 * * *' },
            approval: { submitters: ['me'] },
          },
        },
      ),
    ).to.deep.equal([
      '~ agent: any → label x',
      '+ approval: "Build and push web?" by me, within 24 hours',
      '+ cron: H 4 * * *',
      '~ timeout: 60 minutes → 1 hour',
    ]);
  });

  it('an agent with rights over its host wants a look', () => {
    expect(
      told(
        pipeline,
        {},
        { pipeline: { agent: { docker: { image: 'a', args: '-v /var/run/docker.sock:/x' } } } },
      ),
    ).to.deep.equal(['~ agent: any → container a with -v /var/run/docker.sock:/x !']);
  });

  it('the stage Test, and the content of a pod', () => {
    expect([
      told(pipeline, {}, { tests: [{ name: 'a', command: 'a' }] }),
      told(pipeline, POD, POD, [{ 'pod.yaml': 'a' }, { 'pod.yaml': 'b' }]),
    ]).to.deep.equal([
      ['~ stages: Verify, Prepare, Build, Push → Verify, Prepare, Build, Test, Push'],
      ["~ agent: the pod → the pod (the pod's file has other content)"],
    ]);
  });

  it('of a new image only what is not usual', () => {
    expect([told(pipeline, null, {}), told(pipeline, null, { pipeline: { retries: 1 } })]).to.deep.equal([
      [],
      ['~ retries: 3 → 1'],
    ]);
  });
});
