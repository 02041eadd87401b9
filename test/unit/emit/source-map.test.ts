import { expect } from 'chai';
import fc from 'fast-check';
import { GENERATED } from '../../../compiler/emit/emit.js';
import { jenkinsfile } from '../../../compiler/emit/jenkinsfile/jenkinsfile.js';
import { Marks } from '../../../compiler/emit/marks.js';
import { sourceMap } from '../../../compiler/emit/source-map.js';
import { originAt } from '../../../compiler/model/source-map.js';
import { segmentsOf } from '../../../compiler/model/pointer.js';
import { planImage } from '../../../compiler/plan-image.js';
import { memory, ROOT, SETTINGS, spec, type Content } from '../../support/workspace.js';

const EVERYTHING = {
  comment: 'about it',
  directives: { syntax: 'docker/dockerfile:1' },
  env: { A: '1', B: '2' },
  run: ['true', { commands: ['a', 'b'] }],
  secrets: { npm: { credentialsId: 'npm-token' } },
  files: { '/etc/motd': { content: 'hello\nthere\n' } },
  tests: [
    { name: 'one', command: ['true'] },
    { name: 'two', ports: [80] },
  ],
  publish: { tags: ['1.0', 'latest'], overwrite: ['latest'] },
  pipeline: {
    agent: { docker: { image: 'builder:1', args: '-v /x', label: 'linux && docker' } },
    builder: 'buildah',
    timeout: '90m',
    keepBuilds: 7,
    retries: 5,
    triggers: { cron: ['@daily'], pollScm: '@hourly' },
    notify: { email: ['a@example.com'], on: ['always', 'failure'] },
  },
};

describe('emit/source-map', () => {
  const planned = (image: object, more: Readonly<Record<string, Content>> = {}) => {
    const found = planImage(ROOT, 'web', {}, memory({ 'images/web/image.json': image, ...more }));
    if ('diagnostics' in found) throw new Error(found.diagnostics.map(({ message }) => message).join('\n'));
    return found;
  };
  /** `line → file:pointer` of each line of the Jenkinsfile. */
  const origins = (image: object, more: Readonly<Record<string, Content>> = {}): string[] => {
    const { plan } = planned(image, more);
    const lines = jenkinsfile(plan, '').text.split('\n');
    return sourceMap(plan, 'Jenkinsfile').map(
      ({ origin }, index) =>
        `${lines[index]?.trim()} → ${origin.file === 'spec' ? '' : 'workspace:'}${origin.pointer}`,
    );
  };

  it('has an entry for each line of each generated file', () => {
    for (const image of [spec(), spec(EVERYTHING), spec({ ...EVERYTHING, pipeline: { approval: {} } })]) {
      const { plan, image: compiled } = planned(image);
      for (const name of GENERATED) {
        const artifact = compiled.artifacts.find(({ path }) => path.endsWith(`/${name}`));
        const count = artifact ? artifact.content.split('\n').length - 1 : 2;
        expect(sourceMap(plan, name), name).to.have.length(count);
      }
    }
  });

  it('tells of a Jenkinsfile which field a line comes from', () => {
    const found = origins(spec(EVERYTHING));
    for (const line of [
      "library identifier: 'cooperage@workspace', retriever: legacySCM(scm), changelog: false → workspace:/library",
      'pipeline { → ',
      'agent { → /pipeline/agent',
      'docker { → /pipeline/agent',
      "image 'builder:1' → /pipeline/agent/docker/image",
      "label 'linux && docker' → /pipeline/agent/docker/label",
      'options { → /pipeline',
      'skipDefaultCheckout() → /pipeline',
      "buildDiscarder(logRotator(numToKeepStr: '7')) → /pipeline/keepBuilds",
      "timeout(time: 90, unit: 'MINUTES') → /pipeline/timeout",
      "cron('@daily') → /pipeline/triggers/cron",
      "pollSCM('@hourly') → /pipeline/triggers/pollScm",
      'parameters { → /publish',
      'COOPERAGE_NAME = "${params.image_name}" → /name',
      'COOPERAGE_TAG = "${params.image_tag}" → /publish/tags',
      "stage('Verify') { → /publish",
      "REGISTRY_ACCESS = credentials('registry') → /publish/credentialsId",
      "COOPERAGE_SECRET_1 = credentials('npm-token') → /secrets/npm/credentialsId",
      "stage('Test') { → /tests",
      'always { → ',
      "imageReport(spec: 'images/web/image.json') → ",
      'failure { → /pipeline/notify/on',
      'imageCleanup() → ',
    ])
      expect(found).to.include(line);
    const mail = found.filter((line) => line.startsWith('mail '));
    expect(mail).to.have.length(2);
    expect(mail.every((line) => line.endsWith('→ /pipeline/notify/email'))).to.equal(true);
    expect(found.at(-1)).to.equal('} → ');
  });

  it('tells of a Jenkinsfile with an approval, a library and a parent', () => {
    const found = origins(
      spec({
        from: { spec: 'base' },
        pipeline: { agent: { label: 'x {' }, approval: { message: 'go?', submitters: ['a'] } },
      }),
      {
        'cooperage.json': { ...SETTINGS, library: { name: 'cooperage', version: 'v1' } },
        'images/base/image.json': spec({ name: 'base' }),
      },
    );
    for (const line of [
      "@Library('cooperage@v1') _ → workspace:/library",
      'agent none → /pipeline/approval',
      "upstream(upstreamProjects: 'base') → /from",
      "stage('Approval') { → /pipeline/approval",
      "timeout(time: 24, unit: 'HOURS') → /pipeline/approval/timeout",
      "message 'go?' → /pipeline/approval/message",
      "submitter 'a' → /pipeline/approval/submitters",
      "echo 'Approved.' → /pipeline/approval",
      "stage('Image') { → ",
      "agent { label 'x {' } → /pipeline/agent/label",
      'post { → ',
    ])
      expect(found).to.include(line);
  });

  it('knows the arguments of a step by their column', () => {
    const { plan, image } = planned(spec(EVERYTHING));
    const text = image.artifacts.find(({ path }) => path.endsWith('Jenkinsfile'))?.content ?? '';
    const at = (needle: string, after: string): string => {
      const offset = text.indexOf(needle, text.indexOf(after));
      const before = text.slice(0, offset).split('\n');
      return originAt(sourceMap(plan, 'Jenkinsfile'), before.length, (before.at(-1)?.length ?? 0) + 2)
        .pointer;
    };
    expect(at("'debian:12'", 'imageVerify(')).to.equal('/from');
    expect(at("'buildah'", 'imageVerify(')).to.equal('/pipeline/builder');
    expect(at("'5'", 'imagePush(')).to.equal('/pipeline/retries');
    expect(at("'latest'", 'imagePrepare(')).to.equal('/publish/overwrite');
    expect(at("'r.example.com'", 'parameters {')).to.equal('/publish/registry');
    expect(at('sha256', 'imagePrepare(')).to.equal('');
    expect(originAt(sourceMap(plan, 'Jenkinsfile'), 10_000, 1).pointer).to.equal('');
  });

  it('tells of the other files which field a line comes from', () => {
    const { plan, image } = planned(spec(EVERYTHING));
    const of = (name: 'Dockerfile' | 'context.list' | 'tests.list'): string[] => {
      const lines = (image.artifacts.find(({ path }) => path.endsWith(name))?.content ?? '').split('\n');
      return sourceMap(plan, name).map(({ origin }, index) => `${lines[index]} → ${origin.pointer}`);
    };
    expect(of('Dockerfile')).to.include.members([
      '# syntax=docker/dockerfile:1 → /directives/syntax',
      '# about it → /comment',
      'FROM debian:12 → /from',
      'RUN true → /run/0',
      'RUN set -eu; \\ → /run/1',
      '    a; \\ → /run/1/commands/0',
      'ENV A="1" \\ → /env/A',
      '    B="2" → /env/B',
    ]);
    expect(of('context.list').filter((line) => line.startsWith('|')).length).to.equal(2);
    expect(of('context.list')).to.include('|there → /files/~1etc~1motd/content/1');
    expect(of('tests.list')).to.include.members(['test one → /tests/0/name', 'port 80 → /tests/1/ports/0']);
  });

  it('changes no byte, whatever the values are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (value) => {
        const { plan } = planned(spec());
        const hostile = {
          ...plan,
          pipeline: { ...plan.pipeline, agent: { type: 'label', label: value } as const },
          publish: { ...plan.publish, namespace: value },
        };
        const marks = new Marks();
        const lines = marks.read(jenkinsfile(hostile, '', marks.mark).text);
        const text = jenkinsfile(hostile, '').text;
        expect(lines.map((line) => line.text).join('\n')).to.equal(text);
        for (const { text: line, spans } of lines)
          for (const { start, end, origin } of spans) {
            expect(start).to.be.within(1, end);
            expect(end).to.be.at.most(line.length + 1);
            expect(segmentsOf(origin.pointer)).to.be.an('array');
          }
      }),
      { numRuns: 50 },
    );
  });
});
