import { problem } from '../../model/problem.js';
import { at } from '../../model/pointer.js';
import type { Rule } from '../rule.js';

/** An image has somewhere to go, and only its own tags may be moved. */
export const publish: Rule = function* ({ spec, publish: settings }) {
  if (settings.registry === undefined)
    yield problem('publish-incomplete', spec.publish ? '/publish' : '', {});
  const { overwrite, tags = ['latest'] } = settings;
  if (!Array.isArray(overwrite)) return;
  for (const [index, tag] of overwrite.entries()) {
    if (tags.includes(tag as string)) continue;
    const pointer = spec.publish?.overwrite === undefined ? '' : at('/publish/overwrite', index);
    yield problem('overwrite-unknown-tag', pointer, { tag: tag as string, tags: tags.join(', ') });
  }
};
