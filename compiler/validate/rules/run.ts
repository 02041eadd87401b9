import type { ResolvedImage } from '../../model/image.js';
import type { Pointer } from '../../model/plan.js';
import { problem, type Problem } from '../../model/problem.js';
import { at } from '../../model/pointer.js';
import type { Mount, RunItem } from '../../model/spec.js';
import { onbuildsOf, runsOf, stagesOf } from '../../model/stages.js';
import type { Rule } from '../rule.js';
import { didYouMean } from '../../diagnostics/suggest.js';
import { pathProblem } from './paths.js';

/** What a run item says beside its command fits to its form, and what it names is there. */
export const run: Rule = function* (image) {
  for (const stage of stagesOf(image.spec)) {
    for (const { value, pointer } of runsOf(stage)) yield* checkItem(image, value, pointer);
    for (const { value, pointer } of onbuildsOf(stage)) {
      const { run: item } = value;
      if (item === undefined) continue;
      const place = at(pointer, 'run');
      if (typeof item === 'object' && item.scriptFile !== undefined)
        yield problem(
          'option-needs',
          at(place, 'scriptFile'),
          { option: 'scriptFile', needs: 'a `run` of this build: another one has not its file' },
          true,
        );
      else yield* checkItem(image, item, place);
    }
  }
};

function* checkItem(image: ResolvedImage, item: RunItem, pointer: Pointer): Iterable<Problem> {
  if (typeof item === 'string') return;
  if (item.scriptFile !== undefined) {
    const kind = image.facts.scripts.get(item.scriptFile) ?? 'missing';
    const wrong = pathProblem(item.scriptFile, kind, 'file', at(pointer, 'scriptFile'), image.dir);
    if (wrong) yield wrong;
    else if (!/^[\w./@+=:-]+$/u.test(item.scriptFile))
      yield problem('unquotable', at(pointer, 'scriptFile'), {
        reason: "the path of a mounted script has letters, digits and '._/@+=:-' only",
        advice: 'Rename the file.',
      });
  }
  if (item.interpreter !== undefined && item.script === undefined && item.scriptFile === undefined)
    yield problem(
      'option-needs',
      at(pointer, 'interpreter'),
      { option: 'interpreter', needs: '`script` or `scriptFile`' },
      true,
    );
  if (item.heredocs !== undefined && item.lines === undefined)
    yield problem('option-needs', at(pointer, 'heredocs'), { option: 'heredocs', needs: '`lines`' }, true);
  for (const [index, mount] of (item.mounts ?? []).entries())
    yield* checkMount(image, mount, at(pointer, 'mounts', index));
}

/** Options of each type: https://docs.docker.com/reference/dockerfile/#run---mount */
const OPTIONS: Readonly<Record<Mount['type'], readonly string[]>> = {
  bind: ['target', 'source', 'from', 'readwrite', 'readonly'],
  cache: ['id', 'target', 'readonly', 'sharing', 'from', 'source', 'mode', 'uid', 'gid'],
  tmpfs: ['target', 'size'],
  secret: ['id', 'target', 'env', 'required', 'mode', 'uid', 'gid'],
  ssh: ['id', 'target', 'required', 'mode', 'uid', 'gid'],
};

function* checkMount({ spec }: ResolvedImage, mount: Mount, pointer: Pointer): Iterable<Problem> {
  const { type } = mount;
  const known = OPTIONS[type];
  for (const option of Object.keys(mount))
    if (option !== 'type' && !known.includes(option))
      yield problem('mount-option', at(pointer, option), { type, option, known: known.join(', ') }, true);
  if (['bind', 'cache', 'tmpfs'].includes(type) && mount.target === undefined)
    yield problem('mount-target', pointer, { type, option: 'target', what: 'where it is mounted' });
  if (type !== 'secret') return;
  if (mount.id === undefined)
    yield problem('mount-target', pointer, { type, option: 'id', what: 'which of `secrets` it is' });
  else if (!Object.hasOwn(spec.secrets ?? {}, mount.id))
    yield problem('secret-unknown', at(pointer, 'id'), {
      id: mount.id,
      suggestion: didYouMean(mount.id, Object.keys(spec.secrets ?? {})),
    });
}
