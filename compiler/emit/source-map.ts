import type { BuildPlan } from '../model/plan.js';
import type { SourceMap } from '../model/source-map.js';
import { linesOf } from './block.js';
import { dockerfileMap } from './dockerfile/dockerfile.js';
import type { GENERATED } from './emit.js';
import { jenkinsfileMap } from './jenkinsfile/source-map.js';
import { contextBlocks, testBlocks } from './lists.js';

/**
 * Where each line of a generated file comes from. Made when somebody asks, from a plan without problems: an ordinary
 * compile has no use for it.
 */
export function sourceMap(plan: BuildPlan, file: (typeof GENERATED)[number]): SourceMap {
  switch (file) {
    case 'Dockerfile':
      return dockerfileMap(plan);
    case 'Jenkinsfile':
      return jenkinsfileMap(plan);
    case 'context.list':
      return contextBlocks(plan).flatMap(linesOf);
    case 'tests.list':
      return testBlocks(plan).flatMap(linesOf);
  }
}
