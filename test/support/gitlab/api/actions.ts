/** The actions of a commit, as they are asked for. */
import { badParameter } from '../http/reply.js';

export interface Action {
  readonly action: 'create' | 'update' | 'delete' | 'move' | 'chmod';
  readonly path: string;
  readonly previous?: string;
  /** null: none was given */
  readonly content: Uint8Array | null;
  readonly lastCommit?: string;
  readonly executable: boolean;
}

export function actionsOf(given: unknown): Action[] {
  if (given === undefined) badParameter('actions is missing');
  if (!Array.isArray(given)) badParameter('actions is invalid');
  return given.map(actionOf);
}

function actionOf(given: unknown, at: number): Action {
  if (typeof given !== 'object' || given === null) badParameter('actions is invalid');
  const action = given as Record<string, unknown>;
  const text = (name: string): string | undefined =>
    action[name] === undefined || action[name] === null ? undefined : String(action[name]);
  const required = (name: string): string => text(name) ?? badParameter(`actions[${at}][${name}] is missing`);
  const kind = required('action');
  if (!/^(create|update|delete|move|chmod)$/.test(kind))
    badParameter(`actions[${at}][action] does not have a valid value`);
  const encoding = text('encoding') ?? 'text';
  if (!/^(text|base64)$/.test(encoding)) badParameter(`actions[${at}][encoding] does not have a valid value`);
  const content = kind === 'update' ? required('content') : text('content');
  const previous = kind === 'move' ? required('previous_path') : undefined;
  if (kind === 'chmod') required('execute_filemode');
  const lastCommit = text('last_commit_id');
  return {
    action: kind as Action['action'],
    path: required('file_path'),
    content: content === undefined ? null : Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8'),
    executable: text('execute_filemode') === 'true',
    ...(previous !== undefined && { previous }),
    ...(lastCommit !== undefined && { lastCommit }),
  };
}
