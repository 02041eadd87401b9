/** The report of two commits, and of a commit and the working tree, is the one of the same files in memory. */
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect } from 'chai';
import { sidesOf } from '../../../compiler/diff/revisions.js';
import { effectOf } from '../../../compiler/effect-report.js';
import { gitIn as gitFor } from '../../../compiler/host/git.js';
import type { MemoryFiles } from '../../../compiler/host/memory-files.js';
import { nodeFiles } from '../../../compiler/host/node-files.js';
import { effectReport } from '../../../compiler/report/report.js';
import { needs } from '../../support/parts.js';
import { DiskWorkspace, ROOT } from '../../support/workspace.js';
import { MUTATIONS } from '../../unit/report/mutations.js';
import { changed, committed, effectBetween, WORKSPACE } from '../../unit/report/workspace.js';
import { gitIn } from './repository.js';

const CHANGES = [
  'example',
  'rootfs-files',
  'rootfs-mode-only',
  'packages-of-fragment',
  'lock-moves',
  'image-renamed',
  'edited-by-hand',
  'many-rootfs-files',
  'hostile-file-names',
];

describe('the effect report of a real repository', function () {
  this.timeout(120_000);
  let disk: DiskWorkspace;
  const start = committed(WORKSPACE);
  const git = (...args: string[]): string => gitIn(disk.root, ...args);
  before(function () {
    needs(this, 'git');
    disk = new DiskWorkspace();
    git('init', '--quiet');
  });
  after(() => disk?.remove());

  for (const name of CHANGES)
    it(name, () => {
      const { changes = {}, ...more } = MUTATIONS[name] ?? {};
      const now = changed(start, { changes, ...more });
      const wanted = withoutNames(effectReport(effectBetween(start, now)));
      lay(disk, start);
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', '-m', 'before');
      lay(disk, now);
      expect(reportOf(disk, 'HEAD')).to.equal(wanted);
      git('add', '--all');
      git('commit', '--quiet', '-m', 'after');
      expect(reportOf(disk, 'HEAD~1..HEAD')).to.equal(wanted);
    });
});

function reportOf({ root }: DiskWorkspace, range: string): string {
  const sides = sidesOf(range, root, gitFor(root, process.env), nodeFiles);
  if ('problem' in sides) throw new Error(sides.problem.message);
  return withoutNames(effectReport(effectOf(sides)));
}

function withoutNames(report: string): string {
  return report.replace(/^Compared: .*$/mu, '');
}

/** Exactly these files. */
function lay(disk: DiskWorkspace, files: MemoryFiles): void {
  for (const name of nodeFiles.list(disk.root))
    if (name !== '.git') rmSync(disk.path(name), { recursive: true, force: true });
  for (const [absolute, content] of Object.entries(files.contents())) {
    const path = disk.path(absolute.slice(ROOT.length + 1));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    chmodSync(path, files.lstat(absolute)?.mode ?? 0o644);
  }
}
