import type { UpgradePlan } from '../../upgrade-workspace.js';

/** A plan for programs: which files of which images, not their texts. */
export function planJson(plan: UpgradePlan, chosen: ReadonlySet<string>, isWritten: boolean): object {
  const { images, groups, shared, uncommitted, total, diagnostics, since } = plan;
  return {
    written: isWritten,
    total,
    images: images.map(({ dir, cause, files, dependants, unknownCalls }) => ({
      dir,
      cause,
      chosen: chosen.has(dir),
      files: files.map(({ name, before, after }) => ({
        name,
        standing: before === null ? 'new' : after === null ? 'removed' : 'changed',
      })),
      dependants,
      unknownCalls,
      groups: groups.flatMap((group, index) => (group.dirs.includes(dir) ? [index] : [])),
    })),
    groups: groups.map(({ file, dirs, example }) => ({
      file,
      count: dirs.length,
      images: dirs,
      example,
    })),
    shared: shared.map(({ artifact: { path }, standing }) => ({
      path,
      standing: standing === 'missing' ? 'new' : 'changed',
      uncommitted: uncommitted.includes(path),
    })),
    since: 'name' in since ? since.name : null,
    diagnostics,
  };
}
