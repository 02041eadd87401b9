import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect } from 'chai';
import { version } from '../../../.build/version.js';
import { binPath } from '../../../tools/build/bundle.js';

describe('the built command', () => {
  it('is executable', () => {
    expect(statSync(binPath()).mode & 0o777).to.equal(0o755);
  });

  it('answers --version and -V without any other file of the package', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cooper-alone-'));
    try {
      const alone = join(folder, basename(binPath()));
      cpSync(binPath(), alone);
      writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
      for (const option of ['--version', '-V']) {
        expect(execFileSync(process.execPath, [alone, option], { encoding: 'utf8' })).to.equal(
          `${version}\n`,
        );
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
