import type { Element } from '@xmldom/xmldom';
import type { OwnedJob } from '../job.js';

/**
 * One thing that we own of a job. `root` is the `flow-definition` of its config.xml, of which nothing is certain: it
 * comes from a controller, and people have changed it.
 */
export interface Subject {
  /** The members of OwnedJob that are its own. */
  read(root: Element): Partial<OwnedJob>;
  /** Makes the config say what `job` says, and leaves all else there. */
  write(root: Element, job: OwnedJob): void;
  /** For a comparison that a person reads: name → value, null where there is none. */
  fields(job: OwnedJob): Readonly<Record<string, string | null>>;
}
