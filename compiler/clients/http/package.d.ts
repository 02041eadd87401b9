/** Packages without types of their own. */

declare module 'proxy-from-env' {
  /** '' for none. By HTTPS_PROXY, HTTP_PROXY and NO_PROXY of this process, in lower case too. */
  export function getProxyForUrl(url: string): string;
}
