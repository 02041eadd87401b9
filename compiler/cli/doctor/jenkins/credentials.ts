import type { Credential } from '../../../clients/jenkins/types.js';
import type { CredentialKind, CredentialNeed } from '../../../jenkins-needs.js';
import type { Check } from '../check.js';
import { failed, needed, ok, shownName, unseen, type Seen } from './seen.js';

/** The credentials of one folder (`platform/images`), or of the controller (''). */
export interface Store {
  readonly folder: string;
  readonly credentials: Seen<readonly Credential[]>;
}

/** As Jenkins calls them in English. */
const KINDS: Readonly<Record<CredentialKind, string>> = {
  usernamePassword: 'Username with password',
  text: 'Secret text',
  file: 'Secret file',
  ssh: 'SSH Username with private key',
};

const USES: Readonly<Record<CredentialNeed['use'], string>> = {
  registry: 'the registry',
  secret: 'secrets of the build',
  git: 'the checkout',
  library: 'the shared library',
};

/** @param stores those that a job sees, the nearest first */
export function credentialChecks(needs: readonly CredentialNeed[], stores: readonly Store[]): Check[] {
  return needs.map((need) => check(need, stores));
}

function check({ id, use, kinds, images }: CredentialNeed, stores: readonly Store[]): Check {
  const base = { name: `credentials ${shownName(id)}`, ...needed(USES[use], images), required: true };
  const wanted = kinds.map((kind) => `"${KINDS[kind]}"`).join(' or ');
  for (const { folder, credentials } of stores) {
    const found = 'value' in credentials ? credentials.value.find((one) => one.id === id) : undefined;
    // The nearest one counts, also where one further out would do.
    if (found) return judged(base, found.typeName, kinds, wanted, folder);
  }
  const broken = stores.flatMap(({ credentials }) => ('fault' in credentials ? [credentials.fault] : []));
  if (broken[0]) return failed(base, broken[0]);
  const where = (some: readonly Store[]): string => some.map(({ folder }) => nameOf(folder)).join(', nor ');
  const hidden = stores.filter(({ credentials }) => 'unseen' in credentials);
  const make = `make them as ${wanted}, with this id, in the global domain of ${nameOf(stores[0]?.folder ?? '')}`;
  if (hidden.length === 0) return { ...base, state: 'missing', found: `not in ${where(stores)}`, help: make };
  const right = `Credentials/View of ${hidden.map(({ folder }) => nameOf(folder)).join(' and ')}`;
  return unseen(base, right, `see that they are there, or ${make}`);
}

function judged(
  base: Pick<Check, 'name' | 'neededFor' | 'required' | 'images'>,
  typeName: string,
  kinds: readonly CredentialKind[],
  wanted: string,
  folder: string,
): Check {
  const found = `${shownName(typeName)}, in ${nameOf(folder)}`;
  if (kinds.some((kind) => KINDS[kind] === typeName)) return ok(base, found);
  if (Object.values(KINDS).includes(typeName))
    return { ...base, state: 'missing', found, help: `make them as ${wanted}` };
  // Plugins bring kinds of their own, and Jenkins may call them in another language.
  return { ...base, state: 'limited', found, help: `see that they can be used as ${wanted}` };
}

function nameOf(folder: string): string {
  return folder === '' ? "the controller's store" : folder;
}
