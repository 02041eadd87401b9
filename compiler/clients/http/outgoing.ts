/**
 * One request that is always settled: a body cut in the middle, one that is too long, a server that falls silent. To
 * papi, below the package `jenkins`, it is what http.request gives, with whole answers only: papi itself notices none
 * of these.
 */

import { EventEmitter } from 'node:events';
import {
  request as httpRequest,
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { brokenBy, brokenByProxy, broken, type Broken, type Head, type Outcome } from './outcome.js';

export interface Reading {
  /** Bytes of a body that is kept, at most. */
  readonly limit: number;
  /** Milliseconds without a byte. */
  readonly idle: number;
  /** Milliseconds for the whole; null: as long as bytes come. */
  readonly total: number | null;
  /** Ends the request. */
  readonly signal: AbortSignal | null;
  /** What takes the body's bytes as they come; null: this body is kept. `enough`: nothing of it is wanted. */
  readonly stream: ((head: Head) => ((bytes: Uint8Array) => void) | null | 'enough') | null;
}

/** Bytes. */
const PIECE = 64 * 1024;

export interface Ends {
  readonly settle: (outcome: Outcome) => void;
  /** What takes the bytes has thrown: a bug of ours. */
  readonly fail: (error: unknown) => void;
}

/** The parts of a ClientRequest that papi uses. Emits `response` with a whole answer, or `error`. */
export class Outgoing extends EventEmitter {
  readonly #request: ClientRequest;
  readonly #reading: Reading;
  readonly #ends: Ends;
  readonly #idle: NodeJS.Timeout;
  readonly #total: NodeJS.Timeout | null;
  #response: IncomingMessage | null = null;
  /** Whether the request may have arrived. */
  #sent = false;
  /** Whether a part of the body is still here: no server acts on half a body. */
  #partial = false;
  #done = false;

  constructor(options: RequestOptions, reading: Reading, ends: Ends) {
    super();
    this.#reading = reading;
    this.#ends = ends;
    const { idle, total, signal } = reading;
    this.#idle = setTimeout(() => this.#expire(), idle);
    this.#total = total === null ? null : setTimeout(() => this.#expire(), total);
    const request = (options.protocol === 'https:' ? httpsRequest : httpRequest)(options);
    this.#request = request;
    request.on('proxyConnect', ({ statusCode = 200 }: { statusCode?: number }) => {
      if (statusCode !== 200) this.#break(brokenByProxy(statusCode));
    });
    request.on('socket', (socket) => this.#connected(socket));
    request.on('error', (error) => this.#break(brokenBy(error, this.#arrived, request.reusedSocket)));
    request.on('response', (response) => this.#read(response));
    signal?.addEventListener('abort', this.#stop);
  }

  getHeader(name: string): unknown {
    return this.#request.getHeader(name);
  }

  setHeader(name: string, value: string): void {
    this.#request.setHeader(name, value);
  }

  /** A long body goes piece by piece, so that a slow line is not taken for a silent server. */
  end(body?: Uint8Array): void {
    const request = this.#request;
    if (body === undefined || body.length <= PIECE) return void request.end(body);
    if (!request.hasHeader('content-length')) request.setHeader('content-length', body.length);
    this.#partial = true;
    let at = 0;
    const next = (error?: Error | null): void => {
      if (this.#done || error) return;
      this.#idle.refresh();
      const piece = body.subarray(at, (at += PIECE));
      if (at < body.length) request.write(piece, next);
      else {
        this.#partial = false;
        request.end(piece);
      }
    };
    next();
  }

  #connected(socket: Socket): void {
    this.#idle.refresh();
    const away = (): void => void (this.#sent = true);
    if (this.#request.reusedSocket) away();
    else if ('encrypted' in socket) socket.once('secureConnect', away);
    else if (socket.connecting) socket.once('connect', away);
    else away();
  }

  #read(response: IncomingMessage): void {
    this.#response = response;
    this.#idle.refresh();
    const head = { status: response.statusCode ?? 0, headers: response.headers };
    const sink = this.#reading.stream?.(head) ?? null;
    if (sink === 'enough') return this.#finish(head, Buffer.alloc(0));
    const kept: Uint8Array[] = [];
    const take = sink ?? this.#keeper(kept);
    response.on('data', (bytes: Uint8Array) => {
      if (this.#done) return;
      this.#idle.refresh();
      try {
        take(bytes);
      } catch (error) {
        this.#close();
        this.#ends.fail(error);
      }
    });
    response.on('end', () => response.complete && this.#finish(head, Buffer.concat(kept)));
    response.on('error', (error) => this.#break(brokenBy(error, true, false)));
    response.on('close', () =>
      this.#break(
        broken('closed the connection in the middle of its answer', { sent: true, transient: true }),
      ),
    );
  }

  #keeper(kept: Uint8Array[]): (bytes: Uint8Array) => void {
    const { limit } = this.#reading;
    let length = 0;
    return (bytes) => {
      length += bytes.length;
      if (length <= limit) kept.push(bytes);
      else {
        const failure = `answered with more than ${Math.ceil(limit / 1024)} KiB`;
        this.#break(broken(failure, { sent: true, overflow: true }));
      }
    };
  }

  readonly #stop = (): void => this.#break(broken('is not waited for: stopped', { sent: this.#arrived }));

  get #arrived(): boolean {
    return this.#sent && !this.#partial;
  }

  #expire(): void {
    this.#break(broken('does not answer in time', { sent: this.#arrived, transient: true }));
  }

  #finish(head: Head, body: Buffer): void {
    if (!this.#close()) return;
    this.#ends.settle({ ...head, body });
    const incoming = new EventEmitter();
    Object.assign(incoming, { statusCode: head.status, headers: head.headers });
    try {
      this.emit('response', incoming);
      if (body.length > 0) incoming.emit('data', body);
      incoming.emit('end');
    } catch {
      // The package trips over an answer without a body. Ours is settled.
    }
  }

  #break(outcome: Broken): void {
    if (!this.#close()) return;
    this.#ends.settle(outcome);
    this.emit('error', new Error(outcome.failure));
  }

  /** @returns whether it was still open */
  #close(): boolean {
    if (this.#done) return false;
    this.#done = true;
    clearTimeout(this.#idle);
    this.#reading.signal?.removeEventListener('abort', this.#stop);
    if (this.#total !== null) clearTimeout(this.#total);
    if (!this.#response?.complete) this.#request.destroy();
    return true;
  }
}
