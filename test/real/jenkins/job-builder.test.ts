/** Jenkins Job Builder renders pipeline jobs by rules of its own: our reader finds in them what is in ours. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { compareJobs, newJobXml, patchJob, readJob } from '../../../compiler/jobs/config.js';
import type { OwnedJob } from '../../../compiler/jobs/job.js';
import { run } from '../../oracle/build.js';
import { needs } from '../../support/parts.js';
import { image, owned } from '../../unit/jobs/wanted.js';

const IMAGES = [
  image('base'),
  image('web', {
    description: 'A "web" server: <fast> & \'small\', é 中.',
    pipelineMore: { keepBuilds: 7, cron: ['H 2 * * *'], pollScm: ['H/5 * * * *'], upstream: ['base', 'apt'] },
  }),
];

/** The job in the words of Jenkins Job Builder. JSON is YAML. */
function definition(name: string, job: OwnedJob): object {
  const { cron, pollScm, upstream } = job.triggers;
  return {
    job: {
      name,
      description: job.description,
      'project-type': 'pipeline',
      concurrent: job.concurrent,
      properties: [{ 'build-discarder': { 'num-to-keep': Number(job.keepBuilds) } }],
      parameters: job.parameters.map((parameter) => ({
        string: {
          name: parameter.name,
          default: parameter.defaultValue,
          description: parameter.description,
          trim: parameter.trim,
        },
      })),
      triggers: [
        ...(cron === null ? [] : [{ timed: cron }]),
        ...(pollScm === null ? [] : [{ pollscm: { cron: pollScm } }]),
        ...(upstream === null ? [] : [{ reverse: { jobs: upstream, result: 'success' } }]),
      ],
      'pipeline-scm': {
        'script-path': job.scriptPath,
        'lightweight-checkout': job.lightweight,
        scm: [{ git: { url: job.url, branches: [job.branch], 'credentials-id': job.credentialsId } }],
      },
    },
  };
}

describe('jobs as Jenkins Job Builder renders them', function () {
  this.timeout(60_000);
  let folder: string;
  const jobs = IMAGES.map((source) => [source.job, owned(source)] as const);
  before(function () {
    needs(this, 'jenkins-jobs');
    folder = mkdtempSync(join(tmpdir(), 'cooperage-jjb-'));
    const path = (name: string): string => join(folder, name);
    writeFileSync(path('conf.ini'), '[jenkins]\nurl=http://localhost:1/\nquery_plugins_info=False\n');
    writeFileSync(path('jobs.json'), JSON.stringify(jobs.map(([name, job]) => definition(name, job))));
    run(
      'jenkins-jobs',
      ['--conf', path('conf.ini'), 'test', path('jobs.json'), '--config-xml', '-o', path('xml')],
      {},
    );
  });
  after(() => folder && rmSync(folder, { recursive: true, force: true }));

  for (const [name, job] of jobs)
    it(`are the same jobs: ${name}`, () => {
      const theirs = readFileSync(join(folder, 'xml', name, 'config.xml'), 'utf8');
      // It signs descriptions.
      const read = readJob(theirs.replace('&lt;!-- Managed by Jenkins Job Builder --&gt;', ''));
      const ours = readJob(newJobXml(job));
      expect('job' in read && read.job).to.deep.equal('job' in ours && ours.job);
      expect('job' in read && compareJobs(read.job, job)).to.deep.equal([]);
    });

  it('keep what it adds when they are changed', () => {
    const [[name, job]] = jobs as [(typeof jobs)[number]];
    const theirs = readFileSync(join(folder, 'xml', name, 'config.xml'), 'utf8');
    const patched = patchJob(theirs, { ...job, url: 'https://elsewhere.example.com/x.git' });
    const xml = 'xml' in patched ? patched.xml : '';
    expect(xml).to.include('<url>https://elsewhere.example.com/x.git</url>');
    expect(xml).to.include('hudson.plugins.git.extensions.impl.WipeWorkspace').and.include('<refspec>');
  });
});
