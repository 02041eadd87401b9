import { expect } from 'chai';
import { checkWorkspace } from '../../../compiler/check.js';
import { compile, type CompileOptions } from '../../../compiler/compile.js';
import { differences } from '../../../compiler/differences.js';
import { catalogue, type Code } from '../../../compiler/diagnostics/catalogue.js';
import { splitArguments, wantedOf } from '../../../compiler/cli/diff/arguments.js';
import { sidesOf } from '../../../compiler/diff/revisions.js';
import { sideOf } from '../../../compiler/diff/side.js';
import { GitError } from '../../../compiler/host/git.js';
import { nodeFiles } from '../../../compiler/host/node-files.js';
import { diagnostic } from '../../../compiler/diagnostics/create.js';
import { WriteError, type Files, type Stat } from '../../../compiler/host/files.js';
import { lintJenkinsfiles } from '../../../compiler/lint-jenkinsfiles.js';
import { lock } from '../../../compiler/lock.js';
import type { Diagnostic } from '../../../compiler/model/diagnostic.js';
import type { PolicySettings } from '../../../compiler/model/spec.js';
import { FaultyFiles, refusal } from '../../support/faulty-files.js';
import { cooper, link, memory, ROOT, SETTINGS, spec, type Content } from '../../support/workspace.js';

/** A workspace that has this problem, and where: `file:line:column`, the file without `images/web/`. */
interface Case {
  readonly at: string | null;
  /** images/web/image.json: fields of a spec, or the text of the file. */
  readonly spec?: object | string | Uint8Array;
  readonly files?: Readonly<Record<string, Content>>;
  readonly disk?: (files: Files) => Files;
  readonly found?: (
    files: Files,
    options: CompileOptions,
  ) => readonly Diagnostic[] | Promise<readonly Diagnostic[]>;
}

const run = (item: object): object => ({ run: [item] });
const mount = (options: object): object => run({ exec: ['a'], mounts: [options] });
/** Stages, of which the image copies from each. */
const stages = (...list: { readonly name: string; readonly from?: object }[]): object => ({
  stages: list.map((stage) => ({ from: 'debian:12', ...stage })),
  copy: list.map(({ name }) => ({ copy: '/a', to: '/a', from: name })),
});
const policy = (settings: PolicySettings): Pick<Case, 'files'> => ({
  files: { 'cooperage.json': { ...SETTINGS, policy: settings } },
});
const DIGEST = `sha256:${'a'.repeat(64)}`;
const letters = (count: number): string[] => Array.from({ length: count }, (_, index) => `v${index}`);

const CASES: Readonly<Record<Code, Case>> = {
  'workspace-missing': {
    at: null,
    // The one diagnostic that only the command line makes: see the test below.
    found: () => [diagnostic('workspace-missing', {}, null)],
  },
  'images-missing': { at: 'cooperage.json:1:1', files: { 'cooperage.json': { images: 'nowhere' } } },
  'image-unknown': {
    at: null,
    found: (files) => checkWorkspace(ROOT, ['wep'], { files }).diagnostics,
  },
  'directory-name': {
    at: 'images/a b/image.json:1:1',
    files: { 'images/a b/image.json': spec({ name: 'a' }) },
  },
  'two-specs': { at: 'image.json:1:1', files: { 'images/web/image.jsonc': spec() } },
  'file-unreadable': { at: 'image.json:1:1', spec: '', files: { 'images/web/image.json/x': '' } },
  'file-vanished': { at: 'image.json:1:1', disk: vanishing },
  'spec-symlink': { at: 'image.json:1:1', files: { 'images/web/image.json': link('/etc/passwd') } },
  'file-too-large': { at: 'image.json:1:1', spec: ' '.repeat(1024 * 1024 + 1) },
  'not-utf8': { at: 'image.json:1:1', spec: Uint8Array.of(0xff) },
  'byte-order-mark': { at: 'image.json:1:1', spec: '\uFEFF{}' },
  'invalid-json': { at: 'image.json:1:9', spec: '{"name" 1}' },
  'json-comment': { at: 'image.json:2:3', spec: '{\n  // no\n}' },
  'too-deep': { at: 'image.json:1:65', spec: '['.repeat(65) },
  'duplicate-key': { at: 'image.json:1:15', spec: '{"name": "a", "name": "b"}' },
  'unusable-character': { at: 'image.json:4:18', spec: { description: 'a\0' } },
  'number-precision': { at: 'image.json:1:10', spec: '{"user": 12345678901234567890}' },
  'unknown-key': { at: 'image.json:4:3', spec: { nmae: 1 } },
  'missing-key': { at: 'image.json:1:1', spec: '{"from": "a"}' },
  'wrong-type': { at: 'image.json:4:11', spec: { user: [] } },
  'wrong-value': { at: 'image.json:2:11', spec: { name: 'A' } },
  'out-of-range': { at: 'image.json:5:5', spec: { expose: [0] } },
  'duplicate-item': { at: 'image.json:6:5', spec: { expose: [80, 80] } },
  'exactly-one': { at: 'image.json:5:5', spec: run({ id: 'a' }) },
  'at-least-one': { at: 'image.json:5:5', spec: { tests: [{ name: 'a' }] } },
  'duplicate-name': { at: 'images/xyz/image.json:2:11', files: { 'images/xyz/image.json': spec() } },
  'base-reference': { at: 'image.json:3:11', spec: { from: 'A B' } },
  'base-digest-twice': {
    at: 'image.json:4:14',
    spec: { from: { image: `a@${DIGEST}`, digest: DIGEST } },
  },
  'not-lockable': {
    at: 'image.json:3:11',
    spec: { from: 'debian:$VERSION' },
    found: (files) => locked(files, 'failed'),
  },
  'lock-unknown-image': {
    at: null,
    found: (files) => locked(files, 'failed', ['debian:11']),
  },
  'registry-image-missing': { at: 'image.json:3:11', found: (files) => locked(files, 'missing') },
  'registry-refused': { at: 'image.json:3:11', found: (files) => locked(files, 'refused') },
  'registry-failed': { at: 'image.json:3:11', found: (files) => locked(files, 'failed') },
  'scratch-run': { at: 'image.json:5:5', spec: { from: 'scratch', run: ['a'] } },
  'publish-incomplete': { at: 'image.json:1:1', files: { 'cooperage.json': {} } },
  'overwrite-unknown-tag': { at: 'image.json:6:7', spec: { publish: { overwrite: ['x'] } } },
  'duplicate-reference': { at: 'image.json:2:11', spec: { matrix: { axes: { os: ['a', 'b'] } } } },
  'duplicate-job': {
    at: 'images/x-a/image.json:1:1',
    files: {
      'images/x/image.json': spec({
        name: 'x-${{ matrix.os }}',
        matrix: { axes: { os: ['a', 'b'] } },
      }),
      'images/x-a/image.json': spec({ name: 'other' }),
    },
  },
  'parent-unknown': { at: 'image.json:4:13', spec: { from: { spec: 'wep' } } },
  'parent-ambiguous': {
    at: 'image.json:4:13',
    spec: { from: { spec: 'x' } },
    files: {
      'images/x/image.json': spec({ name: 'x-${{ matrix.os }}', matrix: { axes: { os: ['a', 'b'] } } }),
    },
  },
  'parent-broken': {
    at: 'image.json:4:13',
    spec: { from: { spec: 'x' } },
    files: { 'images/x/image.json': '{' },
  },
  'parent-ring': { at: 'image.json:4:13', spec: { from: { spec: 'web' } } },
  'extends-path': { at: 'image.json:4:14', spec: { extends: 'base' } },
  'extends-missing': { at: 'image.json:4:14', spec: { extends: 'base.json' } },
  'extends-ring': { at: 'image.json:4:14', spec: { extends: 'image.json' } },
  'nothing-to-remove': {
    at: 'image.json:6:10',
    spec: { extends: 'base.json', env: { A: null } },
    files: { 'images/web/base.json': {} },
  },
  interpolation: { at: 'image.json:4:18', spec: { description: '${{ vars.x }}' } },
  'unknown-axis': {
    at: 'image.json:12:9',
    spec: { matrix: { axes: { os: ['a'] }, exclude: [{ oss: 'a' }] } },
  },
  'matrix-too-large': {
    at: 'image.json:5:13',
    spec: { matrix: { axes: { a: letters(17), b: letters(17) }, name: 'x' } },
  },
  'matrix-matches-nothing': {
    at: 'image.json:11:7',
    spec: { matrix: { axes: { os: ['a'] }, exclude: [{ os: 'b' }] } },
  },
  'matrix-empty': {
    at: 'image.json:4:13',
    spec: { matrix: { axes: { os: ['a'] }, exclude: [{ os: 'a' }] } },
  },
  'override-field': {
    at: 'image.json:16:11',
    spec: {
      matrix: { axes: { os: ['a'] }, overrides: [{ when: { os: 'a' }, spec: { extends: 'x.json' } }] },
    },
  },
  'variant-name': { at: 'image.json:4:13', spec: { matrix: { axes: { os: ['a/b'] } } } },
  'variant-twice': {
    at: 'image.json:4:13',
    spec: { matrix: { axes: { os: ['a', 'A'] } }, publish: { tags: ['${{ matrix.os }}'] } },
  },
  'path-outside': { at: 'image.json:4:13', spec: { rootfs: '../x' } },
  'path-unclean': { at: 'image.json:4:13', spec: { rootfs: 'a//b' } },
  'path-missing': { at: 'image.json:4:13', spec: { rootfs: 'a' } },
  'path-wrong-kind': { at: 'image.json:4:13', spec: { rootfs: 'a' }, files: { 'images/web/a': '' } },
  'rootfs-symlink': {
    at: 'image.json:4:13',
    spec: { rootfs: 'a' },
    files: { 'images/web/a/x': link('../..') },
  },
  'rootfs-special': {
    at: 'image.json:4:13',
    spec: { rootfs: 'a' },
    files: { 'images/web/a/x': '' },
    disk: special,
  },
  'rootfs-name': { at: 'image.json:4:13', spec: { rootfs: 'a' }, files: { 'images/web/a/x\ny': '' } },
  'file-kind': { at: 'image.json:5:5', spec: { files: { '/a': { content: '', directory: true } } } },
  'file-conflict': {
    at: 'image.json:8:5',
    spec: { files: { '/a': { content: '' }, '/a/b': { content: '' } } },
  },
  'attribute-target': { at: 'image.json:5:5', spec: { files: { '/a': { mode: '0644' } } } },
  'port-range': { at: 'image.json:5:5', spec: { expose: ['9-8'] } },
  'cron-syntax': { at: 'image.json:6:15', spec: { pipeline: { triggers: { cron: 'x' } } } },
  'variable-ring': { at: 'image.json:5:10', spec: { env: { A: '$B', B: '$A' } } },
  'argument-order': { at: 'image.json:5:10', spec: { args: { A: '$B' }, env: { B: '' } } },
  'stage-twice': { at: 'image.json:11:15', spec: stages({ name: 'a' }, { name: 'A' }) },
  'stage-unknown': { at: 'image.json:4:14', spec: { from: { stage: 'a' } } },
  'stage-order': { at: 'image.json:7:18', spec: stages({ name: 'a', from: { stage: 'b' } }, { name: 'b' }) },
  'stage-as-image': { at: 'image.json:3:11', spec: { ...stages({ name: 'a' }), from: 'a' } },
  'stage-unused': { at: 'image.json:6:15', spec: { stages: [{ name: 'a', from: 'b' }] } },
  'steps-and-fields': { at: 'image.json:4:3', spec: { user: 'a', steps: [{ user: 'b' }] } },
  'step-rootfs': {
    at: 'image.json:13:7',
    spec: { steps: [{ files: { '/a': { content: '' } } }, { files: {} }] },
  },
  'copy-from-variable': {
    at: 'image.json:9:18',
    spec: { copy: [{ copy: 'a', to: '/a', from: { image: '$A' } }] },
  },
  'copy-to-folder': { at: 'image.json:10:13', spec: { copy: [{ copy: ['a', 'b'], to: '/a' }] } },
  'copy-archive': {
    at: 'image.json:6:15',
    spec: { copy: [{ copy: '.', to: '/a/' }], files: { '/b': { content: '' } } },
  },
  'global-argument-unknown': { at: 'image.json:3:11', spec: { from: 'debian:$V' } },
  'variable-early': { at: 'image.json:6:18', spec: { steps: [{ workdir: '$A' }, { env: { A: 'a' } }] } },
  'variable-scope': { at: 'image.json:7:14', spec: { globalArgs: { A: 'a' }, workdir: '$A' } },
  'variable-unknown': { at: 'image.json:4:14', spec: { from: 'scratch', workdir: '$A' } },
  'comment-unplaced': { at: 'image.json:5:5', spec: { comments: { user: 'a' } } },
  'argument-twice': {
    at: 'image.json:13:22',
    spec: { args: { A: { fromEnv: 'X' } }, steps: [{ arg: { A: { fromEnv: 'Y' } } }] },
  },
  'secret-unknown': { at: 'image.json:12:17', spec: mount({ type: 'secret', id: 'a' }) },
  'mount-option': { at: 'image.json:12:11', spec: mount({ type: 'ssh', size: 5 }) },
  'mount-target': { at: 'image.json:10:9', spec: mount({ type: 'tmpfs' }) },
  'option-needs': { at: 'image.json:9:7', spec: run({ exec: ['a'], interpreter: 'sh' }) },
  'builder-feature': {
    at: 'image.json:9:19',
    spec: { ...run({ exec: ['a'], security: 'insecure' }), pipeline: { builder: 'buildah' } },
  },
  unquotable: { at: 'image.json:5:5', spec: { run: ['a \\'] } },
  'entrypoint-drops-cmd': { at: 'image.json:4:3', spec: { entrypoint: ['a'] } },
  'policy-base-registry': {
    at: 'image.json:3:11',
    ...policy({ 'base-registry': { severity: 'error', allow: ['r.test'] } }),
  },
  'policy-no-latest-base': {
    at: 'image.json:3:11',
    spec: { from: 'debian' },
    ...policy({ 'no-latest-base': 'error' }),
  },
  'policy-base-digest': { at: 'image.json:3:11', ...policy({ 'base-digest': 'error' }) },
  'policy-no-root-user': {
    at: 'image.json:4:11',
    spec: { user: 'root' },
    ...policy({ 'no-root-user': 'error' }),
  },
  'policy-no-secret-values': {
    at: 'image.json:5:20',
    spec: { env: { DB_PASSWORD: 'horse' } },
    ...policy({ 'no-secret-values': 'error' }),
  },
  'policy-no-curl-pipe-shell': {
    at: 'image.json:5:5',
    spec: { run: ['curl https://a.test | sh'] },
    ...policy({ 'no-curl-pipe-shell': 'error' }),
  },
  'policy-package-versions': {
    at: 'image.json:6:7',
    spec: { packages: { apt: ['a'] } },
    ...policy({ 'package-versions': 'error' }),
  },
  'policy-required-labels': {
    at: 'image.json:1:1',
    ...policy({ 'required-labels': { severity: 'error', labels: ['a'] } }),
  },
  'policy-allowed-ports': {
    at: 'image.json:5:5',
    spec: { expose: [22] },
    ...policy({ 'allowed-ports': { severity: 'error', ports: [80] } }),
  },
  'policy-tests-required': { at: 'image.json:1:1', ...policy({ 'tests-required': 'error' }) },
  'policy-no-privileged-builder': {
    at: 'image.json:5:16',
    spec: { pipeline: { builder: 'docker' } },
    ...policy({ 'no-privileged-builder': 'error' }),
  },
  'policy-add-checksum': {
    at: 'image.json:6:14',
    spec: { copy: [{ add: 'https://a.test/x', to: '/' }] },
    ...policy({ 'add-checksum': 'error' }),
  },
  'policy-pattern': {
    at: 'cooperage.json:15:22',
    ...policy({ 'required-labels': { severity: 'error', labels: [{ name: 'a', pattern: '(' }] } }),
  },
  waived: {
    at: 'image.json:6:15',
    spec: { waivers: [{ rule: 'tests-required', reason: 'a' }] },
    ...policy({ 'tests-required': 'error' }),
  },
  'waiver-unknown': { at: 'image.json:6:15', spec: { waivers: [{ rule: 'tests-requierd', reason: 'a' }] } },
  'waiver-refused': {
    at: 'image.json:6:15',
    spec: {
      waivers: [{ rule: 'tests-required', reason: 'a' }],
      tests: [{ name: 'a', files: ['/a'] }],
    },
    ...policy({ 'tests-required': { severity: 'error', waivable: false } }),
  },
  'waiver-unused': { at: 'image.json:6:15', spec: { waivers: [{ rule: 'tests-required', reason: 'a' }] } },
  'jenkins-lint': {
    at: 'image.json:6:16',
    spec: { pipeline: { agent: { label: 'x' } } },
    found: async (files) => {
      const answer =
        'Errors encountered validating Jenkinsfile:\nWorkflowScript: 6: no @ line 6, column 11.\n';
      const jenkins = { url: 'https://jenkins.test', lint: async () => ({ value: answer }) };
      return (await lintJenkinsfiles(ROOT, [], jenkins, { files })).checked.diagnostics;
    },
  },
  'would-overwrite': { at: 'Dockerfile:1:1', files: { 'images/web/Dockerfile': 'FROM a' } },
  'not-current': {
    at: 'Dockerfile:2:1',
    found: (files) => {
      compile(ROOT, { files });
      const text = new TextDecoder().decode(files.read(`${ROOT}/images/web/Dockerfile`) ?? undefined);
      const edited = text.replace('# Change', '# Do not change');
      files.apply(ROOT, [{ path: 'images/web/Dockerfile', content: edited, mode: 0o644 }], []);
      return differences(ROOT, compile(ROOT, { files, output: 'check' }), files);
    },
  },
  'not-written': { at: 'Dockerfile:1:1', disk: full },
  'no-repository': { at: null, found: () => revisions('HEAD', () => refuse('not a git repository')) },
  'revision-unknown': {
    at: null,
    found: () =>
      revisions('nowhere', ([, option]) =>
        option === '--verify' ? refuse('') : option === '--is-inside-work-tree' ? 'true' : 'false',
      ),
  },
  'commit-or-image': {
    at: null,
    found: () =>
      problemIn(
        splitArguments(
          ['web'],
          () => true,
          () => true,
        ),
      ),
  },
  'neither-commit-nor-image': {
    at: null,
    found: (files) => {
      const side = sideOf(ROOT, files);
      const names = { before: '', after: '' };
      return problemIn(
        wantedOf(['wep'], { before: side, after: side, changed: new Set(), names, submodules: [] }),
      );
    },
  },
  'git-failed': {
    at: null,
    found: () =>
      revisions('HEAD', () => {
        throw new GitError('absent', 'git is not installed');
      }),
  },
};

describe('diagnostics: every code', () => {
  it('has a case', () => {
    expect(Object.keys(CASES).sort()).to.deep.equal(Object.keys(catalogue).sort());
  });

  for (const [code, { at, spec: image = {}, files: more = {}, disk, found }] of Object.entries(CASES))
    it(`${code} at ${at}`, async () => {
      const text = typeof image === 'object' && !(image instanceof Uint8Array) ? spec(image) : image;
      const workspace = memory({
        ...(code === 'file-unreadable' ? {} : { 'images/web/image.json': text }),
        ...more,
      });
      const files = disk ? disk(workspace) : workspace;
      const diagnostics = found ? await found(files, {}) : compile(ROOT, { files }).diagnostics;
      const ours = diagnostics.filter((each) => each.code === code);
      expect(ours, diagnostics.map((each) => `${each.code} ${each.message}`).join('\n')).to.have.length(1);
      const [{ location, message, help, severity } = diagnostic('workspace-missing', {}, null)] = ours;
      const where = location && `${location.file}:${location.start.line}:${location.start.column}`;
      expect(where?.replace('images/web/', '') ?? null).to.equal(at);
      expect(severity).to.equal(catalogue[code as Code].severity);
      for (const sentence of [message, help])
        expect(sentence).to.not.match(/\{[a-z]+\}|undefined|NaN|\[object/);
      expect(message).to.not.equal('');
      // The mark stands under something, where there is a line.
      if (location && location.text !== '') expect(location.end.column).to.be.at.least(location.start.column);
    });

  it('every problem stands alone: no other error comes along', () => {
    const noisy = new Set<Code>(['missing-key', 'number-precision', 'parent-broken', 'wrong-type']);
    for (const [code, { spec: image = {}, files: more = {}, disk, found }] of Object.entries(CASES)) {
      if (
        found ||
        disk ||
        noisy.has(code as Code) ||
        typeof image !== 'object' ||
        image instanceof Uint8Array
      )
        continue;
      const files = memory({
        ...(code === 'file-unreadable' ? {} : { 'images/web/image.json': spec(image) }),
        ...more,
      });
      const codes = compile(ROOT, { files }).diagnostics.map((each) => each.code);
      expect(codes, code).to.deep.equal([code]);
    }
  });

  it('workspace-missing comes from the command line', async () => {
    const { code, err } = await cooper('-C', '/', 'validate');
    expect([code, err.split('\n')[0]]).to.deep.equal([
      1,
      `error: ${catalogue['workspace-missing'].message} [workspace-missing]`,
    ]);
  });

  it('settings have their own', () => {
    const files = memory({ 'cooperage.json': { ...SETTINGS, images: 'a/../b' } });
    expect(compile(ROOT, { files }).diagnostics.map(({ code }) => code)).to.deep.equal(['wrong-value']);
  });
});

/** What `cooper lock` says when the registry answers like this. */
async function locked(
  files: Files,
  kind: 'missing' | 'refused' | 'failed',
  upgrade: readonly string[] = [],
): Promise<readonly Diagnostic[]> {
  const fault = { kind, reason: 'docker.io says no', advice: 'Ask it.' };
  const { diagnostics } = await lock(ROOT, { files, upgrade, connect: () => async () => ({ fault }) });
  return diagnostics;
}

/** The spec goes away between its size and its bytes. */
function vanishing(files: Files): Files {
  return new FaultyFiles(files, (_, path, method) => {
    if (method === 'read' && path.endsWith('image.json')) files.apply(ROOT, [], ['images/web/image.json']);
  });
}

/** A device where the file x is. */
function special(files: Files): Files {
  const double = new FaultyFiles(files, () => {});
  double.lstat = (path: string): Stat | null => {
    const stat = files.lstat(path);
    return stat && path.endsWith('/a/x') ? { ...stat, type: 'other' } : stat;
  };
  return double;
}

function full(files: Files): Files {
  return new FaultyFiles(files, (_, __, method) => {
    if (method === 'apply') throw new WriteError('images/web/Dockerfile', refusal('ENOSPC'));
  });
}

/** The problem of a range, with a git that answers so. */
function revisions(range: string, answer: (args: readonly string[]) => string): readonly Diagnostic[] {
  const git = { run: (args: readonly string[]) => Buffer.from(`${answer(args)}\n`) };
  return problemIn(sidesOf(range, ROOT, git, nodeFiles));
}

function refuse(message: string): never {
  throw new GitError('failed', message);
}

function problemIn(result: object): readonly Diagnostic[] {
  return 'problem' in result ? [result.problem as Diagnostic] : [];
}
