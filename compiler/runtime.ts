/** The shared library's runtime and .gitattributes: generated into every workspace, the same everywhere. */

import { GENERATED } from './emit/emit.js';
import type { Files } from './host/files.js';
import { nodeFiles } from './host/node-files.js';
import { packageRoot } from './host/package-root.js';
import type { Artifact } from './model/artifact.js';
import type { WorkspaceSettings } from './model/spec.js';

const VERSION_FILE = 'resources/cooperage/VERSION';

/** Where a workspace names a library that an administrator has configured, it needs no steps of its own. */
export function runtimeArtifacts(
  files: Files,
  root: string,
  settings: WorkspaceSettings,
  variants: Variants = 'none',
): Artifact[] {
  const current = textOf(files, `${root}/.gitattributes`);
  const attributes = gitAttributes(current, settings.images ?? 'images', variants);
  const own: Artifact = { path: '.gitattributes', content: attributes, mode: 0o644, marked: false };
  if (typeof settings.library === 'object') return [own];
  // Without our VERSION a step of the same name is somebody else's: then it isn't ours to replace.
  const marked = files.lstat(`${root}/${VERSION_FILE}`) === null;
  return [own, ...runtimeFiles().map((path) => artifact(path, marked))];
}

function artifact(path: string, marked: boolean): Artifact {
  return { path, content: textOf(nodeFiles, `${packageRoot()}/${path}`), mode: 0o644, marked };
}

function runtimeFiles(): string[] {
  return ['vars', 'resources/cooperage', 'schemas']
    .flatMap((folder) => below(folder))
    .filter((path) => !path.startsWith('vars/') || /\/image\w+\.(groovy|txt)$/u.test(path));
}

function below(folder: string): string[] {
  return [...nodeFiles.list(`${packageRoot()}/${folder}`)].sort().flatMap((name) => {
    const path = `${folder}/${name}`;
    return nodeFiles.lstat(`${packageRoot()}/${path}`)?.type === 'directory' ? below(path) : [path];
  });
}

const OPENING = '# Begin of what Cooperage generates';
const CLOSING = '# End of what Cooperage generates';
/** From the last opening before a closing: whoever lost one of the two lines loses nothing else. */
const BLOCK = new RegExp(`${OPENING}(?:(?!${OPENING})[^])*?${CLOSING}`, 'u');

/** Whether images lie one folder deeper, as a matrix's do; 'unknown' where a spec could not be read. */
export type Variants = 'some' | 'none' | 'unknown';

/** Marks generated files, so that GitLab and GitHub fold them in a review. Other lines stay as they are. */
export function gitAttributes(current: string, images: string, variants: Variants = 'none'): string {
  const deep = `/${images}/*/*/`;
  const isDeep = variants === 'some' || (variants === 'unknown' && current.includes(deep));
  const folders = isDeep ? [`/${images}/*/`, deep] : [`/${images}/*/`];
  const generated = folders.flatMap((folder) => GENERATED.map((name) => `${folder}${name}`));
  const lines = [...generated, '/vars/image*', '/resources/cooperage/**'].map(
    (path) => `${path} text eol=lf linguist-generated gitlab-generated`,
  );
  // Stage scripts and rootfs files reach agents as they are committed: no line ends may change on the way.
  const block = [OPENING, ...lines, `/${images}/*/rootfs/** -text`, CLOSING].join('\n');
  if (BLOCK.test(current)) return current.replace(BLOCK, () => block);
  const separator = current === '' || current.endsWith('\n') ? '' : '\n';
  return `${current}${separator}${block}\n`;
}

/** The lines of .gitattributes that are generated, counted from 1, both included. */
export function attributesBlock(content: string): { readonly first: number; readonly last: number } {
  const found = BLOCK.exec(content);
  const lines = (text: string): number => text.split('\n').length;
  if (!found) return { first: 1, last: 0 };
  const first = lines(content.slice(0, found.index));
  return { first, last: first + lines(found[0]) - 1 };
}

/** '' for what is no file: the comparison names it. */
function textOf(files: Files, path: string): string {
  if (files.lstat(path)?.type !== 'file') return '';
  return new TextDecoder().decode(files.read(path) ?? new Uint8Array());
}
