/** Writes what a build made without disturbing who reads it: only what changed is written, then the rest removed. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The file has this content and mode afterwards; a reader finds the old content or the new. */
export function place(path: string, content: string | Uint8Array, mode = 0o644): void {
  if (existsSync(path) && readFileSync(path).equals(Buffer.from(content))) return;
  mkdirSync(dirname(path), { recursive: true });
  const aside = join(dirname(path), `.${basename(path)}.${process.pid}`);
  writeFileSync(aside, content, { mode });
  renameSync(aside, path);
}

/** Removes the files of `folder` (not of its folders) that `kept` doesn't name. */
export function prune(folder: string, kept: ReadonlySet<string>): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() && !kept.has(join(folder, entry.name))) rmSync(join(folder, entry.name));
  }
}
