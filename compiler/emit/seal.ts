/** The digest over an image's generated files that its Jenkinsfile holds. */

import { createHash } from 'node:crypto';
import type { GENERATED } from './emit.js';

/** The text of each generated file of one image; null where there is none. */
export type GeneratedTexts = Readonly<Record<(typeof GENERATED)[number], string | null>>;

/** The Jenkinsfile with the digest in it. */
export function sealed(texts: GeneratedTexts): string {
  // Two bare quotes stand nowhere else behind this key: within a literal a quote is escaped.
  return (texts.Jenkinsfile ?? '').replace("inputs: ''", `inputs: '${digest(texts)}'`);
}

const SEAL = /inputs: 'sha256:[0-9a-f]{64}'/u;

/**
 * Whether the files are together as a compiler wrote them, this one or an earlier one: then nobody has edited them by
 * hand. So the digest is counted in the same way by every version.
 */
export function isSealed(texts: GeneratedTexts): boolean {
  const { Jenkinsfile: text } = texts;
  if (text === null || !SEAL.test(text)) return false;
  return sealed({ ...texts, Jenkinsfile: text.replace(SEAL, "inputs: ''") }) === text;
}

/** Each text told apart from its neighbours by its length. */
function digest(texts: GeneratedTexts): string {
  const hash = createHash('sha256');
  for (const text of [texts.Jenkinsfile, texts.Dockerfile, texts['context.list'], texts['tests.list']])
    hash.update(`${Buffer.byteLength(text ?? '')}\n`).update(text ?? '');
  return `sha256:${hash.digest('hex')}`;
}
