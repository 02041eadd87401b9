/** How the stand-in runs builds: by a script of a test, or for real. No logic here. */
import type { JobProperties } from '../job-config.js';
import type { Build, Result } from './build.js';

export interface Running {
  readonly build: Build;
  /** The address of the controller, without a slash at its end. */
  readonly url: string;
  /** The value of a parameter. */
  parameter(name: string): string | undefined;
  /** What Declarative does first: sets the job's properties by the Jenkinsfile, and saves its config.xml. */
  save(properties: JobProperties | null): void;
  /** Waits; longer while the controller restarts. Throws `Stopped` once somebody stops the build. */
  wait(ms: number): Promise<void>;
  /** The secret of credentials that the job sees, by their id: what was posted. */
  credential(id: string): { readonly typeName: string; readonly xml: string } | undefined;
}

export type Executor = (running: Running) => Promise<Result>;

/** Thrown where a build is stopped. */
export class Stopped extends Error {}
