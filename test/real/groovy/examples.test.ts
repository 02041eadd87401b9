import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { needs } from '../../support/parts.js';
import {
  bench,
  runPipelines,
  shellSteps,
  stagesOf,
  type PipelineRequest,
  type PipelineResult,
} from './bench.js';
import { removeWorkspaces, request, ROOT } from './fixture.js';

/** The folders of all generated pipelines: one for each image, and with a matrix one for each variant. */
const EXAMPLES = readdirSync(join(ROOT, 'examples'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('/Jenkinsfile'))
  .map((path) => path.replace(/\/Jenkinsfile$/, ''))
  .sort();
const textOf = (example: string): string =>
  readFileSync(join(ROOT, 'examples', example, 'Jenkinsfile'), 'utf8');

/** Runs every example with the same changes to the request. */
async function runAll(
  more: (jenkinsfile: string) => Partial<PipelineRequest>,
): Promise<[string, PipelineResult][]> {
  const requests = EXAMPLES.map((example) => {
    const text = textOf(example);
    const ids = [...text.matchAll(/credentials\('([^']+)'\)/g)].map(([, id = '']) => id);
    const credentials = Object.fromEntries(
      ids.map((id) => [id, { username: `${id}-robot`, password: 's3cret' }]),
    );
    return request(text, { credentials, ...more(text) });
  });
  const results = await runPipelines(requests);
  return results.map((result, index) => [EXAMPLES[index] ?? '', result]);
}

/** The environment variable of a step's argument. */
const variableOf = (argument: string): string =>
  `COOPERAGE_${argument.replace(/[A-Z]/g, '_$&').toUpperCase()}`;

describe("the examples' Jenkinsfiles, run", function () {
  this.timeout(180_000);
  before(function () {
    needs(this, 'java', 'javac', 'mvn');
    this.timeout(600_000);
    bench();
  });
  after(removeWorkspaces);

  it('run every stage in order, report and clean up', async () => {
    for (const [example, result] of await runAll(() => ({}))) {
      expect(result.error, example).to.equal(null);
      expect(result.result, example).to.equal('SUCCESS');
      const labels = shellSteps(result).map(({ label }) => label);
      expect(
        labels.filter((label) => label !== 'Test'),
        example,
      ).to.deep.equal(['Verify', 'Prepare', 'Build', 'Push', 'Report', 'Clean up']);
      if (labels.includes('Test')) expect(labels.indexOf('Test'), example).to.equal(3);
      expect(new Set(Object.values(stagesOf(result))), example).to.deep.equal(new Set(['SUCCESS']));
    }
  });

  it('hand every argument to its script', async () => {
    for (const [example, result] of await runAll(() => ({}))) {
      const steps = result.events.filter(({ type }) => type === 'step');
      expect(steps).to.have.length(shellSteps(result).length);
      for (const [index, { env }] of shellSteps(result).entries()) {
        for (const [argument, value] of Object.entries(
          (steps[index]?.['args'] ?? {}) as Record<string, string>,
        )) {
          expect(
            env[variableOf(argument)],
            `${example}: ${String(steps[index]?.['name'])} ${argument}`,
          ).to.equal(value);
        }
      }
    }
  });

  it('show the registry account to Verify and Push only', async () => {
    for (const [example, result] of await runAll(() => ({}))) {
      const bound = shellSteps(result).filter(({ env }) => 'REGISTRY_ACCESS_PSW' in env);
      const expected = textOf(example).includes('REGISTRY_ACCESS') ? ['Verify', 'Push'] : [];
      expect(
        bound.map(({ label }) => label),
        example,
      ).to.deep.equal(expected);
    }
  });

  it('carry hostile parameters byte for byte, on the first build and later', async () => {
    const params = {
      registry: 'a b$HOME"\'\\',
      namespace: '',
      image_name: "$(id)`id`;${COOPERAGE_TAG}\n'''",
      image_tag: '"""${params.registry} é😀',
    };
    for (const firstBuild of [true, false]) {
      for (const [example, result] of await runAll(() => ({ params, firstBuild }))) {
        for (const { env, label } of shellSteps(result)) {
          const got = [
            env['COOPERAGE_REGISTRY'],
            env['COOPERAGE_NAMESPACE'],
            env['COOPERAGE_NAME'],
            env['COOPERAGE_TAG'],
          ];
          expect(got, `${example}: ${label}`).to.deep.equal(Object.values(params));
        }
      }
    }
  });

  it('give every script the same folder, outside of the checkout', async () => {
    for (const [example, result] of await runAll(() => ({}))) {
      const folders = new Set(shellSteps(result).map(({ env }) => env['COOPERAGE_WORK'] ?? ''));
      expect([...folders], example).to.have.length(1);
      expect([...folders][0], example).to.match(/workspace@tmp\/cooperage\/7$/);
    }
  });

  const failures: [string, Partial<PipelineRequest>, string][] = [
    ['a stage fails', { fail: { Build: 1 } }, 'FAILURE'],
    ['the first stage fails', { fail: { Verify: 1 } }, 'FAILURE'],
    ['somebody stops the build', { interrupt: 'Build' }, 'ABORTED'],
    ['credentials are missing', { credentials: {} }, 'FAILURE'],
  ];
  for (const [what, more, expected] of failures) {
    it(`report and clean up when ${what}`, async () => {
      for (const [example, result] of await runAll((text) =>
        what.startsWith('credentials') && !text.includes('credentials(') ? { fail: { Verify: 1 } } : more,
      )) {
        expect(result.result, example).to.equal(expected);
        expect(
          shellSteps(result)
            .slice(-2)
            .map(({ label }) => label),
          example,
        ).to.deep.equal(['Report', 'Clean up']);
      }
    });
  }

  it('stay what they are when the cleaning up fails', async () => {
    for (const [example, result] of await runAll(() => ({ fail: { 'Clean up': 1 } }))) {
      expect(result.result, example).to.equal('SUCCESS');
    }
  });

  it('say so where no agent was to be had', async () => {
    for (const [example, result] of await runAll(() => ({ agent: false }))) {
      expect(result.result, example).to.equal('ABORTED');
      expect(shellSteps(result), example).to.deep.equal([]);
      expect(
        result.events.filter(({ type }) => type === 'postFailed'),
        example,
      ).to.deep.equal([]);
      expect(result.log, example).to.match(/had no agent/);
    }
  });

  it('run nothing where a person says no', async () => {
    for (const [example, result] of await runAll(() => ({ approve: false }))) {
      const asks = textOf(example).includes('input {');
      expect(result.result, example).to.equal(asks ? 'ABORTED' : 'SUCCESS');
      if (asks) expect(shellSteps(result), example).to.deep.equal([]);
    }
  });
});
