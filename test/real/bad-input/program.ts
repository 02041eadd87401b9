/** The program as it is installed: a process of its own. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { leaveOut } from '../../support/parts.js';
import type { Output } from '../../support/workspace.js';

export const PROGRAM = fileURLToPath(new URL('../../../dist/cooper.js', import.meta.url));

/** Skips the suite where nothing is built. */
export function needsProgram(context: Mocha.Context): void {
  if (!existsSync(PROGRAM)) leaveOut(context, 'dist/cooper.js (npm run build)');
}

export function program(
  argv: readonly string[],
  { cwd, env = {} }: { cwd: string; env?: Readonly<Record<string, string>> },
): Promise<Output> {
  return new Promise((resolve, reject) => {
    const options = { cwd, env: { PATH: process.env['PATH'] ?? '', ...env }, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, [PROGRAM, ...argv], options, (error, out, err) => {
      if (error && typeof error.code !== 'number') reject(error);
      else resolve({ code: Number(error?.code ?? 0), out, err });
    });
  });
}
