/** Certificates for tests, made by Node alone, which can read them but not make them (RFC 5280, in DER). */
import { createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

export interface Certified {
  readonly key: string;
  /** PEM; the one of the server first where there are two. */
  readonly cert: string;
}

/** @param hosts none: it is an authority @param issuer an authority, or null: signed by itself */
export function certificate(
  name: string,
  {
    hosts = [],
    issuer = null,
    days = 1,
  }: { hosts?: readonly string[]; issuer?: (Certified & { name: string }) | null; days?: number },
): Certified & { name: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const signer = issuer === null ? privateKey : createPrivateKey(issuer.key);
  const algorithm = sequence(oid('2a8648ce3d040302')); // ecdsa-with-SHA256
  const from = new Date(Date.now() - 2 * 86_400_000);
  const to = new Date(Date.now() + days * 86_400_000);
  const names = hosts.length === 0 ? [] : [extension('551d11', sequence(...hosts.map(hostOf)))];
  const constraints = extension(
    '551d13',
    hosts.length === 0 ? sequence(der(0x01, Buffer.from([0xff]))) : sequence(),
  );
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1 + Math.floor(Math.random() * 100)])),
    algorithm,
    nameOf(issuer?.name ?? name),
    sequence(time(from), time(to)),
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(constraints, ...names)),
  );
  const signature = sign('sha256', body, signer);
  const whole = sequence(body, algorithm, der(0x03, Buffer.from([0]), signature));
  const lines =
    whole
      .toString('base64')
      .match(/.{1,64}/gu)
      ?.join('\n') ?? '';
  return {
    name,
    key: pemOf(privateKey),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}

/** An address or a name. */
function hostOf(host: string): Buffer {
  return /^[\d.]+$/u.test(host)
    ? der(0x87, Buffer.from(host.split('.').map(Number)))
    : der(0x82, Buffer.from(host));
}

function pemOf(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, Math.floor(length / 256), length % 256];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: readonly Uint8Array[]): Buffer {
  return der(0x30, ...parts);
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

function nameOf(name: string): Buffer {
  return sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(name)))));
}

function time(date: Date): Buffer {
  return der(0x17, Buffer.from(`${date.toISOString().replace(/[-:T]/gu, '').slice(2, 14)}Z`));
}

function extension(id: string, value: Buffer): Buffer {
  return sequence(oid(id), der(0x04, value));
}
