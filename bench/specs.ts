/** Image specs as a platform team would write them: the same one for the same number. */
import type { FileSpec, ImageSpec, Packages } from '../compiler/model/spec.js';
import { Random } from './random.js';

interface Base {
  readonly from: string;
  readonly manager: keyof Packages;
  readonly packages: readonly string[];
}

const BASES: readonly [Base, ...Base[]] = [
  { from: 'debian:12', manager: 'apt', packages: ['ca-certificates', 'curl', 'nginx', 'procps', 'tzdata'] },
  { from: 'alpine:3.20', manager: 'apk', packages: ['curl', 'jq', 'openssl', 'tini', 'tzdata'] },
  { from: 'rockylinux:9', manager: 'dnf', packages: ['httpd', 'java-17-openjdk-headless', 'openssl', 'tar'] },
  {
    from: 'registry.example.com/base/centos:6',
    manager: 'yum',
    packages: ['nginx-1.9.15-5.el6', 'logrotate'],
  },
];

const COMMANDS = [
  'useradd --system --home-dir /srv/app app || adduser -S app',
  'mkdir -p /srv/app /var/log/app',
  "sed -i 's/^#\\?PermitRootLogin.*/PermitRootLogin no/' /etc/ssh/sshd_config",
  'ln -sf /dev/stdout /var/log/app/access.log && ln -sf /dev/stderr /var/log/app/error.log',
];

const ENV = {
  LANG: 'C.UTF-8',
  TZ: 'Europe/Berlin',
  PATH: '/srv/app/bin:$PATH',
  APP_HOME: '/srv/app',
  JAVA_OPTS: '-Xmx512m -XX:+UseG1GC',
};

export interface Image {
  /** The folder's name, and the image's. */
  readonly name: string;
  readonly spec: ImageSpec;
  /** Files of the rootfs: path → content. */
  readonly rootfs: Readonly<Record<string, string>>;
}

export function image(number: number): Image {
  const random = new Random(number);
  const base = random.pick(BASES);
  const name = `app-${String(number).padStart(5, '0')}`;
  const port = 8000 + random.between(0, 999);
  const hasRootfs = random.oneIn(8);
  const spec: ImageSpec = {
    name,
    description: `Application ${number} on ${base.from}`,
    from: base.from,
    packages: { [base.manager]: random.some(base.packages, 4) },
    ...(random.oneIn(2) && { run: random.some(COMMANDS, 3) }),
    ...(hasRootfs && { rootfs: 'rootfs' }),
    ...(random.oneIn(2) && { files: files(random, port) }),
    env: Object.fromEntries(random.some(Object.entries(ENV), 4)),
    ...(random.oneIn(3) && { workdir: '/srv/app' }),
    ...(random.oneIn(3) && { user: 1001 }),
    expose: random.oneIn(4) ? [port, `${port + 1}/udp`] : [port],
    ...(random.oneIn(3) && {
      healthcheck: { test: ['curl', '-f', `http://localhost:${port}/`], interval: '30s' },
    }),
    entrypoint: ['/srv/app/bin/start'],
    cmd: ['--port', String(port)],
    labels: { 'org.opencontainers.image.title': name, 'com.example.team': `team-${number % 40}` },
    ...(random.oneIn(5) && { tests: [{ name: 'starts', command: ['/srv/app/bin/start', '--check'] }] }),
    publish: { tags: [`1.${number % 20}.${random.between(0, 30)}`] },
  };
  return { name, spec, rootfs: hasRootfs ? rootfs(name, port) : {} };
}

function files(random: Random, port: number): Record<string, FileSpec> {
  return {
    '/etc/app/app.conf': {
      content: [`listen ${port}`, 'workers 4', `level ${random.pick(['info', 'debug'])}`],
      mode: '0644',
    },
    ...(random.oneIn(2) && {
      '/var/cache/app': { directory: true, owner: '1001:1001', mode: '0750' } as const,
    }),
  };
}

function rootfs(name: string, port: number): Record<string, string> {
  return {
    'srv/app/bin/start': `#!/bin/sh\nexec /srv/app/bin/${name} "$@"\n`,
    'etc/app/port': `${port}\n`,
  };
}
