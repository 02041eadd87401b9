/** Reads the build-record.json that the Report stage leaves. */
import type { BuildRecord } from './events.js';

/** null where it isn't one: a run that failed early has none. */
export function parseRecord(text: string | null): BuildRecord | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is BuildRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { reference, digest, result } = value as Record<string, unknown>;
  return typeof reference === 'string' && typeof digest === 'string' && typeof result === 'string';
}
