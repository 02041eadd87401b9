export interface Redirect {
  /** `here`: to a page of the server itself. */
  readonly to: 'here' | 'login' | 'secure' | 'elsewhere';
  /** ` (HOST)` where it is another host; its path may hold secrets, and is not told. */
  readonly host: string;
}

const LOGIN =
  /\/(?:login|securityRealm|j_spring|oauth2?|saml2?|sso|cas|adfs|sign_?in|commenceLogin|auth|authorize|realms|openid-connect)(?:[/.?_-]|$)/iu;

/**
 * Where a redirect leads.
 * @param url of the server, without a slash at its end
 * @param own paths that are the server's under whatever host: behind a proxy it may know itself under another
 */
export function leadsTo(url: string, location: string, own: RegExp): Redirect {
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
  return same || own.test(path) ? { to: 'here', host } : { to: 'elsewhere', host };
}
