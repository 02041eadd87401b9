import { generated, compileFiles } from '../support/workspace.js';
const s = {
  name: 'web',
  globalArgs: { GO: '1.26', REG: null },
  target: 'final',
  comment: 'top',
  comments: { 'env.PATH': 'why', globalArgs: 'versions', 'labels.b': 'B' },
  context: { dir: '../../src', ignore: ['**/*.md', '!README.md'] },
  stages: [
    {
      name: 'build',
      comment: 'compiles',
      from: { image: 'golang:${GO}', platform: '$BUILDPLATFORM' },
      args: { TARGETARCH: null, COMMIT: { fromEnv: 'GIT_COMMIT', default: 'none' } },
      workdir: '/src',
      copy: [
        { copy: ['go.mod', 'cmd/*.go'], to: './' },
        { add: 'https://x/y.tar.gz', to: '/y/', checksum: 'sha256:' + 'a'.repeat(64), unpack: true },
      ],
      runAfterFiles: [
        {
          lines: ['cat <<EOF >/x && \\'.slice(0, -2), 'echo <<"B" | x'],
          heredocs: [
            { name: 'EOF', content: ['a $X', 'b'] },
            { name: 'B', content: 'c\n' },
          ],
          mounts: [
            { type: 'cache', target: '/root/.cache' },
            { type: 'bind', from: 'golang:1', target: '/x$A/$$b' },
          ],
        },
      ],
    },
  ],
  from: 'scratch',
  env: { PATH: '/app:$PATH', A: '1', Z: '2' },
  labels: { a: '1', b: '2', c: '3' },
  steps: [
    { rootfs: 'rootfs', comment: 'r' },
    { files: { '/a': { content: 'x' } }, comment: 'f' },
    {
      copy: ['/app', '/b c'],
      to: '/bin/',
      from: 'build',
      link: true,
      chown: 'a:b',
      chmod: 'u=rwX',
      exclude: ['*.md', 'a$b'],
      comment: 'the app',
    },
    {
      copy: [
        { name: 'robots.txt', content: ['a $X \\ $$', 'b'], expand: true },
        { name: 'b', content: 'x\n' },
      ],
      to: '/etc/',
    },
    { maintainer: 'me <a@b>' },
    { onbuild: { arg: { X: '1', Y: null } } },
    { user: 'a' },
    { env: { B: '$A' } },
  ],
  platforms: ['linux/amd64', 'linux/arm64'],
  onbuild: [{ run: { exec: ['a'] } }, { copy: [{ name: 'x', content: ['1'] }], to: '/x' }],
  healthcheck: 'none',
  publish: {},
};
const r = compileFiles({ 'images/web/image.json': s, 'images/web/rootfs/x': '' });
console.log(r.diagnostics.map((d) => d.code + ' ' + d.message + ' ' + d.location?.start.line));
const g = generated(s, { 'images/web/rootfs/x': '' });
console.log(g['Dockerfile'], g['context.list'], g['Jenkinsfile']!.slice(900));
