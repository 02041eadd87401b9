import { count } from '../report/markdown.js';
import type { Action } from './actions.js';

/** `3 files created, 1 moved`: for a commit's message. */
export function actionsWords(actions: readonly Action[]): string {
  const words = { create: 'created', update: 'changed', delete: 'deleted', move: 'moved' } as const;
  const parts = (['create', 'update', 'move', 'delete'] as const).flatMap((kind) => {
    const amount = actions.filter(({ action }) => action === kind).length;
    return amount === 0 ? [] : [`${count(amount, 'file')} ${words[kind]}`];
  });
  return `${parts.join(', ')}.`;
}
