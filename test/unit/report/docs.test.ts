import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'chai';

const repository = resolve(import.meta.dirname, '../../..');

describe('report/docs', () => {
  it('docs/effect-report.md shows the report that the code makes', () => {
    const page = readFileSync(join(repository, 'docs/effect-report.md'), 'utf8');
    const report = readFileSync(join(import.meta.dirname, 'golden/example.md'), 'utf8');
    const [, shown] = /```markdown\n(.*?)```\n/su.exec(page) ?? [];
    expect(shown).to.equal(report);
  });
});
