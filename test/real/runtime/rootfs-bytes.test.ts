/** rootfs.tar.gz has the same bytes for everybody, everywhere; so have the inputs, with a context folder. */
import { expect } from 'chai';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { find, needs } from '../../support/parts.js';
import { Checkout } from './checkout.js';
import { Folder, scriptText } from './runtime.js';

const APPLETS =
  'awk cat chmod cp cut date dirname find grep head mkdir mkfifo mv readlink rm sed sha256sum sort tail touch tr wc xargs'.split(
    ' ',
  );

describe('prepare: rootfs.tar.gz', function () {
  this.timeout(120_000);

  before(function () {
    needs(this, 'dash');
  });

  describe('rootfs.tar.gz has the same bytes', () => {
    const build = (umask: number, env: NodeJS.ProcessEnv, uid?: number, shell = ['sh']): string => {
      const checkout = new Checkout();
      try {
        const old = process.umask(umask);
        try {
          const put = (path: string, content: string, mode: number): void => {
            const file = join(checkout.path, checkout.dir, path);
            mkdirSync(join(file, '..'), { recursive: true });
            writeFileSync(file, content, { mode });
          };
          put('rootfs/etc/app.conf', 'a', 0o666);
          put('rootfs/usr/bin/start', '#!/bin/sh\n', 0o777);
          put('rootfs/etc/Übung é', 'b', 0o666);
          put('rootfs/etc/B', 'b', 0o666);
          put('rootfs/etc/a', 'b', 0o666);
          put('rootfs/tmp/x', 'b', 0o666);
          put('scripts/setup.sh', 'echo\n', 0o777);
          put('app/src/é b', 'x', 0o666);
          put('app/src/run', 'x', 0o777);
          put('app/left out.md', 'x', 0o666);
          mkdirSync(join(checkout.path, checkout.dir, 'app/empty'));
          symlinkSync('../nowhere', join(checkout.path, checkout.dir, 'app/link'));
          symlinkSync('/etc/app.conf', join(checkout.path, checkout.dir, 'rootfs/etc/link'));
          utimesSync(join(checkout.path, checkout.dir, 'rootfs/etc/B'), umask, umask);
        } finally {
          process.umask(old);
        }
        checkout.list(
          'dir 0750 7:8 /var/cache/a b',
          'file 0640 1001:1002 /etc/new',
          '|x',
          'script scripts/setup.sh',
          'copy app',
          'ignore ^(.*/)?[^/]*\\.md(/.*)?$',
        );
        chmodSync(checkout.path, 0o755);
        if (uid !== undefined) {
          execFileSync('chown', ['-R', `${uid}`, checkout.path]);
          chownSync(checkout.path, uid, uid);
        }
        checkout.write('script.sh', scriptText('prepare'));
        const [command = 'sh', ...rest] = shell;
        const { status, stdout, stderr } = spawnSync(
          'sh',
          [
            '-c',
            `umask ${umask.toString(8)}; exec "$@"`,
            'sh',
            command,
            ...rest,
            join(checkout.path, 'script.sh'),
          ],
          {
            cwd: checkout.path,
            env: { PATH: process.env['PATH'], COOPERAGE_CONTEXT: checkout.dir, ...checkout.env(env) },
            encoding: 'utf8',
            ...(uid === undefined ? {} : { uid, gid: uid }),
          },
        );
        expect(status, stdout + stderr).to.equal(0);
        const tar = readFileSync(join(checkout.work, 'context/rootfs.tar.gz'));
        return `${createHash('sha256').update(tar).digest('hex')} ${readFileSync(join(checkout.work, 'state/inputs'), 'utf8').trim()}`;
      } finally {
        checkout.remove();
      }
    };
    let first = '';

    before(() => {
      first = build(0o022, {});
    });

    for (const umask of [0o000, 0o002, 0o027, 0o077]) {
      it(`with umask ${umask.toString(8)}`, () => {
        expect(build(umask, {})).to.equal(first);
      });
    }

    for (const env of [
      { TZ: 'Asia/Tokyo' },
      { TZ: 'America/New_York', LANG: 'de_DE.UTF-8' },
      { LC_ALL: 'tr_TR.UTF-8' },
      { LC_ALL: 'C.UTF-8' },
      { TAR_OPTIONS: '--mode=0777', GZIP: '-1', POSIXLY_CORRECT: '1' },
    ]) {
      it(`with ${JSON.stringify(env)}`, () => {
        expect(build(0o022, env)).to.equal(first);
      });
    }

    it('with the tools of busybox, beside GNU tar', () => {
      const bin = new Folder();
      try {
        for (const tool of ['sh', 'tar', 'gzip', 'comm'])
          symlinkSync(find(tool) ?? tool, join(bin.path, tool));
        for (const applet of APPLETS) symlinkSync(find('busybox') ?? '', join(bin.path, applet));
        expect(build(0o022, { PATH: bin.path }, undefined, ['sh'])).to.equal(first);
      } finally {
        bin.remove();
      }
    });

    it('as another user', function () {
      if (process.getuid?.() !== 0) this.skip();
      expect(build(0o022, {}, 65534)).to.equal(first);
      expect(build(0o077, {}, 65534)).to.equal(first);
    });
  });
});
