import { expect } from 'chai';
import { needs } from '../../support/parts.js';
import { bench, runPipelines } from './bench.js';
import { pipelineOf, removeWorkspaces, request } from './fixture.js';

/** What a controller was seen to refuse an untrusted library, and how the bench must answer. */
const REFUSED: [string, RegExp][] = [
  ['currentBuild.rawBuild', /rawBuild/],
  ['env.getEnvironment()', /getEnvironment/],
  ['new groovy.json.JsonSlurperClassic()', /JsonSlurperClassic/],
  ["System.getenv('PATH')", /getenv/],
  ["new File('/etc/passwd')", /java\.io\.File/],
  ["'x'.bytes.encodeBase64()", /bytes/],
  ["'id'.execute()", /execute/],
  ['binding.variables', /binding/],
  ["evaluate('1')", /evaluate/],
  ["Class.forName('java.lang.Runtime')", /forName/],
  ['this.class.classLoader', /class/],
  ["''.getClass()", /getClass/],
];

/** What Jenkins refuses for other reasons. */
const BROKEN: [string, RegExp][] = [
  ["noSuchStep('x')", /NoSuchMethodError: No such DSL method 'noSuchStep'/],
  ["def m = ('x' =~ /x/); sh 'true'; echo m.toString()", /NotSerializable|Rejected/],
  ["sh(script: 'true', lable: 'x')", /Unknown parameter of sh: lable/],
  ["error 'no'", /Abort: no/],
];

const ACCEPTED = [
  "withEnv(['A=1']) { sh 'true' }",
  "catchError(buildResult: 'SUCCESS', stageResult: 'SUCCESS') { error 'no' }",
  'echo groovy.json.JsonOutput.toJson([a: 1])',
  "script { for (x in ['a', 'b']) { sh \"echo ${x}\" } }",
  'script { [1, 2].each { sh "echo ${it}" } }',
  "script { env.X = 'y'; if (env.X != 'y' || env.NONE != null) { error 'env' } }",
  "script { try { noSuchStep() } catch (Throwable t) { echo 'caught' } }",
  "script { if (checkout(scm).GIT_COMMIT != 'c0ffee') { error 'commit' } }",
  'echo "${currentBuild.fullDisplayName} ${currentBuild.currentResult} ${env.BUILD_URL} ${pwd(tmp: true)}"',
];

describe('the bench refuses what Jenkins refuses', function () {
  this.timeout(180_000);
  before(function () {
    needs(this, 'java', 'javac', 'mvn');
    this.timeout(600_000);
    bench();
  });
  after(removeWorkspaces);

  it('in the sandbox', async () => {
    const results = await runPipelines(REFUSED.map(([code]) => request(pipelineOf(`script { ${code} }`))));
    for (const [index, { error, events }] of results.entries()) {
      const [code, pattern] = REFUSED[index] ?? ['', /^/];
      expect(error, code)
        .to.match(/^Rejected: /)
        .and.match(pattern);
      expect(
        events.filter(({ type }) => type === 'post').map(({ condition }) => condition),
        code,
      ).to.deep.equal(['always', 'cleanup']);
    }
  });

  it('and what cannot work', async () => {
    const results = await runPipelines(BROKEN.map(([code]) => request(pipelineOf(`script { ${code} }`))));
    for (const [index, { error, result, log }] of results.entries()) {
      const [code, pattern] = BROKEN[index] ?? ['', /^/];
      expect(error, code).to.match(pattern);
      expect(result, code).to.equal('FAILURE');
      expect(log, code).to.match(/always\ncleanup\n$/);
    }
  });

  it('and lets pass what Jenkins lets pass', async () => {
    const results = await runPipelines(ACCEPTED.map((code) => request(pipelineOf(code))));
    for (const [index, { error }] of results.entries()) expect(error, ACCEPTED[index]).to.equal(null);
  });

  it('does not catch an unknown step as an Exception', async () => {
    const [result] = await runPipelines([
      request(pipelineOf("script { try { noSuchStep() } catch (e) { echo 'caught' } }")),
    ]);
    expect(result?.error).to.match(/NoSuchMethodError/);
  });

  it('and models that are wrong', async () => {
    const good = pipelineOf("echo 'x'");
    const wrong: [string, RegExp][] = [
      [good.replace('agent any', ''), /Missing required section "agent"/],
      [good.replace('steps {', 'step {'), /"step" is not valid in stage/],
      [good.replace('agent any', 'agent any\n agent any'), /Multiple occurrences of agent/],
      [good.replace(/post \{[^]*/, "post { always { echo 'a' } cleanup { echo 'b' } }\n}"), /./],
      [
        good.replace('agent any', 'agent any\n options { noSuchOption() }'),
        /"noSuchOption" is not valid in options/,
      ],
      [
        good.replace(/^library.*\n/, '').replace("echo 'x'", 'imageReport()'),
        /No such DSL method 'imageReport'/,
      ],
    ];
    const results = await runPipelines(wrong.map(([text]) => request(text)));
    for (const [index, { error }] of results.entries())
      expect(error, wrong[index]?.[0]).to.match(wrong[index]?.[1] ?? /^/);
  });

  it('takes a library by annotation too', async () => {
    const text = pipelineOf('imageReport()').replace(/^library.*\n/, "@Library('cooperage@v1') _\n\n");
    const [result] = await runPipelines([request(text)]);
    expect(result?.error).to.equal(null);
    expect(result?.events[0]).to.include({ type: 'library', identifier: 'cooperage@v1' });
  });
});
