import type { ControllerFacts } from '../../../clients/jenkins/types.js';
import { atLeast, type Check } from '../check.js';
import { few, ok, shownName } from './seen.js';

const OLDEST = [2, 426] as const;

export function versionCheck({ version }: ControllerFacts, url: string): Check {
  const base = { name: 'Jenkins', neededFor: 'everything', required: true };
  if (version === null)
    return {
      ...base,
      state: 'unseen',
      found: `${url} hides its version`,
      help: `see that it is ${OLDEST.join('.')} or later`,
    };
  const found = `${shownName(version)} at ${url}`;
  if (atLeast(version, ...OLDEST)) return ok(base, found);
  return { ...base, state: 'missing', found, help: `update it to ${OLDEST.join('.')} or later` };
}

/** What an account may change shows only when it does so; what it may see is known by now. */
export function accountCheck({ user }: ControllerFacts, visible: Readonly<Record<string, boolean>>): Check {
  const base = { name: 'account', neededFor: 'every command that asks Jenkins', required: false };
  const those = (wanted: boolean): string[] =>
    Object.keys(visible).filter((thing) => visible[thing] === wanted);
  const sees = those(true);
  const hidden = those(false);
  const found = [
    shownName(user),
    ...(sees.length > 0 ? [`sees ${few(sees, 20)}`] : []),
    ...(hidden.length > 0 ? [`does not see ${few(hidden, 20)}`] : []),
  ].join('; ');
  if (user !== 'anonymous') return ok(base, found);
  return { ...base, state: 'limited', found, help: 'set JENKINS_USER and JENKINS_TOKEN' };
}
