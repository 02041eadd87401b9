/** One spec through all phases, and what must hold for it whatever it says. */
import { compileSpec as compileOne, type CompiledSpec } from '../../../compiler/image.js';
import { Parents } from '../../../compiler/parents.js';
import { loadSettings } from '../../../compiler/settings.js';
import { Workspace } from '../../../compiler/workspace.js';
import { memory, ROOT, SETTINGS, type Content } from '../../support/workspace.js';
import { HOLES } from './schema-specs.js';
import { groovySkeleton, verbs } from './skeleton.js';

/** What the specs name: a rootfs and a script. */
export const BESIDE: Record<string, Content> = {
  'images/web/rootfs/etc/app.conf': 'x',
  'images/web/scripts/setup.sh': 'true',
  'fragments/base.json': {},
  'fragments/debian.json': {},
  'fragments/web.json': {},
};

/** One image alone: without the runtime's files, which take longer to read than all the rest. */
export function compileSpec(spec: unknown, beside: Readonly<Record<string, Content>> = BESIDE): CompiledSpec {
  const files = memory({ ...beside, 'images/web/image.json': JSON.stringify(spec) });
  const { document } = loadSettings(files, ROOT);
  const workspace = new Workspace(files, ROOT, SETTINGS, document);
  return compileOne(workspace, { dir: 'images/web', specFiles: ['image.json'] }, new Parents(workspace));
}

export function outputs({ images }: CompiledSpec): Record<string, string> {
  const artifacts = images.flatMap((image) => image.artifacts);
  return Object.fromEntries(artifacts.map(({ path, content }) => [path, content]));
}

export function errors({ diagnostics }: CompiledSpec): CompiledSpec['diagnostics'] {
  return diagnostics.filter(({ severity }) => severity === 'error');
}

/** What may not stand in a message: it would steer a terminal. */
const STEERING = /[^\P{Cc}]|\p{Cf}|\p{Cs}/u;

/** The verbs of the Dockerfile, and the Jenkinsfile without its values. A base that is none is named in no argument. */
function structureOf(path: string, image: CompiledSpec): string {
  const files = outputs(image);
  const pipeline = /\/from(\/|$)/.test(path) ? '' : groovySkeleton(files['images/web/Jenkinsfile'] ?? '');
  return `${verbs(files['images/web/Dockerfile'] ?? '').join(' ')}\n${pipeline}`;
}

/** Puts strings into every field. Gives what is neither a located problem nor comes out as a value. */
export function hostileFields(texts: (index: number, path: string) => readonly string[]): {
  wrong: string[];
  values: number;
} {
  // No chai here: it is slow for thousands of cases.
  const wrong: string[] = [];
  let values = 0;
  for (const [index, { path, put }] of HOLES.entries()) {
    // The structure must be that of the same field with a harmless text, where there is one.
    const harmless = compileSpec(put('abc'));
    const structure = structureOf(path, harmless);
    for (const text of texts(index, path)) {
      const result = compileSpec(put(text));
      const label = `${path} ${JSON.stringify(text.slice(0, 80))}`;
      for (const { location, message, help, code } of result.diagnostics)
        if (location?.file !== 'images/web/image.json' || STEERING.test(`${message}${help}`))
          wrong.push(`${label}: ${code} at ${location?.file}: ${message}`);
      if (errors(result).length > 0) continue;
      values++;
      if (!/^[\n -~]*$/.test(outputs(result)['images/web/Jenkinsfile'] ?? ''))
        wrong.push(`${label}: not ASCII`);
      if (errors(harmless).length === 0 && structureOf(path, result) !== structure)
        wrong.push(`${label}:\n${structureOf(path, result)}\ninstead of\n${structure}`);
    }
  }
  return { wrong, values };
}
