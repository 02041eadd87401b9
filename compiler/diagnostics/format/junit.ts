import type { Diagnostic } from '../../model/diagnostic.js';
import { folderOf } from '../../model/path.js';
import { inRepository, pathIn, SETTINGS_FILE } from './in-repository.js';
import { text } from './text.js';
import { xmlAttribute, xmlText } from './xml.js';

/** What was looked at. */
export interface Checked {
  /** The workspace's in its repository: GitLab makes links of paths from there. */
  readonly folder: string;
  /** Every spec, from the workspace's root; those without a problem too. */
  readonly specs: readonly string[];
  /** Of cooper, such as `validate`. */
  readonly command: string;
}

// GitLab takes no report of more than 30 MB.
const MOST = 100;

/**
 * JUnit XML, as GitLab (https://docs.gitlab.com/ci/testing/unit_test_reports/) and Jenkins' plugin JUnit read it: a suite
 * with one case for the settings, for each spec, and for each other file that has a problem.
 *
 * Both readers know a case by its class and name, so neither holds a number that moves. GitLab shows the text of a
 * failure and not its attributes, and of several failures in one case none.
 */
export function junit(diagnostics: readonly Diagnostic[], { folder, specs, command }: Checked): string {
  const looked = [SETTINGS_FILE, ...specs].map((path) => pathIn(folder, path));
  const files = new Map<string, Diagnostic[]>(looked.map((path) => [path, []]));
  const byFolder = new Map(looked.slice(1).map((path) => [folderOf(path), path]));
  for (const found of inRepository(diagnostics, folder)) {
    const file = ownerOf(found.location.file, byFolder);
    const others = files.get(file);
    if (others) others.push(found);
    else files.set(file, [found]);
  }
  const failed = [...files.values()].filter((found) => found.some(isError)).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="cooper"${counts(files.size, failed)}>`,
    ...[...files].map(([file, found]) => suite(file, found, `cooper.${command}`)),
    '</testsuites>',
    '',
  ].join('\n');
}

/** The spec in whose folder a file lies, or the file itself. */
function ownerOf(file: string, byFolder: ReadonlyMap<string, string>): string {
  for (let folder = folderOf(file); folder !== ''; folder = folderOf(folder)) {
    const spec = byFolder.get(folder);
    if (spec !== undefined) return spec;
  }
  return file;
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}

function suite(file: string, found: readonly Diagnostic[], classname: string): string {
  const errors = found.filter(isError);
  const others = found.filter((each) => !isError(each));
  const place = xmlAttribute('file', file);
  const name = xmlAttribute('name', file);
  return [
    `  <testsuite${name}${counts(1, errors.length > 0 ? 1 : 0)}${place}>`,
    `    <testcase${xmlAttribute('classname', classname)}${name}${place} time="0">${failure(errors)}${output(others)}</testcase>`,
    '  </testsuite>',
  ].join('\n');
}

function failure(errors: readonly Diagnostic[]): string {
  const [first] = errors;
  if (!first) return '';
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return `<failure${xmlAttribute('message', first.message + more)} type="error">${shown(errors)}</failure>`;
}

function output(others: readonly Diagnostic[]): string {
  return others.length === 0 ? '' : `<system-out>${shown(others)}</system-out>`;
}

function shown(found: readonly Diagnostic[]): string {
  const more = found.length > MOST ? `\n… and ${found.length - MOST} more\n` : '';
  // GitLab would make a link to a file of the job out of it.
  return xmlText(text(found.slice(0, MOST), false) + more).replaceAll('[[ATTACHMENT|', '[ [ATTACHMENT|');
}

function counts(tests: number, failures: number): string {
  return ` tests="${tests}" failures="${failures}" errors="0" time="0"`;
}
