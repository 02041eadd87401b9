/** Holds running builds while the controller restarts, and tells who waits that it should stop. */
import { Stopped } from './builds/executor.js';

export class Gate {
  private opened: Promise<void> = Promise.resolve();
  private readonly timers = new Set<NodeJS.Timeout>();
  private over = false;

  /** Closes until the given promise is fulfilled. */
  close(until: Promise<void>): void {
    this.opened = until;
  }

  /** Waits, then until the gate is open. */
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw new Stopped();
    await this.sleep(ms, signal);
    await this.opened;
    if (signal.aborted) throw new Stopped();
  }

  /** Ends all waiting. */
  end(): void {
    this.over = true;
    for (const timer of this.timers) clearTimeout(timer);
  }

  private sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (this.over) return;
      const done = (): void => {
        clearTimeout(timer);
        this.timers.delete(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.timers.add(timer);
      signal.addEventListener('abort', done);
    });
  }
}
