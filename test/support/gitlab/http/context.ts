/** What an endpoint is given. */
import type { Asked } from '../types.js';
import type { User, World } from '../world.js';
import { badParameter, forbidden, refuse } from './reply.js';

export class Context {
  constructor(
    readonly world: World,
    readonly asked: Asked,
    /** Of the server, with its prefix, without a slash at its end. */
    readonly url: string,
    private readonly user: User | null,
    /** Parts of the path, decoded, by their names. */
    readonly parts: Readonly<Record<string, string>>,
    readonly query: URLSearchParams,
    readonly body: Readonly<Record<string, unknown>>,
  ) {}

  get caller(): User {
    return this.user ?? refuse(401, '401 Unauthorized');
  }

  part(name: string): string {
    return this.parts[name] ?? '';
  }

  /** The same name in the query, or the body. */
  text(name: string): string | undefined {
    const value = this.query.get(name) ?? this.body[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'object') badParameter(`${name} is invalid`);
    return String(value);
  }

  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) badParameter(`${name} is missing`);
    if (value === '') badParameter(`${name} is empty`);
    return value;
  }

  flag(name: string): boolean | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (!/^(true|false|1|0)$/.test(value)) badParameter(`${name} is invalid`);
    return value === 'true' || value === '1';
  }

  number(name: string, otherwise: number): number {
    const value = this.text(name);
    if (value === undefined || value === '') return otherwise;
    if (!/^-?\d+$/.test(value)) badParameter(`${name} is invalid`);
    return Number(value);
  }

  /** Refuses whoever has less, and everybody in an archived project. */
  writes(level: number): void {
    if ((this.caller.level ?? 0) < level || this.world.archived) forbidden();
  }
}
