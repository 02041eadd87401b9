/** Who may do what: accounts, crumbs with their sessions, permissions. */
import { createHash, randomBytes } from 'node:crypto';
import type { Account, Permission } from '../types.js';
import type { World } from '../world.js';
import { advertised, html, jetty, json, loginFirst, type Reply } from './answer.js';
import type { Ask, Caller } from './ask.js';

export const ADMIN: Account = {
  user: 'admin',
  name: 'The Administrator',
  token: '11d0a5b8c3f24be7a6',
  password: 'swordfish & chips',
};

/** POSTs that need no crumb, as their plugins say. */
const NO_CRUMB = ['pipeline-model-converter', 'git', 'cli'];

export class Access {
  private readonly sessions = new Map<string, string>();

  constructor(
    private readonly world: World,
    readonly accounts: readonly Account[],
  ) {}

  /** The caller, or what Jenkins answers to credentials that it does not know. */
  caller(ask: Ask): Caller | { readonly reply: Reply } {
    const { authorization } = ask.headers;
    if (authorization === undefined || !authorization.startsWith('Basic '))
      return { account: null, by: 'nothing' };
    const given = Buffer.from(authorization.slice(6), 'base64').toString();
    const colon = given.indexOf(':');
    const account = this.accounts.find(({ user }) => user === given.slice(0, colon));
    const secret = given.slice(colon + 1);
    if (account?.token === secret) return { account, by: 'token' };
    if (account?.password === secret) return { account, by: 'password' };
    return { reply: jetty(401, 'Unauthorized', { 'WWW-Authenticate': 'Basic realm="Jenkins"' }) };
  }

  /** What stands against this request before it is looked at: no right to see anything, or no crumb. */
  refusal(ask: Ask, caller: Caller): Reply | null {
    if (ask.method === 'POST' && caller.by !== 'token' && !NO_CRUMB.includes(ask.path[0] ?? '')) {
      if (!this.hasCrumb(ask)) return jetty(403, 'No valid crumb was included in the request');
    }
    return ask.path[0] === 'login' ? null : this.needs(ask, caller, 'Overall/Read');
  }

  /** A crumb, which is worth something only together with the session of its cookie. */
  crumb(ask: Ask): Reply {
    const old = sessionOf(ask);
    const session = old !== undefined && this.sessions.has(old) ? old : randomBytes(12).toString('hex');
    const crumb = createHash('sha256').update(`${session} ${this.world.session}`).digest('hex');
    this.sessions.set(session, crumb);
    const answer = json(this.world, {
      _class: 'hudson.security.csrf.DefaultCrumbIssuer',
      crumb,
      crumbRequestField: 'Jenkins-Crumb',
    });
    const cookie = `JSESSIONID.${this.world.session}=node0${session}.node0; Path=/; HttpOnly; SameSite=Lax`;
    return session === old ? answer : { ...answer, headers: { ...answer.headers, 'Set-Cookie': cookie } };
  }

  /** A restart ends all sessions. */
  forget(): void {
    this.sessions.clear();
  }

  may({ account }: Caller, permission: Permission): boolean {
    const granted = account === null ? (this.world.options.anonymous ?? []) : account.permissions;
    return granted === undefined || granted.includes('Overall/Administer') || granted.includes(permission);
  }

  /** What Jenkins answers where a right is missing. */
  needs(ask: Ask, caller: Caller, permission: Permission): Reply | null {
    if (this.may(caller, permission)) return null;
    if (caller.account === null) return loginFirst(this.world, ask.raw);
    const { user } = caller.account;
    return html(403, 'Access Denied', `${user} is missing the ${permission} permission`, {
      ...advertised(this.world),
      'X-You-Are-Authenticated-As': user,
      'X-Required-Permission': idOf(permission),
    });
  }

  private hasCrumb(ask: Ask): boolean {
    const crumb = ask.headers['jenkins-crumb'] ?? ask.fields.get('Jenkins-Crumb');
    const session = sessionOf(ask);
    return session !== undefined && crumb !== undefined && this.sessions.get(session) === crumb;
  }
}

function sessionOf(ask: Ask): string | undefined {
  return /JSESSIONID\.\w+=node0(\w+)/.exec(ask.headers.cookie ?? '')?.[1];
}

function idOf(permission: Permission): string {
  const [group, name = ''] = permission.split('/');
  if (group === 'Overall') return `hudson.model.Hudson.${name}`;
  if (group === 'Credentials') return `com.cloudbees.plugins.credentials.CredentialsProvider.${name}`;
  return `hudson.model.Item.${name}`;
}
