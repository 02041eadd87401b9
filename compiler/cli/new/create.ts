import { posix, relative } from 'node:path';
import { nodeFiles } from '../../host/node-files.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import { loadSettings } from '../../settings.js';
import { JOB_NAME } from '../../validate/grammar.js';
import { checkImage } from '../../validate/schema.js';
import { write } from '../../write/write.js';

export interface NewImage {
  readonly name: string;
  readonly from: string;
  /** `manager:package` */
  readonly packages: readonly string[];
  readonly expose: readonly string[];
}

type Result = { path: string; dir: string } | { usage: string } | { diagnostics: readonly Diagnostic[] };

/** Writes a first spec for an image. Refuses what the schema would refuse, and a folder that has a spec. */
export function newImage(root: string, wanted: NewImage): Result {
  const { settings, diagnostics } = loadSettings(nodeFiles, root);
  if (!settings) return { diagnostics };
  // A repository name may have parts; the folder, and so the Jenkins job, is named by the last.
  const folder = posix.basename(wanted.name);
  if (!JOB_NAME.test(folder))
    return {
      usage: `"${wanted.name}" can't name a folder and a Jenkins job: letters, digits, '.', '_' and '-' only`,
    };
  const dir = `${settings.images ?? 'images'}/${folder}`;
  const existing = ['image.json', 'image.jsonc'].find((file) => nodeFiles.lstat(`${root}/${dir}/${file}`));
  if (existing) return { usage: `${dir}/${existing} is there already` };

  const spec = {
    $schema: `${relative(`/${dir}`, '/')}/schemas/image.schema.json`,
    name: wanted.name,
    ...body(wanted),
  };
  const content = `${JSON.stringify(spec, null, 2)}\n`;
  const checked = checkImage(JSON.parse(content));
  if ('problems' in checked) {
    const [wrong] = checked.problems;
    const { value, expected } = wrong?.parameters ?? {};
    return {
      usage:
        value === undefined
          ? `not a package manager or value that a spec takes: ${wrong?.pointer ?? ''}`
          : `"${value}" is not ${String(expected)}`,
    };
  }
  const failure = write(
    nodeFiles,
    root,
    [{ path: `${dir}/image.json`, content, mode: 0o644, marked: false }],
    [],
  );
  return failure ? { diagnostics: [failure] } : { path: `${dir}/image.json`, dir };
}

function body({ from, packages, expose }: NewImage): object {
  // Without a prototype: somebody may ask for a manager `constructor`.
  const byManager = Object.create(null) as Record<string, string[]>;
  for (const entry of packages) {
    const [manager = '', ...name] = entry.split(':');
    byManager[manager] = [...(byManager[manager] ?? []), name.join(':')];
  }
  return {
    description: '',
    from,
    ...(packages.length > 0 ? { packages: byManager } : {}),
    ...(expose.length > 0
      ? { expose: expose.map((port) => (/^\d+$/u.test(port) ? Number(port) : port)) }
      : {}),
    publish: { tags: ['latest'], overwrite: ['latest'] },
  };
}
