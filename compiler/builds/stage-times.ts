import type { Stage } from '../clients/jenkins/types.js';

/** What Jenkins tells of a build's stages, for who meets them in its log: by name, and the how-manieth of it. */
export class StageTimes {
  readonly #left = new Map<string, Stage[]>();

  constructor(stages: readonly Stage[]) {
    for (const stage of stages) this.#left.set(stage.name, [...(this.#left.get(stage.name) ?? []), stage]);
  }

  /** Of the next stage of that name; null where nothing is known of it. */
  next(name: string): Stage | null {
    return this.#left.get(name)?.shift() ?? null;
  }
}
