/**
 * `npm run bench`: how long `cooper` takes, as ratios to what a user knows, all measured in one run.
 *
 *   --quick    a tenth of the specs and fewer rounds: for a look while working, too noisy for a verdict
 *   --json     the figures for a program
 *   --strict   exit 1 where an aim is missed
 *
 * The trees are made in the system's folder for temporary files; TMPDIR names another, such as a disk of its own.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compile, memory } from './compile.js';
import { jenkinsLog } from './jenkins-log.js';
import { plain, related, reused } from './populations.js';
import { publish } from './publish.js';
import { recompile } from './recompile.js';
import { asJson, asText, isShort, type Report } from './report.js';
import { startup } from './startup.js';

interface Size {
  readonly some: number;
  readonly many: number;
  readonly rounds: { readonly startup: number; readonly some: number; readonly many: number };
}

const FULL: Size = { some: 1_000, many: 10_000, rounds: { startup: 21, some: 5, many: 3 } };
const QUICK: Size = { some: 100, many: 1_000, rounds: { startup: 7, some: 3, many: 3 } };

/** Bytes of rootfs that each image has where all are published. */
const ROOTFS = 20_000;

/** Ten times the specs may take eleven times as long: growth is linear. */
const GROWTH_AIM = 11;

function bench(folder: string, { some, many, rounds }: Size): Report {
  const starts = startup(folder, rounds.startup);
  const few = compile(folder, plain(some), rounds.some, true);
  const lots = compile(folder, plain(many), rounds.many, false);
  const again = recompile(lots.workspace, plain(many), rounds.some);
  const family = reused(some);
  const variants = compile(folder, family, rounds.some, true);
  const tree = related(many);
  const grown = compile(folder, tree, rounds.many, true);
  const measured = [
    variants,
    recompile(variants.workspace, family, rounds.some),
    grown,
    recompile(grown.workspace, tree, rounds.some),
  ];
  const log = jenkinsLog(folder, rounds.some);
  const published = publish(folder, some, some * ROOTFS);
  const growth = {
    what: `compile of ${many} specs, cold`,
    value: lots.cold,
    against: `compile of ${some}`,
    reference: few.cold,
  };
  return {
    results: [
      ...starts,
      ...few.results,
      ...lots.results,
      { ...growth, unit: 'ms', aim: GROWTH_AIM },
      ...again.results,
      memory(lots, plain(many), folder),
      ...measured.flatMap(({ results }) => results),
      memory(variants, family, folder),
      memory(grown, tree, folder),
      ...log.results,
      ...published.results,
    ],
    leftOut: [few, lots, again, log, published, ...measured].flatMap(({ leftOut }) => leftOut),
  };
}

function main(): number {
  const { values } = parseArgs({
    options: { quick: { type: 'boolean' }, json: { type: 'boolean' }, strict: { type: 'boolean' } },
  });
  const folder = mkdtempSync(join(tmpdir(), 'cooperage-bench-'));
  try {
    const report = bench(folder, values.quick ? QUICK : FULL);
    process.stdout.write(values.json ? asJson(report) : asText(report));
    return values.strict && report.results.some(isShort) ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = main();
