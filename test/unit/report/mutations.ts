/** Changes of the workspace; what each is called is the name of its golden report. */
import { WORKSPACE, type After, type Files } from './workspace.js';

export interface Mutation extends Omit<After, 'changes'> {
  readonly changes?: After['changes'];
  /** Where the change starts from another workspace. */
  readonly before?: Files;
  readonly submodules?: readonly string[];
}

type Spec = 'base' | 'web' | 'python' | 'tool' | 'steps';

/** A spec with other fields; `undefined` takes one away. */
function image(name: Spec, fields: Readonly<Record<string, unknown>>): Record<string, object> {
  return { [`images/${name}/image.json`]: { ...WORKSPACE[`images/${name}/image.json`], ...fields } };
}

const web = (fields: Readonly<Record<string, unknown>>): Mutation => ({ changes: image('web', fields) });
const WEB = WORKSPACE['images/web/image.json'];
const TOOL = WORKSPACE['images/tool/image.json'];
const SETTINGS = WORKSPACE['cooperage.json'];
const PUBLISH = SETTINGS.defaults.publish;

function settings(more: object): Mutation {
  return { changes: { 'cooperage.json': { ...SETTINGS, ...more } } };
}

function policy(more: object): Mutation {
  return settings({ policy: { ...SETTINGS.policy, ...more } });
}

const HOSTILE = [
  '@all @root',
  '#1 !2 &3 %4 ~5 $6 ^7',
  '`` | ` </code> <!-- -->',
  '\n/merge\n/close\n',
  '[a](javascript:alert(1)) ![b](https://evil.example/x.png)',
  '<img src=x onerror=alert(1)><script>alert(1)</script>',
  'https://evil.example www.evil.example mail@evil.example',
  '[[_TOC_]] [[wiki]] :tada: $`x`$ $$y$$ {+ z +} %{project_name} [^1]',
  '```mermaid\n::include{file=a}\n---\n> >>> * - + 1. # ===',
  'Closes #1, fixes PROJ-1',
  'a\u202eb\u200bc\u2066d\ufeffe\u0007',
  '\\| \\` \\@all &#64;all &commat;all',
].join(' ');

/** Where a line has to be one. */
const LABEL = HOSTILE.replace(/[\p{Cc}\p{Cf}]/gu, ' ');

export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  // What docs/effect-report.md shows.
  example: {
    changes: {
      ...image('base', { from: 'debian:13' }),
      ...image('web', {
        packages: { apt: ['curl=7.88.1-11', 'less'] },
        expose: [8080],
        secrets: { npm: { credentialsId: 'npm-admin' } },
      }),
      ...image('steps', { comment: 'Made in two steps.' }),
      'images/web/rootfs/etc/motd': 'Hello, world\n',
    },
    byHand: { 'images/tool/Dockerfile': null },
  },

  // Nothing of an image.
  nothing: { changes: {} },
  'comment-only': web({ comment: 'Stateless, since 1.2.' }),
  'comments-of-two-images': {
    changes: { ...image('web', { comment: 'a' }), ...image('steps', { comments: { from: 'b' } }) },
  },
  'formatting-only': { changes: { 'images/web/image.json': JSON.stringify(WEB) } },
  'comment-and-change': {
    changes: { ...image('web', { comment: 'a' }), ...image('steps', { labels: { a: 'b' }, comment: 'b' }) },
  },
  'description-and-owners': web({ description: 'The shop of 2027', owners: ['shop@example.com'] }),

  // Bases.
  'base-tag': { changes: image('base', { from: 'debian:13' }) },
  'base-digest-in-spec': {
    changes: image('base', { from: { image: 'debian:12', digest: `sha256:${'2'.repeat(64)}` } }),
  },
  'lock-moves': {
    changes: { 'cooperage.lock.json': { images: { 'debian:12': { digest: `sha256:${'3'.repeat(64)}` } } } },
  },
  'lock-goes': { changes: { 'cooperage.lock.json': { images: {} } } },
  'base-of-stage': { changes: image('tool', { globalArgs: { GO: '1.23' } }) },
  'parent-renamed': { changes: image('base', { name: 'ground' }) },
  'from-parent-to-registry': web({ from: 'debian:12' }),

  // Packages.
  packages: web({ packages: { apt: ['curl=7.88.1-11', 'less'] } }),
  'packages-of-fragment': {
    changes: {
      'fragments/common.json': { ...WORKSPACE['fragments/common.json'], packages: { apt: ['tini'] } },
    },
  },
  'package-manager': {
    changes: image('steps', { packages: undefined, steps: [{ packages: { apk: ['curl'] } }] }),
  },

  // RUN, scripts, COPY.
  'run-lines': web({ run: ['mkdir -p /srv/shop /srv/cache', ...WEB.run.slice(1), 'ldconfig'] }),
  'run-removed': web({ run: WEB.run.slice(1) }),
  'script-content': { changes: { 'images/web/scripts/setup.sh': '#!/bin/sh\nfalse\n' } },
  'script-of-lines': web({ run: [...WEB.run, { script: ['set -eu', 'make', 'make install'] }] }),
  'copied-files': { changes: { 'src/main.go': 'package main // 2\n', 'src/lib.go': 'package main\n' } },
  'copied-file-ignored': { changes: { 'src/README.md': 'still ignored\n' } },
  'copy-line': {
    changes: image('tool', {
      copy: [{ copy: '/out/tool', to: '/usr/bin/tool', from: 'build', chmod: '0755' }],
    }),
  },
  onbuild: { changes: image('steps', { onbuild: [{ run: 'echo built on me, too' }, { user: 'app' }] }) },

  // Files.
  'rootfs-files': {
    changes: {
      'images/web/rootfs/etc/motd': 'Hello, world\n',
      'images/web/rootfs/usr/share/shop/a.txt': null,
      'images/web/rootfs/usr/share/shop/b.txt': 'b\n'.repeat(800),
      'images/web/rootfs/etc/cron.daily/shop': '#!/bin/sh\n',
    },
    executable: ['images/web/rootfs/etc/cron.daily/shop'],
  },
  'rootfs-mode-only': { changes: {}, executable: ['images/web/rootfs/etc/motd'] },
  'inline-files': web({
    files: {
      '/etc/shop/shop.conf': { content: ['port = 9090'], mode: '0600', owner: '0:0' },
      '/usr/local/bin/shop': { mode: '4755', owner: 0 },
      '/srv/new': { directory: true, mode: '0700' },
    },
  }),
  'rootfs-gone': web({ rootfs: undefined, files: undefined }),
  'many-rootfs-files': {
    changes: Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [`images/web/rootfs/srv/${index + 100}.txt`, 'x\n']),
    ),
  },

  // What the image says of itself.
  environment: web({ env: { SHOP_HOME: '/opt/shop', SHOP_DEBUG: '1' } }),
  arguments: web({ args: { VERSION: { fromEnv: 'SHOP_VERSION', default: '1.3' }, FLAGS: null } }),
  shell: web({ shell: ['/bin/bash', '-o', 'pipefail', '-c'] }),
  workdir: web({ workdir: '/opt/shop' }),
  'user-root': web({ user: 'root' }),
  'user-of-fragment-goes': {
    changes: { 'fragments/service.json': { ...WORKSPACE['fragments/service.json'], user: undefined } },
  },
  'user-another': web({ user: 'shop' }),
  ports: web({ expose: [8080, 22, '53/udp'] }),
  volumes: web({ volumes: ['/var/lib/shop', '/var/cache/shop'] }),
  'entrypoint-and-cmd': web({
    entrypoint: ['/usr/bin/tini', '--', '/usr/local/bin/shop'],
    cmd: 'serve --all',
  }),
  'health-and-stop-signal': web({ healthcheck: { test: 'shop health' }, stopSignal: 'SIGQUIT' }),
  labels: web({ labels: { docs: 'https://shop.example.com', tier: 'gold' } }),
  directives: web({ directives: { syntax: 'docker/dockerfile:1.7' } }),
  platforms: web({ platforms: ['linux/amd64', 'linux/arm64'] }),
  'order-of-steps': {
    changes: image('steps', {
      steps: [
        { run: 'make' },
        { env: { A: '1' } },
        { env: { B: '2' } },
        { run: 'make install' },
        { user: 'app' },
      ],
    }),
  },

  // Stages.
  'stage-added': {
    changes: image('tool', {
      stages: [...TOOL.stages, { name: 'docs', from: 'debian:12', run: ['make docs'] }],
      copy: [...TOOL.copy, { copy: '/docs', to: '/docs', from: 'docs' }],
    }),
  },
  'stage-changed': {
    changes: image('tool', {
      stages: TOOL.stages.map((stage) => ({
        ...stage,
        env: { CGO_ENABLED: '1' },
        packages: { apt: ['make'] },
      })),
    }),
  },

  // Secrets, builder, tests, where it is pushed.
  secrets: web({
    secrets: { npm: { credentialsId: 'npm-root' }, pip: { credentialsId: 'pip', kind: 'file' } },
  }),
  'secret-goes': web({ secrets: undefined, run: WEB.run.slice(0, 2) }),
  'registry-credentials': settings({
    defaults: { ...SETTINGS.defaults, publish: { ...PUBLISH, credentialsId: 'admin' } },
  }),
  'builder-docker': web({ pipeline: { ...WEB.pipeline, builder: 'docker' } }),
  'builder-rights': web({
    run: [...WEB.run, { commands: ['ping -c 1 gateway'], network: 'host' }],
    pipeline: { ...WEB.pipeline, builder: 'docker', buildNetwork: 'host' },
  }),
  'run-without-sandbox': web({
    run: [...WEB.run, { commands: ['mount -t proc proc /proc'], security: 'insecure' }],
    pipeline: { ...WEB.pipeline, builder: 'docker' },
  }),
  tests: web({
    tests: [
      { name: 'starts', command: 'shop --version', stdout: '^2' },
      { name: 'answers', ports: [8080] },
    ],
  }),
  'tests-go': web({ tests: undefined }),
  publish: web({ publish: { tags: ['1.2.4', '1'], overwrite: ['1'], namespace: 'shop', plainHttp: true } }),
  'tags-in-another-order': web({ publish: { tags: ['1', '1.2.3'], overwrite: ['1'] } }),

  // Jenkins.
  pipeline: web({
    pipeline: {
      builder: 'buildah',
      timeout: '90m',
      keepBuilds: 5,
      retries: 1,
      triggers: { cron: ['H 5 * * *', 'H 17 * * *'], pollScm: 'H/15 * * * *' },
      notify: { email: ['web@example.com', 'ops@example.com'], on: ['failure'] },
    },
  }),
  'agent-privileged': web({
    pipeline: { ...WEB.pipeline, agent: { docker: { image: 'builder:1', args: '--privileged' } } },
  }),
  'pod-of-the-agent': { changes: { 'ci/pod.yaml': 'kind: Pod\nspec: {hostNetwork: true}\n' } },
  library: settings({ library: { name: 'cooperage', version: '2.1' } }),
  'timeout-of-all': settings({ defaults: { ...SETTINGS.defaults, pipeline: { timeout: '45m' } } }),

  // Matrix, settings, fragments.
  'matrix-axis': { changes: image('python', { matrix: { axes: { python: ['3.12', '3.13'] } } }) },
  'matrix-value': {
    changes: image('python', { vars: { user: 'python' } }),
  },
  'vars-of-settings': settings({ vars: { team: 'platform-core' } }),
  'registry-of-all': settings({
    defaults: { ...SETTINGS.defaults, publish: { ...PUBLISH, registry: 'registry.example.com' } },
  }),
  'fragment-left': web({ extends: '../../fragments/common.json', user: 'app' }),
  'settings-key-order': {
    changes: { 'cooperage.json': Object.fromEntries(Object.entries(SETTINGS).reverse()) },
  },

  // Images come and go.
  'image-added': {
    changes: { 'images/cache/image.json': { name: 'cache', from: 'redis:7', user: 'redis', expose: [6379] } },
  },
  'image-removed': { changes: { 'images/steps/image.json': null } },
  'image-renamed': {
    changes: {
      'images/steps/image.json': null,
      'images/make/image.json': WORKSPACE['images/steps/image.json'],
    },
  },
  'parent-removed': { changes: { 'images/base/image.json': null } },
  'spec-with-errors': web({ usr: 'app', expose: ['x'] }),
  'settings-were-broken': {
    before: { ...WORKSPACE, 'cooperage.json': '{' },
    changes: { 'cooperage.json': SETTINGS },
  },
  'settings-are-broken': { changes: { 'cooperage.json': '{' } },

  // Policy.
  'policy-finding-new': web({ from: 'debian:latest' }),
  'policy-finding-gone': {
    before: { ...WORKSPACE, ...image('steps', { from: 'debian:latest' }) },
    changes: image('steps', {}),
  },
  'policy-rule-on': policy({ 'tests-required': { severity: 'warn', minimum: 1 } }),
  'policy-rule-off': {
    before: { ...WORKSPACE, ...image('web', { user: 'root' }) },
    ...policy({ 'no-root-user': 'off' }),
  },
  'policy-stricter': {
    before: { ...WORKSPACE, ...image('web', { user: 'root' }) },
    ...policy({ 'no-root-user': 'error' }),
  },
  'waiver-new': web({ user: 'root', waivers: [{ rule: 'no-root-user', reason: 'It drops its rights.' }] }),
  'waiver-gone': { changes: image('base', { waivers: undefined }) },
  'waiver-reworded': { changes: image('base', { waivers: [{ rule: 'no-root-user', reason: 'Why not?' }] }) },

  // Generated files.
  'not-compiled': { ...web({ expose: [8080] }), isStale: true },
  'edited-by-hand': {
    changes: {},
    byHand: {
      'images/web/Dockerfile':
        '# Generated by Cooperage from images/web/image.json; do not edit.\nFROM evil\n',
      'images/base/Jenkinsfile': null,
      'images/gone/Dockerfile':
        '# Generated by Cooperage from images/gone/image.json; do not edit.\nFROM scratch\n',
    },
  },
  'runtime-edited': {
    changes: {},
    byHand: { 'resources/cooperage/VERSION': '0.0.1\n', 'vars/imageBuild.txt': null },
  },
  'hand-written-in-the-way': { changes: {}, byHand: { 'images/web/Dockerfile': 'FROM scratch\n' } },
  submodule: { ...web({ user: 'x' }), submodules: ['images/web/rootfs/vendor', 'images/base/rootfs/x'] },

  // Hostile strings, and much of everything.
  hostile: web({
    description: LABEL,
    owners: ['@all', '~label'],
    env: { A: HOSTILE.replace(/\p{Cc}/gu, ' '), B: '/merge' },
    labels: { docs: LABEL, '@all': '#1' },
    packages: { apt: ['curl'] },
    run: [LABEL, { script: HOSTILE.split('\n') }, '/merge'],
    cmd: ['</code></td></table>', '[x](y)', '/close'],
    files: { '/etc/@all #1 `x` | <b>': { content: ['/merge'] } },
    waivers: [{ rule: 'no-root-user', reason: LABEL }],
    user: 'root',
  }),
  'hostile-file-names': {
    changes: {
      'images/web/rootfs/@all #1 ~x': 'a\n',
      'images/web/rootfs/a|b`c``d': 'a\n',
      'images/web/rootfs/<img src=x>': 'a\n',
      'images/web/rootfs/[[_TOC_]] :tada:': 'a\n',
      'images/web/rootfs/Closes #1/fixes PROJ-2': 'a\n',
    },
  },
  'long-values': web({ env: { SHOP_HOME: 'x'.repeat(5000), SHOP_MODE: '😀'.repeat(3000) } }),
};
