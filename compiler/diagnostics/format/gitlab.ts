import { createHash } from 'node:crypto';
import type { Diagnostic } from '../../model/diagnostic.js';
import { inRepository } from './in-repository.js';

/**
 * GitLab's Code Quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 * @param folder the workspace's in its repository: GitLab knows a file by its path from there
 */
export function gitlab(diagnostics: readonly Diagnostic[], folder = ''): string {
  const seen = new Map<string, number>();
  // A note asks for nothing, and Code Quality lists what is to be done.
  const asking = diagnostics.filter(({ severity }) => severity !== 'note');
  const issues = inRepository(asking, folder).map(({ code, severity, message, location }) => {
    const path = location.file;
    // Not by line: a finding stays the same one when lines move above it. Equal ones are counted.
    // Of a generated file that differs the message names lines, and there is one for a file.
    const key = JSON.stringify([code, path, code === 'not-current' ? '' : message]);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return {
      description: message,
      check_name: code,
      fingerprint: createHash('sha256').update(`${key}${count}`).digest('hex'),
      severity: severity === 'error' ? 'critical' : 'minor',
      location: { path, lines: { begin: location.start.line } },
    };
  });
  return `${JSON.stringify(issues, null, 2)}\n`;
}
