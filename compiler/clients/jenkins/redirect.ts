export interface Redirect {
  /** `here`: to a page of the controller, as Jenkins does after a change. */
  readonly to: 'here' | 'login' | 'secure' | 'elsewhere';
  /** ` (HOST)` where it is another host; its path may hold secrets, and is not told. */
  readonly host: string;
}

const LOGIN =
  /\/(?:login|securityRealm|j_spring|oauth2?|saml2?|sso|cas|adfs|signin|commenceLogin|auth|authorize|realms|openid-connect)(?:[/.?_-]|$)/iu;
const OWN = /^\/(?:job|queue|view|user|me)(?:\/|$)|^\/?$/u;

/**
 * Where a redirect leads. Behind a proxy Jenkins may know itself under another host, so one to another host counts as
 * its own when the path is one of Jenkins' own things.
 * @param url of the controller, without a slash at its end
 */
export function leadsAway(url: string, location: string): Redirect {
  const base = new URL(`${url}/`);
  if (!URL.canParse(location, base.href)) return { to: 'elsewhere', host: '' };
  const target = new URL(location, base);
  const same = target.host === base.host;
  const host = same ? '' : ` (${target.host.slice(0, 100)})`;
  if (LOGIN.test(target.pathname)) return { to: 'login', host };
  if (target.hostname === base.hostname && base.protocol === 'http:' && target.protocol === 'https:')
    return { to: 'secure', host: '' };
  const context = base.pathname.replace(/\/$/u, '');
  const path = target.pathname.startsWith(context) ? target.pathname.slice(context.length) : target.pathname;
  return same || OWN.test(path) ? { to: 'here', host } : { to: 'elsewhere', host };
}

/** The number in the address of a queue item; null where it is none. */
export function queueItemIn(location: string): number | null {
  const number = /\/queue\/item\/(\d{1,15})\/?$/u.exec(location)?.[1];
  return number === undefined ? null : Number(number);
}
