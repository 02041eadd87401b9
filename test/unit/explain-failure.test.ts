import { expect } from 'chai';
import { failureText } from '../../compiler/cli/jenkins/failure-text.js';
import { locateFailure } from '../../compiler/explain-failure.js';
import { FailureScanner } from '../../compiler/failures/scan.js';
import { memory, ROOT, type Content } from '../support/workspace.js';

const WEB = `{
  "name": "web",
  "from": "debian:12",
  "packages": { "apt": ["curl", "ngix"] },
  "copy": [{ "copy": "dist/app.js", "to": "/srv/" }],
  "run": [
    "echo one",
    { "commands": ["echo two", "make test"] }
  ],
  "tests": [{ "name": "it listens", "ports": [80] }]
}
`;
const SETTINGS = `{
  "defaults": {
    "publish": { "registry": "r.example.com", "namespace": "team", "credentialsId": "registry" }
  },
  "jenkins": { "git": { "url": "https://git.example.com/i.git", "branch": "main" } }
}
`;
const FILES = { 'cooperage.json': SETTINGS, 'images/web/image.json': WEB };
const IMAGE = { dir: 'images/web', spec: 'images/web/image.json', variant: null };

function explain(
  lines: readonly string[],
  stage = 'Build',
  files: Readonly<Record<string, Content>> = FILES,
  image: { dir: string; spec: string; variant: string | null } = IMAGE,
) {
  const scanner = new FailureScanner();
  for (const text of lines) scanner.line({ text, stage });
  const failure = scanner.result({ result: 'FAILURE', stages: [{ name: stage, status: 'FAILED' }] });
  if (!failure) throw new Error('nothing found');
  return locateFailure(ROOT, image, failure, memory(files));
}

const at = (explained: ReturnType<typeof explain>): unknown => [
  explained.code,
  explained.field?.pointer,
  explained.location &&
    `${explained.location.file}:${explained.location.start.line}:${explained.location.start.column}`,
];

describe('explain-failure', () => {
  it('finds the package in its list', () => {
    expect(at(explain(['E: Unable to locate package ngix']))).to.deep.equal([
      'package-missing',
      '/packages/apt/1',
      'images/web/image.json:4:33',
    ]);
  });

  it('finds the RUN item by the instruction that buildah names', () => {
    const step = 'RUN set -eu;     echo two;     make test';
    expect(
      at(
        explain([
          `STEP 5/6: ${step}`,
          `Error: building at STEP "${step}": while running runtime: exit status 2`,
        ]),
      ),
    ).to.deep.equal(['run-failed', '/run/1', 'images/web/image.json:8:5']);
  });

  it('finds it by the line that docker names', () => {
    const lines = (line: number): string[] => [
      `Dockerfile:${line}`,
      'ERROR: process "x" did not complete successfully: exit code: 2',
    ];
    const found = Array.from({ length: 40 }, (_, line) => explain(lines(line)).field?.pointer);
    expect(found).to.include('/run/0').and.to.include('/run/1').and.to.include('/from');
  });

  it('finds a value in the settings that the spec has its default from', () => {
    expect(
      at(explain(["ERROR: Could not find credentials entry with ID 'registry'"], 'Verify')),
    ).to.deep.equal(['credentials-missing', '/publish/credentialsId', 'cooperage.json:3:85']);
  });

  it('finds a field of the settings', () => {
    expect(at(explain(["ERROR: Couldn't find any revision to build."], 'Prepare'))).to.deep.equal([
      'branch-missing',
      '/jenkins/git/branch',
      'cooperage.json:5:75',
    ]);
  });

  it('finds parameters, copies, bases and tests', () => {
    const pointer = (line: string, stage: string): unknown => explain([line], stage).field?.pointer;
    expect(pointer('Verify: ERROR: the parameter image_tag is empty', 'Verify')).to.equal('/publish/tags');
    expect(pointer('Prepare: ERROR: the context folder images/web has no dist/app.js', 'Prepare')).to.equal(
      '/copy/0/copy',
    );
    expect(
      pointer('Verify: ERROR: the base image docker.io/library/debian:12 does not exist', 'Verify'),
    ).to.equal('/from');
    expect(pointer('Test: FAILED  it listens (30 s)', 'Test')).to.equal('/tests/0/name');
  });

  it('finds it through fragments and variants', () => {
    const files = {
      'cooperage.json': SETTINGS,
      'fragments/base.json': { packages: { apt: ['curl', 'ngix'] } },
      'images/web/image.json': {
        extends: ['../../fragments/base.json'],
        name: 'web-${{ matrix.v }}',
        from: 'debian:${{ matrix.v }}',
        matrix: { axes: { v: ['11', '12'] } },
      },
    };
    const image = { dir: 'images/web/12', spec: 'images/web/image.json', variant: '12' };
    expect(explain(['E: Unable to locate package ngix'], 'Build', files, image).location?.file).to.equal(
      'fragments/base.json',
    );
  });

  it('says less, and throws nothing, where the workspace is gone or broken', () => {
    for (const files of [
      { 'cooperage.json': '{' },
      { ...FILES, 'images/web/image.json': '{' },
      { 'cooperage.json': SETTINGS },
    ])
      expect(explain(['E: Unable to locate package ngix'], 'Build', files)).to.include({ location: null });
  });

  it('is shown with its place, its line and what to do', () => {
    const text = failureText(explain(['E: Unable to locate package ngix\u001b[2J']), { color: false });
    expect(text).to.equal(`failed in Build: The distribution has no package ngix [package-missing]
  images/web/image.json:4:33 (packages.apt[1])
  4 |   "packages": { "apt": ["curl", "ngix"] },
    |                                 ^^^^^^
  log:  E: Unable to locate package ngix\\u001b[2J
  help: Correct its name (or its version) for the release that the base image has; packages of a further repository need that repository added before.
`);
  });
});
