import { SETTINGS_FILE, SPEC_FILES } from '../load/workspace.js';
import { LOCK_FILE } from '../lock/lock-file.js';

export interface Scope {
  /** Every image may change. */
  readonly isWhole: boolean;
  /** Folders below that of the images. */
  readonly names: readonly string[];
}

/** @param images folder of the images */
export function scopeOf(paths: readonly string[], images: string): Scope {
  const names = new Set<string>();
  let isWhole = false;
  for (const path of paths) {
    const isJson = /\.jsonc?$/u.test(path);
    if (!path.startsWith(`${images}/`)) {
      isWhole ||= isJson || path === SETTINGS_FILE || path === LOCK_FILE;
      continue;
    }
    const [name = '', ...rest] = path.slice(images.length + 1).split('/');
    if (rest.length > 0) names.add(name);
    // Any JSON may be a fragment, but for specs, and for what lies in a rootfs.
    const isSpec = rest.length === 1 && (SPEC_FILES as readonly string[]).includes(rest[0] ?? '');
    isWhole ||= isJson && !isSpec && rest[0] !== 'rootfs';
  }
  return { isWhole, names: [...names].sort() };
}
