/** Earlier stages, copies out of the context and between stages, steps, and arguments of the build: really built. */
import { execFileSync } from 'node:child_process';
import { expect } from 'chai';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { needs } from '../../support/parts.js';
import { Lab } from './lab.js';

describe('an image of several stages', function () {
  this.timeout(300_000);
  let lab: Lab;
  before(async function () {
    needs(this, 'docker-registry', 'htpasswd', 'buildah', 'skopeo', 'git');
    lab = await Lab.open({ base: false, engine: false });
    mkdirSync(join(lab.workspace, 'src/bin'), { recursive: true });
    copyFileSync('/bin/busybox', join(lab.workspace, 'src/bin/busybox'));
    for (const [path, content] of Object.entries({
      'src/conf/a.conf': 'a',
      'src/conf/b.conf': 'b',
      'src/conf/notes.txt': 'no',
      'src/README.md': 'no',
    }))
      lab.write(path, `${content}\n`);
    const shell = ['/bin/busybox', 'sh', '-c'];
    const reads = (name: string, script: string, stdout: string): object => ({
      name,
      command: [...shell, script],
      stdout: `^${stdout}$`,
    });
    await lab.image('staged', {
      context: { dir: '../../src', ignore: ['**/*.md'] },
      stages: [
        {
          name: 'tools',
          from: 'scratch',
          shell,
          workdir: '/work',
          copy: [
            { copy: 'bin/busybox', to: '/bin/busybox' },
            { copy: ['conf/*.conf', 'conf/a.conf'], to: './' },
          ],
          runAfterFiles: [
            { commands: ['/bin/busybox cat a.conf b.conf > /joined', '/bin/busybox chmod 0640 /joined'] },
          ],
        },
        { name: 'made', from: { stage: 'tools' }, run: ['/bin/busybox ls /work > /list'] },
      ],
      from: 'scratch',
      args: { COMMIT: { fromEnv: 'GIT_COMMIT', default: 'none' } },
      env: { LISTS: '/lists' },
      labels: { commit: '$COMMIT' },
      steps: [
        { copy: '/bin/busybox', to: '/bin/busybox', from: 'tools' },
        { shell },
        { files: { '/etc/own': { content: ['own'] } } },
        { copy: ['/joined', '/list'], to: '$LISTS/my lists/', from: 'made', chown: '7:8' },
        { run: '/bin/busybox echo "in order" > /order' },
        { env: { LISTS: '$LISTS:more' } },
        { copy: '.', to: '/all/' },
        { workdir: '/all' },
        { user: '7' },
      ],
      entrypoint: ['/bin/busybox'],
      cmd: [],
      tests: [
        reads('joins', '/bin/busybox cat "/lists/my lists/joined"', 'a'),
        reads('lists', '/bin/busybox cat "/lists/my lists/list"', 'b.conf'),
        reads('keeps the order', '/bin/busybox cat /order', 'in order'),
        reads('adds the files', '/bin/busybox cat /etc/own', 'own'),
        reads(
          'copies all but what is ignored',
          '/bin/busybox find . -type f ! -name Dockerfile ! -name rootfs.tar.gz | /bin/busybox sort | /bin/busybox xargs /bin/busybox echo',
          './bin/busybox ./conf/a.conf ./conf/b.conf ./conf/notes.txt',
        ),
        reads('variables', '/bin/busybox echo $LISTS', '/lists:more'),
      ],
      publish: { registry: 'registry.invalid' },
      pipeline: { builder: 'buildah' },
    });
  });
  after(() => lab?.close());

  it('holds what its stages made, in the order of its steps', async () => {
    const layout = join(lab.folder, 'staged');
    const ended = await lab.cooper('run', 'staged', '--to', `oci:${layout}`);
    expect(ended.code, ended.text).to.equal(0);
    const config = JSON.parse(
      execFileSync('skopeo', ['--insecure-policy', 'inspect', '--config', `oci:${layout}:latest`], {
        encoding: 'utf8',
      }),
    ) as { config: { Labels: Record<string, string>; User: string; WorkingDir: string } };
    expect(config.config).to.deep.include({ User: '7', WorkingDir: '/all' });
    expect(config.config.Labels['commit']).to.equal(
      config.config.Labels['org.opencontainers.image.revision'],
    );
    expect(config.config.Labels['commit']).to.match(/^[0-9a-f]{40}$/);
    expect(lab.litter(ended)).to.deep.equal([]);
  });
});
