/** What `cooper jobs sync --out` writes, read by Groovy 2.4 and by a YAML parser. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { compareJobs, newJobXml, readJob } from '../../../compiler/jobs/config.js';
import { readFolder } from '../../../compiler/jobs/folder-config.js';
import { jobFiles } from '../../../compiler/jobs/out/files.js';
import { javaEnvironment, run } from '../../oracle/build.js';
import { needs } from '../../support/parts.js';
import { image, URL as GIT, wanted } from '../../unit/jobs/wanted.js';

const STAND_IN = fileURLToPath(new URL('job-dsl.groovy', import.meta.url));

const HOSTILE = [
  `It's "quoted" and '''thrice''' and """too"""`,
  'cost ${HOME} ^${HOME} $x $ { } \\${y}',
  'back \\ slash \\u0041 \\\\u0041 \\n /* */ // end \\',
  'é ü 中 😀 \u2028 \u0085 <b> & ]]> &amp;',
  'two\nlines: - yaml # no\n  \tdeep\n\n---\n',
  "');System.exit(7)//",
];

describe('jobs as Job DSL and Configuration as Code', function () {
  this.timeout(60_000);
  let folder: string;
  before(function () {
    needs(this, 'groovy', 'java', 'python3');
  });
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'cooperage-job-dsl-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const library = {
    name: 'cooperage',
    version: 'v1',
    url: GIT,
    credentialsId: 'gitlab',
    implicit: false,
    versioned: true,
  };
  const wish = wanted(
    [
      image('base'),
      ...HOSTILE.map((description, index) =>
        image(`web-${index}`, {
          description,
          pipelineMore: { cron: ['H 2 * * *', '@daily'], upstream: ['base'] },
        }),
      ),
    ],
    { library, gitlabPush: true },
  );
  const files = jobFiles(wish);

  it('makes the same jobs by Job DSL as by config.xml', () => {
    writeFileSync(join(folder, 'jobs.groovy'), files.get('jobs.groovy') ?? '');
    const output = run('groovy', [STAND_IN, join(folder, 'jobs.groovy')], { env: javaEnvironment() });
    const made = JSON.parse(output.toString()) as Record<string, string>;
    expect(Object.keys(made)).to.deep.equal([
      'platform',
      'platform/images',
      ...wish.jobs.map(({ name }) => `platform/images/${name}`),
    ]);
    for (const { name, job } of wish.jobs) {
      const read = readJob(made[`platform/images/${name}`] ?? '');
      // XML 1.0 has no control characters, and Job DSL writes no other.
      const description = job.description.replace(/\u0085/gu, '\ufffd');
      expect('job' in read && compareJobs(read.job, { ...job, description }), name).to.deep.equal([]);
    }
    expect(readFolder(made['platform/images'] ?? '')).to.deep.equal({
      description: wish.description,
      libraries: [library],
    });
  });

  it('hands Configuration as Code the same script', () => {
    const yaml = files.get('casc.yaml') ?? '';
    const program = 'import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin.read()), sys.stdout)';
    const read = JSON.parse(run('python3', ['-c', program], { input: yaml }).toString()) as {
      jobs: [{ script: string }];
    };
    expect(Object.keys(read)).to.deep.equal(['jobs']);
    // What the plugin makes of `^${`.
    expect(read.jobs[0].script.replaceAll('^${', '${')).to.equal(files.get('jobs.groovy'));
    expect(read.jobs[0].script.replaceAll('^${', '')).to.not.include('${');
  });

  it('writes each config.xml as a sync would send it', () => {
    for (const { name, job } of wish.jobs)
      expect(files.get(`jobs/${name}.config.xml`)).to.equal(newJobXml(job));
  });
});
