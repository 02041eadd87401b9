/** What a conversion gives beside the spec. */

/** Something of the Dockerfile that the spec does not hold. */
export interface Lost {
  /** A verb, a flag with its verb, a directive, or `comment`. */
  readonly construct: string;
  readonly line: number;
  readonly reason: string;
}

/** Collects what is lost while an instruction is converted. */
export class Losses {
  readonly all: Lost[] = [];

  add(construct: string, line: number, reason: string): void {
    this.all.push({ construct, line, reason });
  }
}
