/** The HTTP side of the stand-in: takes requests down, answers them, lets faults happen. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Asked } from '../types.js';
import type { World } from '../world.js';
import type { Access } from './access.js';
import { gettingReady, html, notFound, type Reply } from './answer.js';
import { askOf, read } from './ask.js';
import { Context } from './context.js';
import { Faults, instead, send } from './faults.js';
import { route } from './route.js';

export class JenkinsServer {
  readonly asked: Asked[] = [];
  readonly faults = new Faults();
  /** `ready` is the normal state; `loading` answers 503; `down` refuses connections. */
  state: 'ready' | 'loading' | 'down' = 'ready';
  private readonly server: Server;

  constructor(
    private readonly world: World,
    private readonly access: Access,
  ) {
    this.server = createServer((request, response) => void this.serve(request, response));
    this.server.on('connection', (socket) => {
      if (this.state === 'down') socket.destroy();
    });
  }

  /** @returns the port */
  async listen(port: number): Promise<number> {
    await new Promise<void>((ready) => this.server.listen(port, '127.0.0.1', ready));
    return (this.server.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    return new Promise((closed) => {
      this.server.close(() => closed());
      this.server.closeAllConnections();
    });
  }

  disconnect(): void {
    this.server.closeAllConnections();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    try {
      const asked = await read(request);
      this.asked.push(asked);
      const fault = this.faults.next(asked);
      if (fault === 'silent') return;
      if (fault === 'cut') return void response.destroy();
      await send(response, instead(fault) ?? (await this.answered(asked)), fault);
    } catch {
      // The client has gone away.
      response.destroy();
    }
  }

  private async answered(asked: Asked): Promise<Reply> {
    try {
      return await this.answer(asked);
    } catch (problem) {
      return html(500, 'The stand-in itself is broken', (problem as Error).stack ?? '');
    }
  }

  private answer(asked: Asked): Reply | Promise<Reply> {
    if (this.state === 'loading') return gettingReady();
    const ask = askOf(asked, this.world.options.prefix ?? '');
    if (!ask) return notFound();
    const caller = this.access.caller(ask);
    if ('reply' in caller) return caller.reply;
    return this.access.refusal(ask, caller) ?? route(new Context(this.world, ask, caller, this.access));
  }
}
