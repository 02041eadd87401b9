import { posix } from 'node:path';
import { problem } from '../../model/problem.js';
import { at } from '../../model/pointer.js';
import { copiesOf, filesOf, rootfsOf, stagesOf } from '../../model/stages.js';
import type { Rule } from '../rule.js';

/** The archive of the rootfs lies in the build context, so who copies all of that gets it too. */
export const copyArchive: Rule = function* ({ spec }) {
  if (rootfsOf(spec) === null && Object.keys(filesOf(spec).value).length === 0) return;
  for (const { value: item, pointer } of stagesOf(spec).flatMap(copiesOf)) {
    if (item.from !== undefined || item.exclude?.includes('rootfs.tar.gz')) continue;
    const verb = item.add === undefined ? 'copy' : 'add';
    const sources = item[verb] ?? [];
    for (const [index, source] of (typeof sources === 'string' ? [sources] : sources).entries())
      if (typeof source === 'string' && ['.', './', '/', '*'].includes(posix.normalize(source)))
        yield problem(
          'copy-archive',
          typeof sources === 'string' ? at(pointer, verb) : at(pointer, verb, index),
          {},
        );
  }
};
