import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type FakeController, startJenkins } from '../../support/jenkins/controller.js';
import { api, post, until } from '../../support/jenkins/raw.js';
import { type RealBuilds, realBuilds } from '../../support/jenkins/real/executor.js';
import { needs } from '../../support/parts.js';
import { bench } from '../groovy/bench.js';

const PIPELINE = (script: string): string => `
library identifier: 'steps@workspace', retriever: legacySCM(scm), changelog: false
pipeline {
  agent any
  options { disableConcurrentBuilds() }
  parameters { string(name: 'tag', defaultValue: '1', description: 'A tag', trim: true) }
  stages {
    stage('Sources') { steps { script { checkout(scm) } } }
    stage('Work') { steps { ${script} } }
    stage('After') { steps { echo 'after' } }
  }
  post { always { echo 'always' } }
}
`;

describe('builds that the stand-in Jenkins runs for real', function () {
  this.timeout(120_000);
  let jenkins: FakeController;
  let builds: RealBuilds;
  let root: string;

  before(async function () {
    needs(this, 'git', 'java', 'javac', 'mvn');
    this.timeout(600_000);
    bench();
    builds = realBuilds();
    jenkins = await startJenkins({ executor: builds.executor, linter: builds.linter });
    root = mkdtempSync(join(tmpdir(), 'cooperage-stand-in-'));
    write('Jenkinsfile', PIPELINE("greet(); echo params.tag; sh 'echo $BUILD_URL $GREETING; cat file'"));
    write('slow/Jenkinsfile', PIPELINE("sh 'echo begun; sleep 60; echo done'"));
    write('odd/Jenkinsfile', 'pipeline { stages { } ');
    write('vars/greet.groovy', "void call() { env.GREETING = 'hello' }\n");
    write('file', 'from git\n');
    for (const args of [
      ['init', '--quiet', '--initial-branch=main'],
      ['add', '.'],
      ['-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '-m', 'all'],
    ])
      execFileSync('git', args, { cwd: root });
  });
  after(async () => {
    await jenkins?.stop();
    builds?.end();
    if (root) rmSync(root, { recursive: true, force: true });
  });

  const write = (path: string, content: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };

  const job = (name: string, script: string, url = root, branch = 'refs/heads/main'): void =>
    void jenkins.job(
      name,
      `<flow-definition><properties/><definition class="org.jenkinsci.plugins.workflow.cps.CpsScmFlowDefinition"><scm class="hudson.plugins.git.GitSCM"><userRemoteConfigs><hudson.plugins.git.UserRemoteConfig><url>${url}</url></hudson.plugins.git.UserRemoteConfig></userRemoteConfigs><branches><hudson.plugins.git.BranchSpec><name>${branch}</name></hudson.plugins.git.BranchSpec></branches></scm><scriptPath>${script}</scriptPath></definition></flow-definition>`,
    );

  const logOf = (name: string): string => jenkins.builds(name).at(-1)?.log.text() ?? '';

  it('clones, loads the library, and sets the job by its Jenkinsfile', async () => {
    job('f/plain', 'Jenkinsfile');
    const build = await jenkins.run('f/plain');
    expect(build.result, logOf('f/plain')).to.equal('SUCCESS');
    const lines = logOf('f/plain').split('\n');
    expect(lines).to.include.members([
      '[Pipeline] { (Work)',
      '1',
      `${jenkins.url}/job/f/job/plain/1/ hello`,
      'from git',
    ]);
    expect(build.stages.map(({ name, status }) => `${name} ${status}`)).to.deep.equal([
      'Sources SUCCESS',
      'Work SUCCESS',
      'After SUCCESS',
      'Declarative: Post Actions SUCCESS',
    ]);
    expect(jenkins.world.job('f/plain').config).to.deep.include({
      concurrent: false,
      parameters: [
        {
          type: 'hudson.model.StringParameterDefinition',
          name: 'tag',
          description: 'A tag',
          defaultValue: '1',
          trim: true,
        },
      ],
    });
  });

  it('shows output while it comes, and stops a shell in the middle', async () => {
    job('slow', 'slow/Jenkinsfile');
    await post(jenkins, '/job/slow/build');
    await until(
      () => Promise.resolve(jenkins.builds('slow').length > 0 ? logOf('slow') : ''),
      (text) => text.includes('begun\n'),
      60_000,
    );
    expect(await api(jenkins, '/job/slow/1/api/json?tree=building')).to.include({ building: true });
    const before = Date.now();
    await post(jenkins, '/job/slow/1/stop');
    await jenkins.idle();
    expect(Date.now() - before).to.be.lessThan(30_000);
    expect(jenkins.builds('slow')[0]?.result).to.equal('ABORTED');
    const log = logOf('slow');
    expect(log).to.match(
      /Aborted by The Administrator\n[^]*Sending interrupt signal to process\n[^]*\nalways\n/,
    );
    expect(log).to.include('Stage "After" skipped due to earlier failure(s)').and.not.include('\ndone\n');
    // Nothing is left to stop the next build.
    job('again', 'Jenkinsfile');
    expect((await jenkins.run('again')).result).to.equal('SUCCESS');
  });

  it('fails as Jenkins fails: no repository, no branch, no script, no pipeline', async () => {
    job('no-repository', 'Jenkinsfile', join(root, 'none'));
    job('no-branch', 'Jenkinsfile', root, 'refs/heads/none');
    job('no-script', 'none/Jenkinsfile');
    job('odd', 'odd/Jenkinsfile');
    for (const [name, said] of [
      ['no-repository', "ERROR: Error fetching remote repo 'origin'"],
      ['no-branch', "ERROR: Couldn't find any revision to build."],
      ['no-script', 'ERROR: Unable to find none/Jenkinsfile from git'],
      ['odd', 'startup failed:\nWorkflowScript: 1:'],
    ] as const) {
      expect((await jenkins.run(name)).result, name).to.equal('FAILURE');
      expect(logOf(name)).to.include(said);
    }
  });

  it('lints by Groovy’s own parser', async () => {
    expect(await builds.linter(PIPELINE("echo 'x'"))).to.deep.equal([]);
    const [error] = await builds.linter('pipeline {\n  stages { \n}');
    expect(error).to.match(/^WorkflowScript: 3: .* @ line 3, column/);
  });
});
