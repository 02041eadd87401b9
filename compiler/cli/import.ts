import { statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import type { ImportedFile } from '../import-files.js';
import { Exit } from './exit.js';
import type { Io } from './io.js';
import { progress } from './progress.js';
import { report } from './report.js';
import { startFolder, workspaceOf } from './workspace.js';

interface Options {
  readonly out?: string;
  readonly name?: string;
  readonly target?: string;
  readonly registry?: string;
  readonly context?: string;
  readonly dryRun?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** `cooper import PATH…`: specs of Dockerfiles, and how truly each says what its Dockerfile says. */
export function register(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('import')
    .description('turn Dockerfiles into image specs, and tell what each of them carries')
    .argument('<path...>', 'Dockerfiles, or folders to look for them')
    .option('--out <dir>', "where the images' folders go (the workspace's images folder)")
    .option('--name <name>', 'the name of the image, for a single Dockerfile', repositoryName)
    .option('--target <stage>', 'the stage that becomes the image (the last one)')
    .option('--registry <host>', 'the registry that the images are pushed to (as the workspace says)')
    .option('--context <dir>', "the build context (each Dockerfile's own folder)")
    .option('--dry-run', 'only tell; write nothing')
    .option('--force', 'replace specs that are there')
    .option('--json', 'the report as JSON, with the specs')
    .addHelpText(
      'after',
      '\nExamples:\n  $ cooper import services/api/Dockerfile\n  $ cooper import --dry-run .\n  $ cooper import --target runtime --name api api.Dockerfile\n\nExit code: 0 when every Dockerfile is carried whole, 1 when one is not or a spec is there already.',
    )
    .action(async (paths: string[], options: Options, command: Command) =>
      done(await run(paths, options, command, io)),
    );
}

function repositoryName(text: string): string {
  if (/^[a-z0-9]+(?:[._/-]+[a-z0-9]+)*$/.test(text)) return text;
  throw new InvalidArgumentError('A name has lower-case letters and digits, parted by . _ - or /.');
}

async function run(paths: readonly string[], options: Options, command: Command, io: Io): Promise<number> {
  const workspace = workspaceOf(command);
  const root = 'root' in workspace ? workspace.root : null;
  const [{ findDockerfiles, importFiles }, { nodeFiles }, { loadSettings }] = await Promise.all([
    import('../import-files.js'),
    import('../host/node-files.js'),
    import('../settings.js'),
  ]);
  const start = startFolder(command);
  const usage = (text: string): number => {
    io.err(`cooper: ${text}\n`);
    return Exit.usage;
  };
  const absolute = paths.map((path) => resolve(start, path));
  const absent = absolute.findIndex((path) => statSync(path, { throwIfNoEntry: false }) === undefined);
  if (absent >= 0) return usage(`there is no ${paths[absent]}`);
  const dockerfiles = findDockerfiles(nodeFiles, absolute);
  if (dockerfiles.length === 0) return usage(`there is no Dockerfile in ${paths.join(', ')}`);
  if (dockerfiles.length > 1 && options.name !== undefined)
    return usage(`--name goes with one Dockerfile; here are ${dockerfiles.length}`);

  let out = options.out === undefined ? null : resolve(start, options.out);
  if (out === null) {
    if ('missing' in workspace) {
      report([workspace.missing], {}, io);
      return Exit.specs;
    }
    const { settings, diagnostics } = loadSettings(nodeFiles, workspace.root);
    if (!settings) {
      report(diagnostics, {}, io);
      return Exit.specs;
    }
    out = resolve(workspace.root, settings.images ?? 'images');
  }
  const shown = progress(io, 'importing');
  const { name, target, registry, context } = options;
  const inside = root !== null && `${out}/`.startsWith(`${root}/`) ? root : null;
  const imported = importFiles(nodeFiles, dockerfiles, {
    out,
    root: inside,
    ...(name === undefined ? {} : { name }),
    ...(target === undefined ? {} : { target }),
    ...(registry === undefined ? {} : { registry }),
    ...(context === undefined ? {} : { context: resolve(start, context) }),
    onProgress: shown,
  });
  shown.end();
  return finish(imported, out, options, (path) => relative(start, path) || '.', io);
}

async function finish(
  imported: readonly ImportedFile[],
  out: string,
  { dryRun = false, force = false, json = false }: Options,
  shorten: (path: string) => string,
  io: Io,
): Promise<number> {
  const written = imported.filter(({ content, exists }) => content !== null && (force || !exists));
  const { write } = await import('../write/write.js');
  const { nodeFiles } = await import('../host/node-files.js');
  const artifacts = written.map(({ path, content }) => ({
    path: relative(out, path),
    content: content ?? '',
    mode: 0o644 as const,
    marked: false,
  }));
  const failure = dryRun ? null : write(nodeFiles, out, artifacts, []);
  if (failure) {
    report([failure], {}, io);
    return Exit.outside;
  }
  const { importJson, importText } = await import('./import/report.js');
  const view = { written: new Set(written), dryRun, shorten };
  io.out(json ? importJson(imported, view) : importText(imported, view));
  const whole = imported.filter(({ fidelity }) => fidelity === 'identical' || fidelity === 'equivalent');
  return whole.length === imported.length && written.length === imported.length ? Exit.fine : Exit.specs;
}
