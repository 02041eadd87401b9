import { expect } from 'chai';
import { FailureScanner } from '../../../compiler/failures/scan.js';

type Part = readonly [stage: string | null, ...lines: string[]];

function scan(parts: readonly Part[], result = 'FAILURE', stages?: { name: string; status: string }[]) {
  const scanner = new FailureScanner();
  for (const [stage, ...lines] of parts) for (const text of lines) scanner.line({ text, stage });
  return scanner.result({ result, ...(stages && { stages }) });
}

const ACCOUNT =
  'Verify: ERROR: the registry r.example.com does not accept the account bot with this password (HTTP 401)';

describe('failures: scan', () => {
  it('names the stage, the line and what to do', () => {
    const failure = scan([
      ['Verify', 'Verify: registry r.example.com answers (https)', ACCOUNT],
      ['Prepare', 'Stage "Prepare" skipped due to earlier failure(s)'],
      ['Declarative: Post Actions', 'Report: nothing was pushed'],
      [null, 'ERROR: script returned exit code 1', 'Finished: FAILURE'],
    ]);
    expect(failure).to.include({ code: 'registry-credentials-refused', stage: 'Verify', evidence: ACCOUNT });
    expect(failure?.field).to.deep.equal({ file: 'spec', pointer: '/publish/credentialsId' });
  });

  it('finds nothing in a build that succeeded, whatever its log holds', () => {
    expect(scan([['Verify', ACCOUNT]], 'SUCCESS')).to.equal(null);
  });

  it('takes the cause for what follows from it, and the first of several', () => {
    const failure = scan([
      [
        'Build',
        'E: Unable to locate package ngix',
        'no space left on device',
        'Build: ERROR: the build failed with exit code 1',
      ],
      [null, 'ERROR: script returned exit code 1'],
    ]);
    expect(failure).to.include({ code: 'package-missing' });
    expect(failure?.clues.value).to.equal('ngix');
    expect(failure?.what).to.equal('The distribution has no package ngix');
  });

  it('does not look into stages that passed', () => {
    const failure = scan([
      ['Build', 'curl: (6) Could not resolve host: mirror.example.com'],
      ['Push', 'Push: ERROR: bot could not push r.example.com/a/b:1'],
    ]);
    expect(failure).to.include({ code: 'push-failed', stage: 'Push' });
  });

  it('leaves alone what lies long before the end, where something else explains it', () => {
    const quiet = Array.from({ length: 1000 }, (_, index) => `line ${index}`);
    const failure = scan([
      [
        'Build',
        'Could not resolve host: a.example.com',
        ...quiet,
        'Build: ERROR: the build failed with exit code 1',
      ],
    ]);
    expect(failure).to.include({ code: 'build-failed' });
  });

  it('believes Jenkins about the failed stage, but not about stages that were skipped', () => {
    const stages = ['Image', 'Verify', 'Prepare'].map((name) => ({ name, status: 'FAILED' }));
    const failure = scan(
      [
        ['Verify', ACCOUNT],
        ['Prepare', 'Stage "Prepare" skipped due to earlier failure(s)'],
      ],
      'FAILURE',
      stages,
    );
    expect(failure).to.include({ stage: 'Verify' });
  });

  it('says so where it knows nothing, with the last line that speaks of an error', () => {
    const failure = scan([
      ['Build', 'ERROR: teapot', 'bye'],
      [null, 'Finished: FAILURE'],
    ]);
    expect(failure).to.include({ code: 'unknown', stage: 'Build', evidence: 'ERROR: teapot' });
  });

  it('explains who stopped a build, and not what it would have failed of', () => {
    const parts: Part[] = [
      [
        'Build',
        'E: Unable to locate package ngix',
        'Sending interrupt signal to process',
        'Aborted by Jane Doe',
      ],
    ];
    expect(scan(parts, 'ABORTED')).to.include({
      code: 'aborted-by',
      what: 'The build was stopped by Jane Doe',
    });
    expect(scan([['Build', 'bye']], 'ABORTED')).to.include({ code: 'aborted' });
    expect(scan([['Build', 'bye']], 'UNSTABLE')).to.include({ code: 'unstable' });
  });

  it('forgets a wait for an agent once there is one', () => {
    const waiting = 'There are no nodes with the label ‘big’';
    expect(scan([[null, waiting, 'Aborted by Jane']], 'ABORTED')).to.include({
      code: 'agent-label-unknown',
      what: 'No agent has the label big',
    });
    const served: Part[] = [
      [null, waiting, 'Running on big-1 in /home/jenkins/workspace/x', 'Aborted by Jane'],
    ];
    expect(scan(served, 'ABORTED')).to.include({ code: 'aborted-by' });
  });

  it('keeps little of a log in which every line is known', () => {
    const scanner = new FailureScanner();
    for (let index = 0; index < 20_000; index++)
      scanner.line({ stage: `s${index % 300}`, text: `no space left on device ${'x'.repeat(1000)}` });
    expect(scanner.result({ result: 'FAILURE' })).to.include({ code: 'disk-full' });
  });
});
