/** Packages without types of their own. */

/** The parts of the npm package `jenkins` (and of `papi`, which it stands on) that are used. */
declare module 'jenkins' {
  import type { IncomingHttpHeaders, OutgoingHttpHeaders, RequestOptions } from 'node:http';

  /** What http.request takes and gives, as far as papi uses it. */
  export interface Transport {
    request(options: RequestOptions): NodeJS.EventEmitter;
  }

  /** A request on its way through papi's pipeline. */
  export interface Context {
    req: RequestOptions;
    transport: Transport;
    res?: { statusCode: number; headers: IncomingHttpHeaders; body?: unknown };
    err?: Error;
  }

  export type Middleware = (context: Context, next: (error?: Error | false, value?: unknown) => void) => void;

  export interface Crumb {
    readonly headerName?: string;
    readonly headerValue?: string;
    readonly cookies?: string[];
  }

  export interface Options {
    baseUrl: string;
    headers?: OutgoingHttpHeaders;
    /** false: none. */
    crumbIssuer?: false | (() => Promise<Crumb>);
  }

  export interface RawRequest {
    /** Parts in braces are filled in from `params`, URL-encoded unless they say otherwise. */
    path: string;
    query?: Record<string, string | number>;
    type?: 'form';
    body?: Buffer | Record<string, string>;
    headers?: OutgoingHttpHeaders;
    /** The body is kept as bytes. */
    buffer?: boolean;
  }

  /** From the top of the controller downwards; the package encodes each. */
  type Name = string[];

  export default class Jenkins {
    constructor(options: Options);
    readonly job: {
      build(options: { name: Name; parameters?: Record<string, string> }): Promise<unknown>;
      config(options: { name: Name; xml?: string }): Promise<unknown>;
      create(options: { name: Name; xml: string }): Promise<unknown>;
      destroy(options: { name: Name }): Promise<unknown>;
      get(options: { name: Name; tree: string }): Promise<unknown>;
      list(options: { name?: Name; tree: string }): Promise<unknown>;
    };
    readonly build: {
      get(options: { name: Name; number: number | string; tree: string }): Promise<unknown>;
      stop(options: { name: Name; number: number }): Promise<unknown>;
    };
    readonly queue: { item(options: { number: number; tree: string }): Promise<unknown> };
    readonly plugin: { list(options: { tree: string }): Promise<unknown> };
    _get(request: RawRequest, ...rest: Middleware[]): Promise<unknown>;
    _post(request: RawRequest, ...rest: Middleware[]): Promise<unknown>;
    _ext(event: 'onRequest', extension: Middleware): void;
  }
}
