import type { Artifact } from '../model/artifact.js';
import type { BuildPlan } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import { dockerfile } from './dockerfile/dockerfile.js';
import { jenkinsfile } from './jenkinsfile/jenkinsfile.js';
import { contextList, testsList } from './lists.js';
import { sealed } from './seal.js';

/** Every file that a spec may generate, in its folder. */
export const GENERATED = ['Dockerfile', 'Jenkinsfile', 'context.list', 'tests.list'] as const;

/** The generated files of one image. With problems the artifacts are of no use. */
export function emit(plan: BuildPlan): { artifacts: readonly Artifact[]; problems: readonly Problem[] } {
  const docker = dockerfile(plan);
  const context = contextList(plan);
  const tests = testsList(plan);
  const pipeline = jenkinsfile(plan, '');
  const contents = {
    Dockerfile: docker.text,
    Jenkinsfile: sealed({
      Dockerfile: docker.text,
      Jenkinsfile: pipeline.text,
      'context.list': context,
      'tests.list': tests,
    }),
    'context.list': context,
    'tests.list': tests,
  };
  const artifacts = GENERATED.flatMap((name): Artifact[] => {
    const content = contents[name];
    return content === null ? [] : [{ path: `${plan.dir}/${name}`, content, mode: 0o644, marked: true }];
  });
  return { artifacts, problems: [...docker.problems, ...pipeline.problems] };
}
