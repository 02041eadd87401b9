/**
 * All signatures, the one place where they stand: the scanner, the reference page (docs/reference/failures.md) and the
 * stage script Report are made of them. Where one line shows several, the first here is meant.
 */
import type { Signature } from './signature.js';
import { AGENT } from './table/agent.js';
import { BUILDER } from './table/builder.js';
import { CONTEXT } from './table/context.js';
import { CREDENTIALS } from './table/credentials.js';
import { ENDED } from './table/ended.js';
import { GIT_FAILURES } from './table/git.js';
import { INSTRUCTION } from './table/instruction.js';
import { LIBRARY } from './table/library.js';
import { MACHINE } from './table/machine.js';
import { NETWORK } from './table/network.js';
import { PARAMETERS } from './table/parameters.js';
import { PIPELINE } from './table/pipeline.js';
import { REGISTRY } from './table/registry.js';
import { LAST, TEST } from './table/test.js';

/** Heading of the reference page → signatures. */
export const CHAPTERS: Readonly<Record<string, readonly Signature[]>> = {
  'Credentials in Jenkins': CREDENTIALS,
  'The shared library': LIBRARY,
  'The Jenkinsfile': PIPELINE,
  'Stopped by people and clocks': ENDED,
  Agents: AGENT,
  'The checkout': GIT_FAILURES,
  'Disk and memory': MACHINE,
  Builders: BUILDER,
  Parameters: PARAMETERS,
  Network: NETWORK,
  Registries: REGISTRY,
  'The build context': CONTEXT,
  'The instructions of the Dockerfile': INSTRUCTION,
  Tests: TEST,
  'What is left': LAST,
};

export const TABLE: readonly Signature[] = Object.values(CHAPTERS).flat();

const BY_CODE = new Map(TABLE.map((signature) => [signature.code, signature]));

export function signatureOf(code: string): Signature | null {
  return BY_CODE.get(code) ?? null;
}
