/** Each change of the workspace gives exactly the report that lies in golden/. COOPERAGE_RECORD=1 writes them anew. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { SUBJECTS, type Subject } from '../../../compiler/compare/change.js';
import { effectReport } from '../../../compiler/report/report.js';
import { MUTATIONS } from './mutations.js';
import { changed, committed, effectBetween, WORKSPACE } from './workspace.js';

const folder = join(import.meta.dirname, 'golden');
const isRecording = process.env['COOPERAGE_RECORD'] === '1';

describe('report/golden', () => {
  const start = committed(WORKSPACE);
  const seen: Subject[] = [];

  for (const [name, { before: other, changes = {}, submodules, ...more }] of Object.entries(MUTATIONS))
    it(name, () => {
      const before = other ? committed(other) : start;
      const effect = effectBetween(before, changed(before, { changes, ...more }), {
        ...(submodules && { submodules }),
      });
      for (const { changes: found } of effect.images) seen.push(...found.map(({ subject }) => subject));
      const report = effectReport(effect);
      const path = join(folder, `${name}.md`);
      if (isRecording) writeFileSync(path, report);
      expect(existsSync(path) && readFileSync(path, 'utf8')).to.equal(report);
    });

  it('every subject is told somewhere', () => {
    const told = new Set(seen);
    expect(SUBJECTS.filter((subject) => !told.has(subject))).to.deep.equal([]);
  });

  it('every report belongs to a change', () => {
    expect(readdirSync(folder).sort()).to.deep.equal(
      Object.keys(MUTATIONS)
        .map((name) => `${name}.md`)
        .sort(),
    );
    expect(Object.keys(MUTATIONS)).to.have.length.greaterThan(50);
  });
});
