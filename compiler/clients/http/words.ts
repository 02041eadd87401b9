/** Node's and OpenSSL's codes of failed connections, in plain words. */

const CERTIFICATES: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is self-signed',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is for another host',
  SELF_SIGNED_CERT_IN_CHAIN: 'its authority is unknown',
  UNABLE_TO_GET_ISSUER_CERT: 'its authority is unknown',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its authority is unknown',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its authority is unknown',
};

const NETWORK: Readonly<Record<string, readonly [failure: string, transient: boolean]>> = {
  EAI_AGAIN: ['has a name that does not resolve just now', true],
  ECONNREFUSED: ['is not there (connection refused)', true],
  ECONNRESET: ['closed the connection', true],
  EPROTO: ['does not speak TLS', false],
  ERR_SSL_WRONG_VERSION_NUMBER: ['does not speak TLS', false],
  EHOSTUNREACH: ['cannot be reached (no route)', true],
  ENETUNREACH: ['cannot be reached (no network)', true],
  ENOTFOUND: ['has a name that does not resolve', false],
  EPIPE: ['closed the connection', true],
  ETIMEDOUT: ['does not answer in time', true],
  UND_ERR_BODY_TIMEOUT: ['does not answer in time', true],
  UND_ERR_CONNECT_TIMEOUT: ['does not answer in time', true],
  UND_ERR_HEADERS_TIMEOUT: ['does not answer in time', true],
  UND_ERR_SOCKET: ['closed the connection', true],
  UND_ERR_HEADERS_OVERFLOW: ['answers with headers that are too long', false],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: ['closed the connection', true],
};

/** What is wrong with the server's certificate; null for another code. */
export function certificateWords(code: string): string | null {
  return CERTIFICATES[code] ?? null;
}

/** A clause without a subject; null for a code that we have no words for. */
export function networkWords(code: string): { failure: string; transient: boolean } | null {
  if (code.startsWith('HPE_'))
    return { failure: 'answers with something that is not HTTP', transient: false };
  const [failure, transient] = NETWORK[code] ?? [];
  return failure === undefined || transient === undefined ? null : { failure, transient };
}
