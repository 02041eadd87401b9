/** What a posted text sets off: quick actions and mentions. */
import { quickActions } from '../markdown/quick-actions.js';
import { mentionsOf } from '../markdown/mentions.js';
import type { World } from '../world.js';

/** Takes down what it sets off. @returns the text as GitLab keeps it */
export function withoutCommands(world: World, where: string, text: string): string {
  const { kept, commands } = quickActions(text);
  for (const { name, rest } of commands) world.executedCommands.push({ where, what: name, rest });
  for (const mention of mentionsOf(kept)) world.mentions.push({ where, what: mention, rest: '' });
  return kept;
}
