/** What Compose's own loader makes of a Compose file, as `docker compose config` does. Needs Go for its first run. */

import { fileURLToPath } from 'node:url';
import { built, filesOf, run } from './build.js';

export interface ComposeService {
  readonly image?: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly ports?: readonly {
    readonly host_ip?: string;
    readonly published?: string;
    readonly target: number;
  }[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

export interface ComposeProject {
  readonly name: string;
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const SOURCES = fileURLToPath(new URL('compose', import.meta.url));

/** Throws with the loader's words where it refuses the file. */
export function readCompose(path: string, env: Readonly<Record<string, string>> = {}): ComposeProject {
  const loader = built('compose-reader', filesOf(SOURCES), (target) =>
    run('go', ['build', '-o', target, '.'], { cwd: SOURCES }),
  );
  return JSON.parse(run(loader, [path], { env }).toString()) as ComposeProject;
}
