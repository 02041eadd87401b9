import { catalogue, type Code } from '../catalogue.js';
import type { Diagnostic, Related } from '../../model/diagnostic.js';

/** A finding, with the waiver that suppresses it. */
interface Result {
  readonly found: Diagnostic;
  readonly waiver: Diagnostic | null;
}

/** SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function sarif(diagnostics: readonly Diagnostic[], version: string): string {
  const results = diagnostics.flatMap(resultsOf);
  const codes = [...new Set(results.map(({ found }) => found.code))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'cooper', version, rules: codes.map(rule) } },
        // Columns count UTF-16 code units, as editors do.
        columnKind: 'utf16CodeUnits',
        results: results.map(({ found, waiver }) => ({
          ruleId: found.code,
          ruleIndex: codes.indexOf(found.code),
          level: found.severity,
          message: { text: found.help === '' ? found.message : `${found.message}\n${found.help}` },
          locations: found.location ? [locationOf(found.location)] : [],
          ...(found.related && { relatedLocations: found.related.map(relatedOf) }),
          ...(waiver && { suppressions: [suppressionOf(waiver)] }),
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** SARIF has a word for a waiver, and it belongs to each finding; so the waiver itself is none. */
function resultsOf(found: Diagnostic): Result[] {
  if (!found.suppression) return [{ found, waiver: null }];
  return found.suppression.findings.map((waived) => ({ found: waived, waiver: found }));
}

function suppressionOf({ suppression, location }: Diagnostic): object {
  return {
    kind: 'inSource',
    status: 'accepted',
    justification: suppression?.justification,
    ...(location && { location: locationOf(location) }),
  };
}

function rule(code: string): object {
  const { severity, message } = catalogue[code as Code];
  return { id: code, shortDescription: { text: message }, defaultConfiguration: { level: severity } };
}

function relatedOf({ message, location }: Related): object {
  return { ...(location ? locationOf(location) : {}), message: { text: message } };
}

function locationOf({ file, start, end }: NonNullable<Diagnostic['location']>): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' },
      region: {
        startLine: start.line,
        startColumn: start.column,
        endLine: end.line,
        endColumn: Math.max(end.column, start.column),
      },
    },
  };
}
