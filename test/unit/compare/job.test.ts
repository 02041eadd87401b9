import { expect } from 'chai';
import { job } from '../../../compiler/compare/job.js';
import { told } from './states.js';
import { line, state } from './states.js';

describe('compare/job', () => {
  it('comes with an image, and goes with it', () => {
    expect([told(job, null, {}), told(job, {}, {}), job(state({}), null).map(line)]).to.deep.equal([
      ['+ web (images/web/Jenkinsfile)'],
      [],
      ['- web (images/web/Jenkinsfile)'],
    ]);
  });
});
