/** `cooper build`: builds images in Jenkins, and tells what comes of it. */
import { setTimeout as sleepFor } from 'node:timers/promises';
import type { BuildOutcome } from '../../builds/build-image.js';
import { buildImages, imagesToBuild, type ImageToBuild } from '../../build-images.js';
import type { JenkinsApi } from '../../clients/jenkins/types.js';
import { jenkinsWorkspace } from '../../jenkins-workspace.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import { Exit } from '../exit.js';
import type { Io } from '../io.js';
import { connectJenkins } from '../jenkins/connect.js';
import { folderOf } from '../jenkins/folder.js';
import { report } from '../report.js';
import { isWrong, parametersOf, severalOfOneName, type BuildArguments } from './arguments.js';
import { watchInterrupts } from './interrupt.js';
import { jsonView } from './json-view.js';
import { liveView } from './live-view.js';
import { plainView } from './plain-view.js';
import { Running } from './running.js';
import type { View } from './view.js';
import { reportWrong } from '../wrong.js';

const PARALLEL = 4;
const PATIENCE_MINUTES = 10;

/** Exit codes: 0 all succeeded, 1 specs, 2 command line, 4 a build failed or Jenkins can't be asked, 130 Ctrl-C. */
export async function buildCommand(
  args: BuildArguments,
  workspace: { readonly root: string } | { readonly missing: Diagnostic },
  cwd: string,
  io: Io,
): Promise<number> {
  if ('missing' in workspace) {
    report([workspace.missing], {}, io);
    return Exit.specs;
  }
  const parameters = parametersOf(args);
  if (isWrong(parameters)) return reportWrong(parameters, io);
  const opened = jenkinsWorkspace(workspace.root, args.images);
  const { settings, diagnostics, images: named, lacking, unknown } = opened;
  // A broken spec holds up nobody but who asks for it by its name.
  const isLacking = lacking.length + unknown > 0 || (named.length === 0 && diagnostics.length > 0);
  if (isLacking) report(diagnostics, {}, io);
  if (isLacking && (args.all !== true || named.length === 0)) return Exit.specs;
  const folder = folderOf(settings, args.folder);
  if (typeof folder !== 'string') return reportWrong(folder, io);
  const wanted = imagesToBuild(opened, {
    parents: args.withParents === true,
    children: args.withChildren === true,
  });
  const clash = severalOfOneName(args, wanted);
  if (clash) return reportWrong(clash, io);
  const cut = new AbortController();
  const connected = await connectJenkins(io, cwd, undefined, cut.signal);
  if ('exit' in connected) return connected.exit;
  const code = await build(
    connected.jenkins,
    wanted,
    { args, lacking, parameters, folder, cut, root: workspace.root },
    io,
  );
  return code === Exit.fine && isLacking ? Exit.specs : code;
}

interface Job {
  readonly args: BuildArguments;
  readonly parameters: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly cut: AbortController;
  /** Of `--all`: what has errors in its spec. */
  readonly lacking: readonly string[];
  readonly root: string;
}

async function build(
  jenkins: JenkinsApi,
  wanted: readonly ImageToBuild[],
  { args, cut, lacking, ...job }: Job,
  io: Io,
): Promise<number> {
  const detach = args.detach === true;
  const images = detach ? wanted.filter(({ after }) => after.length === 0) : wanted;
  const view = viewOf(args, images.length > 1, io);
  for (const image of lacking)
    view.event({
      type: 'not-built',
      image,
      reason: 'its spec has errors',
      advice: 'They are shown by: cooper validate',
    });
  for (const { dir, after } of wanted)
    if (detach && after.length > 0)
      view.event({
        type: 'not-built',
        image: dir,
        reason: `with --detach nobody waits for ${after.join(', ')}, which it is built on`,
        advice: 'Jenkins starts it afterwards where its job says so: the jobs of "cooper jobs sync" do.',
      });
  const child = images.find(({ after }) => after.length > 0);
  if (child && Object.keys(job.parameters).length > 0)
    view.note(
      `${child.dir} is built on ${child.after.join(', ')} by the name and tag in the spec, whatever these values are`,
    );
  const running = new Running();
  const interruption = watchInterrupts(jenkins, running, view, args.abortOnInterrupt === true, cut, io);
  const { signal, stop } = interruption;
  try {
    const outcomes = await buildImages(jenkins, images, {
      ...job,
      detach,
      signal,
      stop,
      parallel: args.parallel ?? PARALLEL,
      patience: (args.patience ?? PATIENCE_MINUTES) * 60_000,
      now: () => performance.now(),
      sleep: (milliseconds) => sleepFor(milliseconds, undefined, { signal }).catch(() => {}),
      onEvent(event) {
        running.see(event);
        view.event(event);
      },
    });
    view.close();
    const raised = interruption.raised();
    if (raised !== null) {
      io.err(running.advice());
      return 128 + { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 }[raised as 'SIGINT' | 'SIGTERM' | 'SIGHUP'];
    }
    if (detach && args.json !== true) io.out(running.advice());
    return exitOf(outcomes, detach);
  } catch (error) {
    view.close();
    throw error;
  } finally {
    interruption.end();
  }
}

function exitOf(outcomes: ReadonlyMap<string, BuildOutcome>, detach: boolean): number {
  const isFine = [...outcomes.values()].every(
    (outcome) => (outcome.state === 'done' && outcome.isSuccess) || (detach && outcome.state === 'detached'),
  );
  return isFine ? Exit.fine : Exit.outside;
}

function viewOf({ json, follow, quiet }: BuildArguments, several: boolean, io: Io): View {
  if (json === true) return jsonView({ quiet }, io);
  const isDumb = io.env['TERM'] === 'dumb' || (io.env['CI'] ?? '') !== '';
  return io.isTerminal && !isDumb && follow !== true && quiet !== true
    ? liveView(io)
    : plainView({ follow, quiet, several }, io);
}
