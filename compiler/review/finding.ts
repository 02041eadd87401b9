/** What is told at a line of a merge request. */
import { createHash } from 'node:crypto';
import type { Diagnostic, Location } from '../model/diagnostic.js';

export interface Finding {
  readonly diagnostic: Diagnostic & { readonly location: Location };
  /** From the repository's top. */
  readonly path: string;
  /** 32 hexadecimal digits, the same as long as code, file and text of the line are: moved lines keep it. */
  readonly fingerprint: string;
}

/**
 * Errors first, then in order of file and line.
 * @param folder of the workspace in its repository; '' is the top
 */
export function findingsOf(diagnostics: readonly Diagnostic[], folder: string): Finding[] {
  const seen = new Map<string, number>();
  const findings = diagnostics.filter(isPlaced).map((diagnostic): Finding => {
    const { code, location } = diagnostic;
    const path = folder === '' ? location.file : `${folder}/${location.file}`;
    const key = JSON.stringify([code, path, location.text.trim()]);
    // A line may have the same problem twice, and a file the same line.
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    const fingerprint = createHash('sha256').update(`${key}${count}`).digest('hex').slice(0, 32);
    return { diagnostic, path, fingerprint };
  });
  const rank = ({ diagnostic }: Finding): number => (diagnostic.severity === 'error' ? 0 : 1);
  return findings.sort((a, b) => rank(a) - rank(b));
}

function isPlaced(diagnostic: Diagnostic): diagnostic is Finding['diagnostic'] {
  return diagnostic.location !== null;
}
