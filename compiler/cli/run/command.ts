/** `cooper run IMAGE`: builds, tests and pushes an image on this machine. */
import type { Files } from '../../host/files.js';
import { nodeFiles } from '../../host/node-files.js';
import { realProcesses, type Processes } from '../../host/process.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import { locateFailure } from '../../explain-failure.js';
import { FailureScanner } from '../../failures/scan.js';
import type { BuilderName, BuildPlan } from '../../model/plan.js';
import type { RunResult } from '../../run/events.js';
import { Interrupts } from '../../run/interrupts.js';
import { runImage } from '../../run/run.js';
import { unmatched } from '../../run/secrets.js';
import type { Io } from '../io.js';
import { failureText } from '../jenkins/failure-text.js';
import { parseRun, UsageError, type ParsedRun, type RunArguments } from './arguments.js';
import { jsonView } from './json-view.js';
import { liveView } from './live-view.js';
import { withParents, type Planned, type PlannedImage } from './parents.js';
import { plainView } from './plain-view.js';
import { packageScript } from './scripts.js';
import { staleFiles } from './stale.js';
import { failure, lost, success } from './summary.js';
import { printable, type View } from './view.js';

export interface RunCommandOptions {
  readonly args: RunArguments;
  /** Where relative paths of the command line start. */
  readonly cwd: string;
  readonly planImage: (image: string, overrides: { builder?: BuilderName }) => Promise<PlannedImage>;
  /** Shows what is wrong with the specs. */
  readonly showDiagnostics: (diagnostics: readonly Diagnostic[]) => void;
  readonly processes?: Processes;
  readonly files?: Files;
}

/**
 * Exit codes: 0 done, 1 the specs have errors, 2 the command line is wrong, 3 the generated files are stale,
 * 4 a stage failed, 130 Ctrl-C.
 */
export async function runCommand(options: RunCommandOptions, io: Io): Promise<number> {
  try {
    const parsed = parseRun(options.args, io.env, options.cwd);
    const planned = await plansOf(options, parsed);
    if ('diagnostics' in planned) {
      options.showDiagnostics(planned.diagnostics);
      return 1;
    }
    check(planned, parsed);
    const stale = planned.flatMap(({ plan, root }) => staleFiles(options.files ?? nodeFiles, root, plan));
    if (stale.length > 0) {
      io.err(`cooper: not what the spec says now: ${stale.join(', ')}\n  Run first: cooper compile\n`);
      return 3;
    }
    for (const image of planned) {
      const code = await run(image, parsed, options, io);
      if (code !== 0) return code;
    }
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      io.err(`cooper: ${error.message}\n  ${error.help}\n`);
      return 2;
    }
    // What the operating system refuses (no space, no rights) is neither the spec's fault nor ours.
    if (error instanceof Error && /^E[A-Z]+$/.test((error as NodeJS.ErrnoException).code ?? '')) {
      io.err(`cooper: ${error.message}\n`);
      return 4;
    }
    throw error;
  }
}

/** The image, after those that it is built on where that is wanted. */
function plansOf(
  { args, planImage }: RunCommandOptions,
  parsed: ParsedRun,
): Promise<readonly Planned[] | { readonly diagnostics: readonly Diagnostic[] }> {
  const overrides = parsed.builder === undefined ? {} : { builder: parsed.builder };
  if (args.withParents === true) return withParents(args.image, (name) => planImage(name, overrides));
  return planImage(args.image, overrides).then((planned) => ('diagnostics' in planned ? planned : [planned]));
}

/** What of the command line only the plans can judge. */
function check(planned: readonly Planned[], parsed: ParsedRun): void {
  const writer = parsed.to === 'docker-daemon' ? 'docker' : 'buildah';
  for (const { plan } of planned)
    if (parsed.to !== undefined && plan.builder !== writer) {
      const target = writer === 'docker' ? 'docker-daemon' : 'oci:FOLDER';
      throw new UsageError(`--to ${target} needs the builder ${writer}`, `Add --builder ${writer}.`);
    }
  const several = planned.find(({ plan }) => plan.platforms.length > 1);
  if (parsed.to === 'docker-daemon' && several)
    throw new UsageError(
      `${several.plan.dir} is for ${several.plan.platforms.length} platforms, and an engine keeps one`,
      'Use --to oci:FOLDER, or state one platform.',
    );
  const secrets = planned.flatMap(({ plan }) => plan.secrets);
  const { missing, unknown } = unmatched(secrets, parsed.secrets ?? []);
  const example = (id: string): string => `--secret id=${id},src=FILE or --secret id=${id},env=VARIABLE`;
  if (missing[0] !== undefined) {
    throw new UsageError(
      `the image needs the secret ${missing.join(', ')}`,
      `Give it: ${example(missing[0])}.`,
    );
  }
  if (unknown[0] !== undefined) {
    throw new UsageError(
      `the image has no secret ${unknown.join(', ')}`,
      'Declare it in `secrets`, or leave it out.',
    );
  }
}

async function run(
  { plan, root }: Planned,
  parsed: ParsedRun,
  options: RunCommandOptions,
  io: Io,
): Promise<number> {
  const interrupts = new Interrupts();
  let signal: NodeJS.Signals | undefined;
  const view = viewOf(options.args, io);
  const scanner = new FailureScanner();
  const onSignal = (name: NodeJS.Signals): void => {
    if (signal === undefined) view.note('stopping, and cleaning up; interrupt again to kill what is running');
    signal ??= name;
    interrupts.raise();
  };
  for (const name of SIGNALS) process.on(name, onSignal);
  try {
    const { builder: _, secrets = [], ...settings } = parsed;
    const result = await runImage(
      plan,
      {
        ...settings,
        secrets: secrets.filter(({ id }) => plan.secrets.some((secret) => secret.id === id)),
        root,
        script: packageScript,
        env: io.env,
        interrupts,
      },
      options.processes ?? realProcesses,
      (event) => {
        view.event(event);
        if (event.type === 'line') scanner.line({ stage: event.stage, text: printable(event.text) });
      },
    );
    view.close();
    const warning = lost(plan, parsed);
    if (warning !== '') io.err(`cooper: warning: ${warning}\n`);
    const done = ['pushed', 'unchanged', 'written'].includes(result.status);
    if (done && options.args.json !== true) io.out(success(plan, parsed, result));
    if (!done || !result.clean) io.err(failure(plan, parsed, result));
    if (result.status === 'failed') io.err(explained(plan, root, result, scanner, io));
    if (result.status === 'aborted') return 128 + (signal === 'SIGTERM' ? 15 : signal === 'SIGHUP' ? 1 : 2);
    return done && result.clean ? 0 : 4;
  } catch (error) {
    view.close();
    throw error;
  } finally {
    for (const name of SIGNALS) process.removeListener(name, onSignal);
  }
}

/** Why it failed, and where that comes from; nothing where the log alone has to tell. */
function explained(
  { dir, source, specFile, variant }: BuildPlan,
  root: string,
  { failed }: RunResult,
  scanner: FailureScanner,
  io: Io,
): string {
  if (failed === null) return '';
  const found = scanner.result({ result: 'FAILURE', stages: [{ name: failed, status: 'FAILED' }] });
  if (found === null || found.code === 'unknown') return '';
  return failureText(locateFailure(root, { dir, spec: `${source}/${specFile}`, variant }, found), io);
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function viewOf({ json, verbose }: RunArguments, io: Io): View {
  if (json === true) return jsonView(io);
  const dumb = io.env['TERM'] === 'dumb' || (io.env['CI'] ?? '') !== '';
  return io.isTerminal && !dumb && verbose !== true ? liveView(io) : plainView(io);
}
