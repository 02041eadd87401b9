import { expect } from 'chai';
import { LogReader } from '../../../compiler/builds/log-reader.js';
import type { Failure } from '../../../compiler/failures/failure.js';
import { FailureScanner } from '../../../compiler/failures/scan.js';
import { TABLE } from '../../../compiler/failures/table.js';
import { FIXTURES } from './fixtures.js';
import { QUIET, quietLog, wholeLog } from './whole-log.js';

function explain(log: string, result: string, stages?: { name: string; status: string }[]): Failure | null {
  const scanner = new FailureScanner();
  const reader = new LogReader((line) => scanner.line(line));
  reader.push(Buffer.from(log));
  reader.end();
  return scanner.result({ result, stages: stages ?? null });
}

describe('failures: each signature', () => {
  it('has a log that shows it', () => {
    const shown = new Set(FIXTURES.map(({ code }) => code));
    expect(TABLE.map(({ code }) => code).filter((code) => !shown.has(code))).to.deep.equal([]);
  });

  for (const fixture of FIXTURES) {
    const { code, stage, lines, value, result = 'FAILURE' } = fixture;
    const isPost = stage === 'Declarative: Post Actions';

    it(`${code}: ${(lines[0] ?? '').slice(0, 60)}`, () => {
      const scanner = new FailureScanner();
      for (const text of lines) scanner.line({ text, stage });
      const told = stage === null ? null : [{ name: stage, status: 'FAILED' }];
      const alone = scanner.result({ result, stages: told });
      expect(alone).to.include({ code, stage });
      if (value !== undefined) expect(alone?.clues.value).to.equal(value);

      // In the midst of a whole log it is the same, and the stage is found.
      const found = explain(
        wholeLog(fixture),
        result,
        isPost ? [{ name: stage, status: 'FAILED' }] : undefined,
      );
      expect(found).to.include({ code, stage });
      expect(lines.some((line) => line.includes(found?.evidence ?? '?'))).to.equal(true);
    });
  }

  it('nothing in a log without a failure looks like one', () => {
    expect(explain(quietLog(), 'SUCCESS')).to.equal(null);
    for (const [stage, lines] of Object.entries(QUIET)) {
      const scanner = new FailureScanner();
      for (const text of lines) scanner.line({ text, stage });
      expect(scanner.result({ result: 'FAILURE', stages: [{ name: stage, status: 'FAILED' }] })).to.include({
        code: 'unknown',
      });
    }
  });
});
