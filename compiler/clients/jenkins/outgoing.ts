/**
 * Stands in for http.request where papi asks for it. papi itself notices no body that is cut in the middle, knows no
 * limit of size, and gives nothing before the end; so all of that happens here, and papi gets whole answers only.
 */

import { EventEmitter } from 'node:events';
import {
  request as httpRequest,
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import { brokenBy, lasting, type Broken, type Head, type Outcome } from './outcome.js';

export interface Reading {
  /** Bytes of a body that is kept, at most. */
  readonly limit: number;
  /** Milliseconds without a byte. */
  readonly idle: number;
  /** Milliseconds for the whole; null: as long as bytes come. */
  readonly total: number | null;
  /** Takes the body's bytes as they come, which are kept no longer; null: this body is kept. */
  readonly stream: ((head: Head) => ((bytes: Uint8Array) => void) | null | 'enough') | null;
}

/** The parts of a ClientRequest that papi uses. Emits `response` with a whole answer, or `error`. */
export class Outgoing extends EventEmitter {
  readonly #request: ClientRequest;
  readonly #reading: Reading;
  readonly #settle: (outcome: Outcome) => void;
  readonly #deadline: NodeJS.Timeout | null;
  #sent = false;
  #response: IncomingMessage | null = null;
  #done = false;

  constructor(options: RequestOptions, reading: Reading, settle: (outcome: Outcome) => void) {
    super();
    this.#reading = reading;
    this.#settle = settle;
    const request = (options.protocol === 'https:' ? httpsRequest : httpRequest)(options);
    this.#request = request;
    const { idle, total } = reading;
    this.#deadline = total === null ? null : setTimeout(() => this.#expire(), total);
    request.setTimeout(idle, () => this.#expire());
    request.on('socket', (socket) => {
      const { connecting } = socket;
      if ('encrypted' in socket && !request.reusedSocket)
        socket.once('secureConnect', () => (this.#sent = true));
      else if (connecting) socket.once('connect', () => (this.#sent = true));
      else this.#sent = true;
    });
    request.on('error', (error) => this.#break(brokenBy(error, this.#sent, request.reusedSocket)));
    request.on('response', (response) => this.#read(response));
  }

  getHeader(name: string): unknown {
    return this.#request.getHeader(name);
  }

  setHeader(name: string, value: string): void {
    this.#request.setHeader(name, value);
  }

  end(body?: Uint8Array): void {
    this.#request.end(body);
  }

  #read(response: IncomingMessage): void {
    this.#response = response;
    const { limit, stream } = this.#reading;
    const head = { status: response.statusCode ?? 0, headers: response.headers };
    const sink = stream?.(head) ?? null;
    if (sink === 'enough') return this.#finish(head, Buffer.alloc(0));
    const kept: Uint8Array[] = [];
    let length = 0;
    response.on('data', (bytes: Uint8Array) => {
      if (this.#done) return;
      if (sink !== null) return sink(bytes);
      length += bytes.length;
      if (length > limit)
        return this.#break(lasting(`answered with more than ${Math.floor(limit / 1024)} KiB`, true));
      kept.push(bytes);
    });
    response.on('end', () => response.complete && this.#finish(head, Buffer.concat(kept)));
    response.on('error', (error) => this.#break(brokenBy(error, true, false)));
    response.on('close', () =>
      this.#break({ ...lasting('closed the connection in the middle of its answer', true), transient: true }),
    );
  }

  #expire(): void {
    this.#break({ ...lasting('does not answer in time', this.#sent), transient: true });
  }

  #finish(head: Head, body: Buffer): void {
    if (!this.#close({ ...head, body })) return;
    const incoming = new EventEmitter();
    Object.assign(incoming, { statusCode: head.status, headers: head.headers });
    this.#tell('response', incoming);
    if (body.length > 0) incoming.emit('data', body);
    incoming.emit('end');
  }

  #break(broken: Broken): void {
    if (this.#close(broken)) this.#tell('error', new Error(broken.failure));
  }

  /** @returns whether it was still open */
  #close(outcome: Outcome): boolean {
    if (this.#done) return false;
    this.#done = true;
    if (this.#deadline !== null) clearTimeout(this.#deadline);
    const whole = 'body' in outcome && this.#response?.complete;
    if (!whole) this.#request.destroy();
    this.#settle(outcome);
    return true;
  }

  #tell(event: string, value: unknown): void {
    if (this.listenerCount(event) > 0) this.emit(event, value);
  }
}
