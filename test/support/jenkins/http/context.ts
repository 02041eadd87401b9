/** What every route gets. */
import type { Permission } from '../types.js';
import type { World } from '../world.js';
import { exportByDepth, exportByTree } from '../beans/export.js';
import type { Value } from '../beans/bean.js';
import { parseTree } from '../beans/tree.js';
import type { Access } from './access.js';
import { html, json, type Reply } from './answer.js';
import type { Ask, Caller } from './ask.js';

export class Context {
  constructor(
    readonly world: World,
    readonly ask: Ask,
    readonly caller: Caller,
    readonly access: Access,
  ) {}

  may(permission: Permission): boolean {
    return this.access.may(this.caller, permission);
  }

  /** The answer where the right is missing, else null. */
  needs(permission: Permission): Reply | null {
    return this.access.needs(this.ask, this.caller, permission);
  }

  /** `api/json` of an object. */
  api(value: Value): Reply {
    const given = this.ask.query.get('tree');
    if (given === null)
      return json(this.world, exportByDepth(value, Number(this.ask.query.get('depth') ?? 0)));
    const tree = parseTree(given);
    if (tree === null) return html(400, 'Error', `Malformed tree expression: ${given}`);
    return json(this.world, exportByTree(value, tree));
  }

  /** The name of who asks, as causes and logs show it. */
  get who(): { readonly user: string; readonly name: string } {
    const { account } = this.caller;
    return { user: account?.user ?? 'anonymous', name: account?.name ?? account?.user ?? 'anonymous' };
  }
}
