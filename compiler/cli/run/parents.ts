/** `--with-parents`: the images that an image is built on, before it. */
import { diagnostic } from '../../diagnostics/create.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import type { BuildPlan } from '../../model/plan.js';

/** An image with the folders of those that it is built on. */
export interface Planned {
  readonly plan: BuildPlan;
  readonly root: string;
  readonly parents: readonly string[];
}

export type PlannedImage = Planned | { readonly diagnostics: readonly Diagnostic[] };

/** Every image once, after those that it is built on; or what is wrong with one of them. */
export async function withParents(
  name: string,
  planImage: (name: string) => Promise<PlannedImage>,
): Promise<readonly Planned[] | { readonly diagnostics: readonly Diagnostic[] }> {
  const order: Planned[] = [];
  const seen = new Set<string>();
  const visit = async (wanted: string, open: readonly string[]): Promise<readonly Diagnostic[]> => {
    const planned = await planImage(wanted);
    if ('diagnostics' in planned) return planned.diagnostics;
    const { dir } = planned.plan;
    if (open.includes(dir)) {
      const ring = [...open.slice(open.indexOf(dir)), dir].join(' → ');
      return [diagnostic('parent-ring', { ring }, null)];
    }
    if (seen.has(dir)) return [];
    for (const parent of planned.parents) {
      if (seen.has(parent)) continue;
      const problems = await visit(parent, [...open, dir]);
      if (problems.length > 0) return problems;
    }
    seen.add(dir);
    order.push(planned);
    return [];
  };
  const diagnostics = await visit(name, []);
  return diagnostics.length > 0 ? { diagnostics } : order;
}
