/** Workspaces for the tests: in memory for what is fast, on the disk for what is real. */
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Io } from '../../compiler/cli/io.js';
import { main } from '../../compiler/cli/main.js';
import { compile, type CompileOptions, type CompileResult } from '../../compiler/compile.js';
import { MemoryFiles } from '../../compiler/host/memory-files.js';
import type { Diagnostic } from '../../compiler/model/diagnostic.js';

/** Root of the workspaces in memory. */
export const ROOT = '/workspace';

/** Path → text; an object is written as JSON, `{link}` makes a symlink. */
export type Content = string | Uint8Array | object;

export const SETTINGS = {
  defaults: { publish: { registry: 'r.example.com', namespace: 'team', credentialsId: 'registry' } },
};

/** The smallest valid spec, with more. */
export function spec(more: object = {}): Record<string, unknown> {
  return { name: 'web', from: 'debian:12', ...more };
}

export function link(target: string): { link: string } {
  return { link: target };
}

/** A workspace in memory; with `cooperage.json` unless one is given. */
export function memory(files: Readonly<Record<string, Content>>): MemoryFiles {
  const memoryFiles = new MemoryFiles();
  for (const [path, content] of Object.entries({ 'cooperage.json': SETTINGS, ...files })) {
    if (isLink(content)) memoryFiles.link(`${ROOT}/${path}`, content.link);
    else memoryFiles.apply(ROOT, [{ path, content: bytesOf(content), mode: 0o644 }], []);
  }
  return memoryFiles;
}

/** Compiles a workspace in memory. */
export function compileFiles(
  files: Readonly<Record<string, Content>>,
  options: CompileOptions = {},
): CompileResult & { readonly files: MemoryFiles } {
  const workspace = memory(files);
  return { ...compile(ROOT, { files: workspace, ...options }), files: workspace };
}

/** The generated files of one spec at images/web, by file name; fails where the spec has errors. */
export function generated(
  image: object,
  more: Readonly<Record<string, Content>> = {},
): Readonly<Record<string, string>> {
  const { diagnostics, changes } = compileFiles({ 'images/web/image.json': image, ...more });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(brief).join('\n'));
  return Object.fromEntries(
    changes
      .filter(({ artifact }) => artifact.path.startsWith('images/web/'))
      .map(({ artifact }) => [artifact.path.slice('images/web/'.length), artifact.content]),
  );
}

/** The Dockerfile's instructions, without directives, header and empty lines. */
export function dockerfileOf(image: object, more: Readonly<Record<string, Content>> = {}): string[] {
  const lines = (generated(image, more)['Dockerfile'] ?? '').split('\n');
  const header = lines.findIndex((line) => line.startsWith('# Change that file, then run: '));
  return lines.slice(header + 1).filter((line) => line !== '');
}

/** `code file:line:column` of each problem of one spec at images/web. */
export function problemsOf(image: Content, more: Readonly<Record<string, Content>> = {}): string[] {
  return compileFiles({ 'images/web/image.json': image, ...more }, { output: 'none' }).diagnostics.map(brief);
}

export function brief({ code, location }: Diagnostic): string {
  if (!location) return code;
  return `${code} ${location.file.replace('images/web/image.json', '')}:${location.start.line}:${location.start.column}`;
}

/** A workspace in a temporary folder. `remove` it in an `after` hook. */
export class DiskWorkspace {
  readonly root: string;

  constructor(files: Readonly<Record<string, Content>> = {}, parent: string = tmpdir()) {
    this.root = mkdtempSync(join(parent, 'cooperage-test-'));
    this.write({ 'cooperage.json': SETTINGS, ...files });
  }

  write(files: Readonly<Record<string, Content>>): this {
    for (const [path, content] of Object.entries(files)) {
      const absolute = join(this.root, path);
      mkdirSync(dirname(absolute), { recursive: true });
      if (isLink(content)) symlinkSync(content.link, absolute);
      else writeFileSync(absolute, bytesOf(content));
    }
    return this;
  }

  chmod(path: string, mode: number): void {
    chmodSync(this.path(path), mode);
  }

  unlink(path: string): void {
    rmSync(this.path(path), { recursive: true });
  }

  path(...parts: string[]): string {
    return join(this.root, ...parts);
  }

  read(path: string): string {
    return readFileSync(this.path(path), 'utf8');
  }

  /** Every path with its kind, mode and content; what the product keeps for itself is left out. */
  tree(): Record<string, string> {
    const found: Record<string, string> = {};
    walk(this.root, '', found);
    return found;
  }

  remove(): void {
    chmodSync(this.root, 0o755);
    rmSync(this.root, { recursive: true, force: true });
  }

  /** The command line, started in this workspace. */
  cooper(...argv: string[]): Promise<Output> {
    return cooper('-C', this.root, ...argv);
  }
}

export interface Output {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The command line in this process, without any environment variable. */
export function cooper(...argv: string[]): Promise<Output> {
  return cooperWith({}, ...argv);
}

/** Likewise with these environment variables. */
export async function cooperWith(env: Io['env'], ...argv: string[]): Promise<Output> {
  let out = '';
  let err = '';
  const io: Io = {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    color: false,
    isTerminal: false,
    columns: 100,
    env,
  };
  const code = await main(argv, io);
  return { code, out, err };
}

function walk(top: string, below: string, found: Record<string, string>): void {
  for (const name of readdirSync(join(top, below)).sort()) {
    const path = below === '' ? name : `${below}/${name}`;
    if (path === '.cooperage') continue;
    const stat = lstatSync(join(top, path));
    const mode = (stat.mode & 0o7777).toString(8);
    if (stat.isSymbolicLink()) found[path] = `link ${readlinkSync(join(top, path))}`;
    else if (stat.isFile()) found[path] = `file ${mode} ${readFileSync(join(top, path), 'latin1')}`;
    else if (stat.isDirectory()) {
      found[path] = `directory ${mode}`;
      walk(top, path, found);
    } else found[path] = `other ${mode}`;
  }
}

function isLink(content: Content): content is { link: string } {
  return typeof content === 'object' && 'link' in content;
}

function bytesOf(content: Content): string | Uint8Array {
  if (typeof content === 'string' || content instanceof Uint8Array) return content;
  return `${JSON.stringify(content, null, 2)}\n`;
}
