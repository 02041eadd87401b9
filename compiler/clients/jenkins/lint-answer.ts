/**
 * Reads what the linter of Pipeline: Declarative says (`pipeline-model-converter/validate`). It is plain text, made
 * by `ModelConverterAction.doValidate` and Groovy's `SyntaxErrorMessage`; errors stand one after the other:
 *
 *     Errors encountered validating Jenkinsfile:
 *     WorkflowScript: 12: Expected a step @ line 12, column 5.
 *            foo
 *            ^
 *
 * https://github.com/jenkinsci/pipeline-model-definition-plugin, endpoints/ModelConverterAction.java
 */

export interface LintFinding {
  /** On one line, without a full stop at its end. */
  readonly message: string;
  /** One-based; null where the linter names no place. */
  readonly line: number | null;
  readonly column: number | null;
}

/** Empty findings: it is valid, as far as the linter looks. */
export type LintAnswer = { readonly findings: readonly LintFinding[] } | { readonly unreadable: string };

const VALID = 'Jenkinsfile successfully validated.';
const NO_REASON = 'the linter gives no reason';
const ERRORS = 'Errors encountered validating Jenkinsfile:';
const NO_PIPELINE = /^Jenkinsfile content '[\s\S]* did not contain the 'pipeline' step$/u;

/** `WorkflowScript: 12: `, at the beginning of a line: Groovy's name for a Jenkinsfile. */
const HEAD = /^WorkflowScript: (-?\d+): /gmu;
const PLACE = /@ line (-?\d+), column (-?\d+)\.[ \t]*$/mu;
/** More would be no help. */
const MOST = 50;
const LONGEST = 2000;

export function readLintAnswer(answer: string): LintAnswer {
  const text = answer.replaceAll('\r\n', '\n').trim();
  if (text === VALID) return { findings: [] };
  if (text.startsWith(ERRORS)) return { findings: findingsIn(text.slice(ERRORS.length)) };
  if (NO_PIPELINE.test(text))
    return { findings: [finding("there is no block 'pipeline' in it", null, null)] };
  return { unreadable: oneLine(text.slice(0, 200)) };
}

function findingsIn(text: string): LintFinding[] {
  const heads = [...text.matchAll(HEAD)].slice(0, MOST);
  // What is no syntax error has no place: an exception's own words, or Groovy's summary of errors.
  const before = oneLine(
    text
      .slice(0, heads[0]?.index)
      .trim()
      .replace(/^startup failed:$/mu, ''),
  );
  const placed = heads.map((head, index) => {
    const end = heads[index + 1]?.index ?? text.length;
    return placedFinding(text.slice(head.index + head[0].length, end), Number(head[1]));
  });
  const unplaced = before === '' ? [] : [finding(before, null, null)];
  const all = [...unplaced, ...placed];
  // It drops all errors but those of syntax.
  return all.length > 0 ? all : [finding('', null, null)];
}

/**
 * The message goes on to `@ line …`, which for a class that is not there stands on a line of its own; then comes the
 * line of the source.
 */
function placedFinding(text: string, line: number): LintFinding {
  const place = PLACE.exec(text);
  if (!place) return finding(text.split('\n', 1)[0] ?? '', line, null);
  return finding(text.slice(0, place.index), Number(place[1]), Number(place[2]));
}

/** Jenkins writes -1 for a place that it does not know. */
function finding(message: string, line: number | null, column: number | null): LintFinding {
  const known = line !== null && line > 0;
  return {
    message: oneLine(message.slice(0, LONGEST)).replace(/\.$/u, '') || NO_REASON,
    line: known ? line : null,
    column: known && column !== null && column > 0 ? column : null,
  };
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
