/** Puts generated Jenkinsfiles to a controller's own linter, and tells what it says at the lines of the specs. */

import { checkWorkspace } from './check.js';
import { readLintAnswer, type LintFinding } from './clients/jenkins/lint-answer.js';
import type { JenkinsApi, JenkinsFault } from './clients/jenkins/types.js';
import type { CompileResult } from './compile.js';
import { compareDiagnostics, diagnostic, distinct, visible } from './diagnostics/create.js';
import { fileStart } from './diagnostics/file-start.js';
import { sourceMap } from './emit/source-map.js';
import type { Files } from './host/files.js';
import { nodeFiles } from './host/node-files.js';
import { remembering } from './host/remembering.js';
import { compileSpec, type CompiledImage, type CompiledSpec } from './image.js';
import { SETTINGS_FILE, type SpecPlace } from './load/workspace.js';
import { inParallel } from './in-parallel.js';
import type { Diagnostic, Related } from './model/diagnostic.js';
import { problem } from './model/problem.js';
import { originAt, WHOLE_SPEC } from './model/source-map.js';
import { openWorkspace } from './open-workspace.js';
import { Parents } from './parents.js';
import { place as locate } from './place.js';

export interface LintOptions {
  readonly files?: Files;
  /** Called as Jenkinsfiles are linted, for a progress display. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface LintResult {
  /** With `diagnostics` of the specs and of the linter, in order of file and line. */
  readonly checked: CompileResult;
  /** Jenkinsfiles that the linter has looked at. */
  readonly linted: number;
  /** Jenkinsfiles of images without errors of our own. */
  readonly total: number;
  /** Why it did not look at the others; null where it looked at all of them. */
  readonly fault: JenkinsFault | null;
}

const AT_A_TIME = 8;

/**
 * Compiles in memory, and lints what has no errors. What the linter passes may still fail in a build: it knows no
 * steps, looks at no cron, and does not see what is too large.
 * @param root absolute path of the folder with cooperage.json
 * @param names only these images; all where there are none
 */
export async function lintJenkinsfiles(
  root: string,
  names: readonly string[],
  jenkins: Pick<JenkinsApi, 'url' | 'lint'>,
  options: LintOptions = {},
): Promise<LintResult> {
  const { files = nodeFiles, onProgress } = options;
  const compiled: Jenkinsfile[] = [];
  const onCompiled = (spec: CompiledSpec): void => void compiled.push(...jenkinsfilesOf(spec));
  const checked = checkWorkspace(root, names, { files, incremental: false, onCompiled });
  const good = new Set(checked.images.map(({ dir }) => dir));
  const jenkinsfiles = compiled.filter(({ dir }) => good.has(dir));
  const { answers, fault } = await ask(jenkinsfiles, jenkins, onProgress);
  const refused = answers.filter(({ findings }) => findings.length > 0);
  const found = distinct(inSpecs(root, files, refused));
  const broken = new Set(refused.map(({ file }) => file.dir));
  return {
    checked: {
      ...checked,
      images: checked.images.filter(({ dir }) => !broken.has(dir)),
      diagnostics: [...checked.diagnostics, ...found].sort(compareDiagnostics),
    },
    linted: answers.length,
    total: jenkinsfiles.length,
    fault,
  };
}

interface Jenkinsfile {
  readonly place: SpecPlace;
  readonly variant: string | null;
  readonly dir: string;
  readonly text: string;
}

interface Linted {
  readonly file: Jenkinsfile;
  readonly findings: readonly LintFinding[];
}

function jenkinsfilesOf({ place, images }: CompiledSpec): Jenkinsfile[] {
  return images.flatMap(({ identity: { dir, variant }, artifacts }) =>
    artifacts
      .filter(({ path }) => path === `${dir}/Jenkinsfile`)
      .map(({ content }) => ({ place, variant, dir, text: content })),
  );
}

/** After a fault nothing more is asked: the next one would fare no better. */
async function ask(
  files: readonly Jenkinsfile[],
  jenkins: Pick<JenkinsApi, 'url' | 'lint'>,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<{ answers: readonly Linted[]; fault: JenkinsFault | null }> {
  const state: { fault: JenkinsFault | null; done: number } = { fault: null, done: 0 };
  const answers = await inParallel(files, AT_A_TIME, async (file): Promise<Linted | null> => {
    if (state.fault) return null;
    const answer = await lintOne(file.text, jenkins);
    if ('fault' in answer) state.fault ??= answer.fault;
    onProgress(++state.done, files.length);
    return 'fault' in answer ? null : { file, findings: answer.findings };
  });
  return { answers: answers.filter((answer) => answer !== null), fault: state.fault };
}

async function lintOne(
  text: string,
  jenkins: Pick<JenkinsApi, 'url' | 'lint'>,
): Promise<{ findings: readonly LintFinding[] } | { fault: JenkinsFault }> {
  const answer = await jenkins.lint(text);
  if ('fault' in answer) return answer;
  if (answer.value === null)
    return {
      fault: {
        kind: 'missing',
        status: 404,
        reason: `${jenkins.url} has no linter: the plugin Pipeline: Declarative (pipeline-model-definition) is missing`,
        advice: 'Have it installed: no generated Jenkinsfile runs without it.',
      },
    };
  const read = readLintAnswer(answer.value);
  if ('findings' in read) return read;
  return {
    fault: {
      kind: 'failed',
      status: 200,
      reason: `${jenkins.url} answers "${visible(read.unreadable)}" where its linter should`,
      advice: 'See whether something stands between here and Jenkins, and what its log says.',
    },
  };
}

/** The specs of refused Jenkinsfiles are compiled once more: plans are not kept, thousands would fill the memory. */
function inSpecs(root: string, disk: Files, refused: readonly Linted[]): Diagnostic[] {
  const compiled = compileAgain(root, disk);
  return refused.flatMap(({ file, findings }) => {
    const image = compiled(file.place).find(({ identity }) => identity.variant === file.variant);
    return findings.map((found) => located(found, file, image));
  });
}

/** No images where the workspace has changed since, and can't be read any more. */
function compileAgain(root: string, disk: Files): (place: SpecPlace) => readonly CompiledImage[] {
  const opened = openWorkspace(remembering(disk), root);
  if ('diagnostics' in opened) return () => [];
  const { workspace } = opened;
  const parents = new Parents(workspace);
  // One after the other, as they were compiled: the variants of a spec need it once.
  let last: CompiledSpec | null = null;
  return (place) => {
    last = last?.place === place ? last : compileSpec(workspace, place, parents);
    return last.images;
  };
}

function located(
  { message, line, column }: LintFinding,
  file: Jenkinsfile,
  image: CompiledImage | undefined,
): Diagnostic {
  const own = line === null ? [] : [ownLine(file, line, column ?? 1)];
  const parameters = { reason: message };
  if (!image?.plan || !image.places) {
    const start = fileStart(`${file.place.dir}/${file.place.specFiles[0] ?? ''}`);
    return { ...diagnostic('jenkins-lint', parameters, start), related: own };
  }
  const origin = line === null ? WHOLE_SPEC : originAt(sourceMap(image.plan, 'Jenkinsfile'), line, column);
  const found = problem('jenkins-lint', origin.pointer, parameters);
  const placed = locate(origin.file === 'spec' ? found : { ...found, file: SETTINGS_FILE }, image.places);
  return { ...placed, related: [...own, ...(placed.related ?? [])] };
}

function ownLine({ dir, text }: Jenkinsfile, line: number, column: number): Related {
  const source = text.split('\n', line)[line - 1] ?? '';
  const position = { line, column };
  return {
    message: `in the generated Jenkinsfile: ${source.trim()}`,
    location: { file: `${dir}/Jenkinsfile`, start: position, end: position, text: source },
  };
}
