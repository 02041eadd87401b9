/** A build reads the generated files from the disk, as Jenkins does: they must be what the spec says. */
import { emit } from '../../emit/emit.js';
import type { Files } from '../../host/files.js';
import type { BuildPlan } from '../../model/plan.js';
import { compare } from '../../write/compare.js';

/** The files that the stage scripts read; the Jenkinsfile is for Jenkins alone. */
const READ = ['Dockerfile', 'context.list', 'tests.list'];

/** Paths of generated files that differ from what the spec gives now. */
export function staleFiles(files: Files, root: string, plan: BuildPlan): string[] {
  const artifacts = new Map(emit(plan).artifacts.map((artifact) => [artifact.path, artifact]));
  return READ.map((name) => `${plan.dir}/${name}`).filter((path) => {
    const artifact = artifacts.get(path);
    if (artifact === undefined) return files.lstat(`${root}/${path}`) !== null;
    return compare(files, root, artifact).standing !== 'same';
  });
}
