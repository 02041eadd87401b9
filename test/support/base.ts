/**
 * A real Debian base image, made from the packages of the machine's own apt sources, as an OCI layout that is kept
 * for a week under .build/ (making it takes half a minute; pushing it a second).
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Registry } from './registry.js';

const CACHE = join(dirname(fileURLToPath(import.meta.url)), '../../.build');

/** Pushes Debian 12 to the registry and returns its reference. */
export function pushBase(registry: Registry, repository = 'base/debian', tag = '12'): string {
  const reference = `${registry.address}/${repository}:${tag}`;
  const to = ['--dest-tls-verify=false', '--dest-authfile', registry.authFile];
  run('skopeo', [
    '--insecure-policy',
    'copy',
    '--quiet',
    ...to,
    `oci:${debianLayout()}:base`,
    `docker://${reference}`,
  ]);
  return reference;
}

/** The folder of an OCI layout with one image, `base`. */
export function debianLayout(): string {
  const week = Math.floor(Date.now() / (7 * 24 * 3600 * 1000));
  const folder = join(CACHE, `debian-12-${week}`);
  if (existsSync(folder)) return folder;
  mkdirSync(CACHE, { recursive: true });
  for (const name of readdirSync(CACHE)) {
    if (/^debian-12-\d+$/.test(name)) rmSync(join(CACHE, name), { recursive: true });
  }
  // Beside it and renamed: two test runs at once don't see half an image.
  const fresh = mkdtempSync(join(CACHE, 'fresh-'));
  try {
    const tar = join(fresh, 'base.tar');
    bootstrap(tar);
    writeLayout(fresh, readFileSync(tar));
    rmSync(tar);
    if (!existsSync(folder)) renameSync(fresh, folder);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return folder;
}

function bootstrap(tar: string): void {
  const lean = ['doc', 'man', 'locale', 'info'].map((name) => `--dpkgopt=path-exclude=/usr/share/${name}/*`);
  run('mmdebstrap', ['--quiet', '--variant=minbase', ...lean, ...proxies(), 'bookworm', tar, ...sources()]);
}

/** The machine's own sources of that release; none of them: Debian's own. */
function sources(): string[] {
  const format = 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)';
  const lines = run('apt-get', ['indextargets', '--format', format, 'Created-By: Packages']).split('\n');
  return [...new Set(lines)].filter((line) => /^deb \S+ bookworm\S* main$/.test(line));
}

/** What the machine's apt reaches its sources through holds inside the image too. */
function proxies(): string[] {
  const lines = run('apt-config', ['dump']).split('\n');
  return lines
    .filter((line) => /^Acquire::(https?::)?Proxy\b.* ".+";$/i.test(line))
    .map((line) => `--aptopt=${line.replace(/;$/, '')}`);
}

/** One layer, its config, a manifest and an index: an image by the OCI image layout specification. */
function writeLayout(folder: string, tar: Buffer): void {
  const blobs = join(folder, 'blobs/sha256');
  mkdirSync(blobs, { recursive: true });
  const put = (content: Buffer): { digest: string; size: number } => {
    const hex = sha256(content);
    writeFileSync(join(blobs, hex), content);
    return { digest: `sha256:${hex}`, size: content.length };
  };
  const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
  const type = (kind: string): string => `application/vnd.oci.image.${kind}`;
  const layer = { mediaType: type('layer.v1.tar+gzip'), ...put(gzipSync(tar, { level: 1 })) };
  const rootfs = { type: 'layers', diff_ids: [`sha256:${sha256(tar)}`] };
  const config = put(
    json({
      architecture: ARCHITECTURES[process.arch] ?? process.arch,
      os: 'linux',
      config: { Cmd: ['bash'] },
      rootfs,
    }),
  );
  const manifest = put(
    json({ schemaVersion: 2, config: { mediaType: type('config.v1+json'), ...config }, layers: [layer] }),
  );
  const entry = { mediaType: type('manifest.v1+json'), ...manifest, annotations: { [REF_NAME]: 'base' } };
  writeFileSync(join(folder, 'index.json'), json({ schemaVersion: 2, manifests: [entry] }));
  writeFileSync(join(folder, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
}

const REF_NAME = 'org.opencontainers.image.ref.name';
const ARCHITECTURES: Partial<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function run(program: string, args: string[]): string {
  return execFileSync(program, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 26,
  });
}
