import type { Flag } from '../../model/instruction.js';
import type { Pointer } from '../../model/plan.js';
import { dockerFlag, dockerMount, dockerRawFlag, type Quoted } from '../../quote/index.js';
import type { Target } from './target.js';

/** Switches, which mean `true` when they stand alone. */
const SWITCHES = new Set(['link', 'parents', 'keep-git-dir', 'unpack']);
/** Flags in which the builder expands variables. */
const EXPANDED = new Set(['chown', 'chmod', 'checksum', 'platform']);

/** `--name=value `, each with a blank behind it. */
export function flagsText(flags: readonly Flag[], origin: (flag: Flag) => Pointer, say: Target): string {
  return flags
    .map((flag) =>
      SWITCHES.has(flag.name) && flag.value === 'true'
        ? `--${flag.name} `
        : `--${flag.name}=${say.text(quoted(flag, say), origin(flag))} `,
    )
    .join('');
}

function quoted({ name, value }: Flag, { escape }: Target): Quoted {
  if (name === 'mount') return dockerMount(value, escape);
  return EXPANDED.has(name) ? dockerFlag(value, escape) : dockerRawFlag(value, escape);
}
