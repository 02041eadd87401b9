/** The steps, run by the Groovy that Jenkins runs, with stand-ins for Jenkins' own steps. */
import { expect } from 'chai';
import { fileURLToPath } from 'node:url';
import { javaEnvironment, run } from '../../oracle/build.js';
import { needs } from '../../support/parts.js';
import { RESOURCES, STAGES, VARS, scriptText, type Stage } from './runtime.js';

interface Call {
  readonly step: string;
  readonly of: Record<string, unknown>;
  readonly env?: string[];
}

interface Outcome {
  readonly calls: Call[];
  readonly env: Record<string, string>;
}

const JENKINS = { BUILD_NUMBER: '7', WORKSPACE: '/w' };
const stepOf = (stage: Stage): string => `image${stage[0]?.toUpperCase() ?? ''}${stage.slice(1)}`;

/** Calls steps in one Groovy process: it takes a second to start. */
function call(
  calls: { step: string; args?: Record<string, string>; env?: Record<string, string> }[],
): Outcome[] {
  const script = fileURLToPath(new URL('steps.groovy', import.meta.url));
  const input = JSON.stringify(
    calls.map(({ step, args, env }) => ({ step, args: args ?? null, env: env ?? JENKINS })),
  );
  return JSON.parse(
    run('groovy', [script, VARS, RESOURCES], { input, env: javaEnvironment() }).toString(),
  ) as Outcome[];
}

describe('steps in Groovy', function () {
  this.timeout(60_000);
  let outcomes: Outcome[] = [];

  before(function () {
    needs(this, 'groovy', 'java');
    outcomes = call([
      ...STAGES.map((stage) => ({ step: stepOf(stage) })),
      { step: 'imageVerify', args: { base: 'it\'s $HOME "x"', apiUrl: 'https://x', plainHttp: 'true' } },
      { step: 'imageReport', env: {} },
      { step: 'imageCleanup', env: {} },
    ]);
  });

  for (const [at, stage] of STAGES.entries()) {
    it(`${stepOf(stage)} runs its script once, in the build's own directory`, () => {
      const shells = outcomes[at]?.calls.filter(({ step }) => step === 'sh') ?? [];
      expect(shells).to.have.length(1);
      expect(shells[0]?.of['script']).to.equal(scriptText(stage));
      expect(shells[0]?.env?.[0]).to.equal("COOPERAGE_WORK=/tmp/it's $HOME @tmp/cooperage/7");
    });
  }

  it('an argument that is not given is the empty string', () => {
    const env = outcomes[0]?.calls.at(-1)?.env ?? [];
    expect(env.slice(1).every((line) => /^COOPERAGE_[A-Z_]+=$/.test(line))).to.equal(true);
  });

  it('an argument arrives as it is', () => {
    const env = outcomes[STAGES.length]?.calls.at(-1)?.env;
    expect(env).to.include('COOPERAGE_BASE=it\'s $HOME "x"').and.to.include('COOPERAGE_PLAIN_HTTP=true');
  });

  it('imagePrepare checks out, and keeps commit and source', () => {
    const prepare = outcomes[STAGES.indexOf('prepare')];
    expect(prepare?.calls[0]).to.deep.equal({ step: 'checkout', of: 'the scm' });
    expect(prepare?.env).to.deep.equal({ ...JENKINS, COOPERAGE_COMMIT: 'abc', COOPERAGE_SOURCE: '' });
  });

  it('imageReport archives, also when there is nothing', () => {
    const last = outcomes[STAGES.indexOf('report')]?.calls.at(-1);
    expect(last).to.deep.equal({
      step: 'archiveArtifacts',
      of: { artifacts: 'build-record.json', allowEmptyArchive: true },
    });
  });

  it('imageCleanup never fails the build', () => {
    expect(outcomes[STAGES.indexOf('cleanup')]?.calls[0]).to.deep.equal({
      step: 'catchError',
      of: { buildResult: 'SUCCESS', stageResult: 'SUCCESS' },
    });
  });

  it('both do nothing, and say so, without an agent', () => {
    for (const outcome of outcomes.slice(-2)) {
      expect(outcome.calls.map(({ step }) => step)).to.deep.equal(['echo']);
    }
  });
});
