/** The environment of a stage script: what a step of the shared library gives it, from the same arguments. */
import type { Environment } from '../host/files.js';
import type { StagePlan } from '../model/plan.js';
import type { Account } from './mask.js';
import { ARGUMENTS, type ScriptedStep } from './scripts.js';

/** `plainHttp` → `COOPERAGE_PLAIN_HTTP`. */
export function variableOf(argument: string): string {
  return `COOPERAGE_${argument.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

/** All arguments of a step as variables; one that is not given is the empty string. */
export function argumentVariables(
  step: ScriptedStep,
  args: Readonly<Record<string, string>>,
): Record<string, string> {
  const names = new Set([...ARGUMENTS[step], ...Object.keys(args)]);
  return Object.fromEntries([...names].map((name) => [variableOf(name), args[name] ?? '']));
}

/** What credentials and secrets a stage gets; each only in the stage that needs it. */
export interface Private {
  readonly account: Account | null;
  readonly secrets: Readonly<Record<string, string>>;
}

/** A stage of the plan → the variables of its script. */
export function stageVariables(
  stage: StagePlan,
  network: string | undefined,
  own: Private,
): Record<string, string> {
  const args = { ...stage.args };
  if (stage.name === 'Build' && network !== undefined) args['network'] = network === 'default' ? '' : network;
  return {
    ...argumentVariables(stage.step, args),
    ...(stage.name === 'Verify' || stage.name === 'Push' ? accountVariables(own.account) : {}),
    ...(stage.name === 'Build' ? own.secrets : {}),
  };
}

function accountVariables(account: Account | null): Record<string, string> {
  if (account === null) return {};
  return { REGISTRY_ACCESS_USR: account.user, REGISTRY_ACCESS_PSW: account.password };
}

/** Names that a script must not inherit: it would take them for arguments, or git for another repository. */
const OURS = /^(COOPERAGE_|REGISTRY_ACCESS|GIT_(DIR|WORK_TREE|INDEX_FILE)$)/;

/** What of our own environment a script may see: nothing that we read credentials and secrets from. */
export function inherited(env: Environment, secretSources: readonly string[]): Record<string, string> {
  const hidden = new Set(secretSources);
  return Object.fromEntries(
    Object.entries(env).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && !hidden.has(entry[0]) && !OURS.test(entry[0]),
    ),
  );
}
