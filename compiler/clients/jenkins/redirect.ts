import { leadsTo, type Redirect } from '../http/redirect.js';

const OWN = /^\/(?:job|queue|view|user|me)(?:\/|$)|^\/?$/u;

/**
 * Where a redirect leads. Behind a proxy Jenkins may know itself under another host, so one to another host counts as
 * its own when the path is one of Jenkins' own things. To a page of its own it leads after a change.
 * @param url of the controller, without a slash at its end
 */
export function leadsAway(url: string, location: string): Redirect {
  return leadsTo(url, location, OWN);
}

/** The number in the address of a queue item; null where it is none. */
export function queueItemIn(location: string): number | null {
  const number = /\/queue\/item\/(\d{1,15})\/?$/u.exec(location)?.[1];
  return number === undefined ? null : Number(number);
}
