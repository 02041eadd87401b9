/** A workspace with something of everything, and what one change does to it, as a report. */
import { compile } from '../../../compiler/compile.js';
import type { Sides } from '../../../compiler/diff/revisions.js';
import { differingPaths, sideOf } from '../../../compiler/diff/side.js';
import { effectOf } from '../../../compiler/effect-report.js';
import { MemoryFiles } from '../../../compiler/host/memory-files.js';
import type { Effect } from '../../../compiler/report/effect.js';
import { memory, ROOT, type Content } from '../../support/workspace.js';

export type Files = Readonly<Record<string, Content>>;

const DIGEST = `sha256:${'1'.repeat(64)}`;

export const WORKSPACE = {
  'cooperage.json': {
    vars: { team: 'platform' },
    defaults: {
      publish: { registry: 'r.example.com', namespace: 'team', credentialsId: 'registry' },
      pipeline: { timeout: '30m' },
      labels: { team: '${{ vars.team }}' },
    },
    policy: {
      'no-root-user': { severity: 'warn' },
      'no-latest-base': 'error',
      'no-curl-pipe-shell': 'error',
    },
  },
  'cooperage.lock.json': { images: { 'debian:12': { digest: DIGEST } } },
  'fragments/common.json': {
    labels: { docs: 'https://docs.example.com' },
    packages: { apt: ['ca-certificates'] },
  },
  'fragments/service.json': {
    extends: 'common.json',
    user: 'app',
    env: { LANG: 'C.UTF-8' },
    stopSignal: 'SIGTERM',
  },
  // Others are built on it.
  'images/base/image.json': {
    name: 'base',
    description: 'What all services stand on',
    from: 'debian:12',
    extends: '../../fragments/common.json',
    run: ['useradd --system app'],
    waivers: [{ rule: 'no-root-user', reason: 'Images that are built on it set the user.' }],
  },
  'images/web/image.json': {
    name: 'web',
    description: 'The shop',
    owners: ['web@example.com'],
    comment: 'Stateless.',
    extends: '../../fragments/service.json',
    from: { spec: 'base' },
    args: { VERSION: '1.2' },
    env: { SHOP_HOME: '/srv/shop', SHOP_MODE: 'fast' },
    packages: { apt: ['curl=7.88.1-10', 'jq'] },
    run: [
      'mkdir -p /srv/shop',
      { scriptFile: 'scripts/setup.sh' },
      { commands: ['npm ci'], mounts: [{ type: 'secret', id: 'npm' }] },
    ],
    workdir: '/srv/shop',
    rootfs: 'rootfs',
    files: {
      '/etc/shop/shop.conf': { content: ['port = 8080'], mode: '0640', owner: '0:1000' },
      '/usr/local/bin/shop': { mode: '0755', owner: 0 },
      '/var/lib/shop': { directory: true, owner: '1000:1000' },
    },
    volumes: ['/var/lib/shop'],
    expose: [8080, '8443/tcp'],
    healthcheck: { test: ['/usr/local/bin/shop', 'health'], interval: '30s' },
    entrypoint: ['/usr/local/bin/shop'],
    cmd: ['serve'],
    secrets: { npm: { credentialsId: 'npm-token' } },
    tests: [{ name: 'starts', command: 'shop --version', stdout: '^1' }],
    publish: { tags: ['1.2.3', '1'], overwrite: ['1'] },
    pipeline: {
      builder: 'buildah',
      triggers: { cron: 'H 4 * * *' },
      approval: { message: 'Publish the shop?', submitters: ['release'] },
      notify: { email: ['web@example.com'] },
    },
  },
  'images/web/scripts/setup.sh': '#!/bin/sh\ntrue\n',
  'images/web/rootfs/etc/motd': 'Hello\n',
  'images/web/rootfs/usr/local/bin/shop': '#!/bin/sh\necho 1.2\n',
  'images/web/rootfs/usr/share/shop/a.txt': 'a\n',
  // Two images of one spec.
  'images/python/image.json': {
    name: 'python',
    matrix: { axes: { python: ['3.11', '3.12'] } },
    vars: { user: 'py' },
    from: 'python:${{ matrix.python }}',
    env: { PYTHON: '${{ matrix.python }}' },
    user: '${{ vars.user }}',
    publish: { tags: ['${{ matrix.python }}'] },
  },
  // Several stages, and a context outside of its folder.
  'images/tool/image.json': {
    name: 'tool',
    context: { dir: '../../src', ignore: ['*.md'] },
    globalArgs: { GO: '1.22' },
    stages: [
      {
        name: 'build',
        from: 'golang:${GO}',
        env: { CGO_ENABLED: '0' },
        workdir: '/src',
        copy: [{ copy: '.', to: '.' }],
        runAfterFiles: ['go build -o /out/tool .'],
      },
    ],
    from: 'scratch',
    copy: [{ copy: '/out/tool', to: '/tool', from: 'build' }],
    user: 65534,
    entrypoint: ['/tool'],
    pipeline: { agent: { kubernetes: { yamlFile: 'ci/pod.yaml' } } },
  },
  'src/main.go': 'package main\n',
  'src/README.md': 'ignored\n',
  'ci/pod.yaml': 'kind: Pod\n',
  // An order of its own.
  'images/steps/image.json': {
    name: 'steps',
    from: 'debian:12',
    steps: [
      { env: { A: '1' } },
      { run: 'make' },
      { env: { B: '2' } },
      { run: 'make install' },
      { user: 'app' },
    ],
    onbuild: [{ run: 'echo built on me' }],
  },
} satisfies Files;

/** A workspace as it is committed: with its generated files. */
export function committed(files: Files): MemoryFiles {
  return compiled(memory(files));
}

export interface After {
  /** Path → what it is now; null takes it away. */
  readonly changes: Readonly<Record<string, Content | null>>;
  /** Files that can be executed now. */
  readonly executable?: readonly string[];
  /** Nobody has compiled since. */
  readonly isStale?: boolean;
  /** What somebody did to the generated files after that. */
  readonly byHand?: Readonly<Record<string, string | null>>;
}

/** The files after a change, with their generated files as they would be committed. */
export function changed(
  before: MemoryFiles,
  { changes, executable = [], isStale, byHand = {} }: After,
): MemoryFiles {
  const after = new MemoryFiles(before.contents());
  const plain = Object.entries(changes).filter((entry): entry is [string, Content] => entry[1] !== null);
  const bytes = memory(Object.fromEntries([...plain, ['cooperage.json', changes['cooperage.json'] ?? '']]));
  const gone = Object.keys(changes).filter((path) => changes[path] === null);
  after.apply(
    ROOT,
    plain.map(([path]) => ({ path, content: bytes.read(`${ROOT}/${path}`) ?? '', mode: 0o644 })),
    gone,
  );
  const modes = executable.map((path) => ({
    path,
    content: after.read(`${ROOT}/${path}`) ?? '',
    mode: 0o755,
  }));
  after.apply(ROOT, modes, []);
  if (!isStale) compiled(after);
  const edits = Object.entries(byHand);
  after.apply(
    ROOT,
    edits.flatMap(([path, content]) => (content === null ? [] : [{ path, content, mode: 0o644 }])),
    edits.flatMap(([path, content]) => (content === null ? [path] : [])),
  );
  return after;
}

export function effectBetween(before: MemoryFiles, after: MemoryFiles, more: Partial<Sides> = {}): Effect {
  const [old, now] = [sideOf(ROOT, before), sideOf(ROOT, after)];
  const names = { before: 'main (0123456789ab)', after: 'the working tree' };
  return effectOf({
    before: old,
    after: now,
    changed: differingPaths(old, now),
    names,
    submodules: [],
    ...more,
  });
}

function compiled(files: MemoryFiles): MemoryFiles {
  compile(ROOT, { files, incremental: false, keepGoing: true });
  return files;
}
