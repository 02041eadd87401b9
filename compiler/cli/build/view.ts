/** How builds are shown. There are three ways; each takes the events and writes. */
import type { BuildEvent } from '../../builds/events.js';

export interface View {
  event(event: BuildEvent): void;
  /** A word of our own in between. */
  note(text: string): void;
  /** Keeps quiet while a person is asked something, and goes on afterwards. */
  pause(isPaused: boolean): void;
  /** Takes back what must not stay on the terminal; called once, whatever happened. */
  close(): void;
}

/** What is seen in the log at the head of a stage's own words already. */
export function shortStage(stage: string): string {
  return stage.replace(/^Declarative: /u, '');
}
