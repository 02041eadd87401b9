/** What a compile leaves in a workspace: counting it, removing it, copying it. */
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const WRITTEN_BY_PEOPLE = new Set([
  'cooperage.json',
  '.gitignore',
  '.git',
  'images',
  'fragments',
  'image.json',
  'rootfs',
]);

/** Back to the specs alone, as after a fresh clone of a workspace that keeps no generated file. */
export function removeOutputs(workspace: string): void {
  for (const path of outputsOf(workspace)) rmSync(join(workspace, path), { recursive: true });
}

/** Throws where a compile left an image out: its time would be a lie. */
export function checkOutputs(workspace: string, images: number): void {
  for (const name of ['Dockerfile', 'Jenkinsfile']) {
    const found = imagesOf(workspace)
      .flatMap((dir) => [dir, ...readdirSync(join(workspace, dir)).map((below) => join(dir, below))])
      .filter((dir) => existsSync(join(workspace, dir, name))).length;
    if (found !== images) throw new Error(`${found} of ${images} images have a ${name}`);
  }
}

/** The generated files alone, in a folder of their own. */
export function copyOutputs(workspace: string, to: string): void {
  for (const dir of imagesOf(workspace)) mkdirSync(join(to, dir), { recursive: true });
  for (const path of outputsOf(workspace)) cpSync(join(workspace, path), join(to, path), { recursive: true });
}

/** Generated files and folders, from the workspace's root. */
function outputsOf(workspace: string): string[] {
  return ['', ...imagesOf(workspace)].flatMap((dir) =>
    readdirSync(join(workspace, dir))
      .filter((name) => !WRITTEN_BY_PEOPLE.has(name))
      .map((name) => join(dir, name)),
  );
}

function imagesOf(workspace: string): string[] {
  return readdirSync(join(workspace, 'images')).map((name) => join('images', name));
}
