/** The image that the end-to-end tests build: nginx of Debian with its configuration and page from the rootfs. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { freePort } from '../../support/dockerd-daemon.js';
import type { Lab } from './lab.js';

export const PAGE = '<!doctype html>\n<title>From the rootfs</title>\n<p>äöü & "quotes" \\ $HOME</p>\n';

/** Adds the image `web` and returns the port that its nginx listens on. */
export async function addNginx(lab: Lab): Promise<number> {
  const port = await freePort();
  const spec = {
    description: 'nginx with a page of its own',
    from: lab.base,
    packages: { apt: ['nginx-light'] },
    run: ['rm -f /etc/nginx/sites-enabled/default'],
    rootfs: 'rootfs',
    files: { '/srv/www/robots.txt': { content: ['User-agent: *', 'Disallow: /'], mode: '0644' } },
    expose: [port],
    stopSignal: 'SIGQUIT',
    entrypoint: ['/usr/sbin/nginx'],
    cmd: ['-g', 'daemon off;'],
    tests: [
      { name: 'the configuration is valid', command: ['nginx', '-t'], stderr: 'syntax is ok' },
      { name: 'the page is there', files: ['/srv/www/index.html', '/srv/www/robots.txt'] },
      { name: 'serves', ports: [port] },
    ],
    publish: { tags: ['1.22', '1.22.1'] },
    pipeline: { buildNetwork: 'host' },
  };
  const server = `server {\n  listen 127.0.0.1:${port};\n  root /srv/www;\n  charset utf-8;\n  add_header X-From rootfs;\n}\n`;
  await lab.image('web', spec, {
    'rootfs/etc/nginx/conf.d/web.conf': server,
    'rootfs/srv/www/index.html': PAGE,
  });
  return port;
}

/** Pulls the image anew, runs it, and compares what it serves with what the rootfs says. */
export async function expectServes(lab: Lab, reference: string, port: number): Promise<void> {
  const { engine, registry } = lab;
  if (engine === null) throw new Error('this needs an engine');
  const config = ['--config', registry.authFile.replace(/\/config\.json$/, '')];
  engine.docker(...config, 'pull', '--quiet', reference);
  const container = engine.docker('run', '--detach', '--network', 'host', reference).trim();
  try {
    const response = await patient(`http://127.0.0.1:${port}/`);
    expect(response.headers.get('x-from')).to.equal('rootfs');
    expect(await response.text()).to.equal(PAGE);
    const robots = await fetch(`http://127.0.0.1:${port}/robots.txt`);
    expect(await robots.text()).to.equal('User-agent: *\nDisallow: /\n');
    expect(engine.docker('exec', container, 'stat', '-c', '%U:%G %a', '/srv/www/index.html').trim()).to.equal(
      'root:root 644',
    );
  } finally {
    engine.docker('rm', '--force', container);
    engine.docker('rmi', '--force', reference);
  }
}

async function patient(url: string): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await fetch(url);
    } catch (error) {
      if (attempt === 50) throw error;
      await sleep(100);
    }
  }
}
