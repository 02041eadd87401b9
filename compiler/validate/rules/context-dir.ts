import { posix } from 'node:path';
import { problem } from '../../model/problem.js';
import type { Rule } from '../rule.js';

/** The context folder lies in the workspace. */
export const contextDir: Rule = function* ({ spec, source }) {
  const path = spec.context?.dir;
  if (path === undefined) return;
  const folder = posix.join(source, path);
  if (folder === '..' || folder.startsWith('../'))
    yield problem('path-outside', '/context/dir', { path, root: 'the workspace' });
};
