/** Entries of a tree, as `git ls-tree -z` lists them. */

export interface Entry {
  /** `100644`, `100755`, `120000`, `040000`, `160000` */
  readonly mode: string;
  readonly type: 'blob' | 'tree' | 'commit';
  readonly id: string;
  readonly path: string;
}

export function entries(out: Buffer): Entry[] {
  return out
    .toString()
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => {
      const tab = line.indexOf('\t');
      const [mode = '', type, id = ''] = line.slice(0, tab).split(' ');
      return { mode, type: type as Entry['type'], id, path: line.slice(tab + 1) };
    });
}
