import type { BuiltStage } from '../layers/stages.js';
import { changes, type Change, type ImageState } from './change.js';
import { bodiesOf, stagePairs } from './stage-pairs.js';

/** Ports that the image listens on. */
export function ports(before: ImageState | null, after: ImageState): Change[] {
  return stagePairs(before, after).flatMap(({ label, before: old, after: now }) =>
    changes('ports', portsOf(old), portsOf(now), { stage: label }),
  );
}

/** `80` and `80/tcp` are the same port. */
function portsOf(stage: BuiltStage | null): Map<string, string> {
  return new Map(
    bodiesOf(stage, 'EXPOSE').flatMap(({ values }) =>
      values.map(({ text }) => {
        const port = /^[\d-]+$/u.test(text) ? `${text}/tcp` : text;
        return [port, port];
      }),
    ),
  );
}
