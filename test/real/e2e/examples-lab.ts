/** The repository's own workspace in a lab: its images are built as they stand, on bases that the lab's registry has. */
import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WorkspaceSettings } from '../../../compiler/model/spec.js';
import type { Lab } from './lab.js';

const REPOSITORY = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/**
 * Puts examples/, fragments/ and the settings into the lab and compiles them. Other than in the repository are: the
 * registry and the namespace, `debian:12` (the lab's own), and `vars`.
 */
export async function addExamples(lab: Lab, vars: Readonly<Record<string, string>>): Promise<void> {
  rmSync(join(lab.workspace, 'images'), { recursive: true, force: true });
  for (const part of ['examples', 'fragments']) {
    const folder = join(lab.workspace, part);
    cpSync(join(REPOSITORY, part), folder, { recursive: true });
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!/\.jsonc?$/.test(name)) continue;
      const path = join(folder, name);
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll('"debian:12"', JSON.stringify(lab.base)));
    }
  }
  const settings = JSON.parse(readFileSync(join(REPOSITORY, 'cooperage.json'), 'utf8')) as WorkspaceSettings;
  const { address } = lab.registry;
  lab.write(
    'cooperage.json',
    JSON.stringify({
      ...settings,
      vars: { ...settings.vars, ...vars },
      defaults: {
        ...settings.defaults,
        publish: { ...settings.defaults?.publish, registry: address, namespace: 'team' },
      },
      policy: {
        ...settings.policy,
        'base-registry': { severity: 'error', allow: [address, 'r.your.domain', 'docker.io/library'] },
      },
    }),
  );
  await lab.compile();
}

/** The examples, with each variant of a matrix by itself. */
export function exampleNames(): string[] {
  const examples = join(REPOSITORY, 'examples');
  return readdirSync(examples, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('/Jenkinsfile'))
    .map((path) => dirname(path))
    .sort();
}
