/** One thing that a command needs of this machine, or of a Jenkins controller. */
export interface Check {
  readonly name: string;
  /**
   * `limited`: here, but something that a spec may ask for does not work with it. `none`: nothing is wrong. `unseen`:
   * the account may not see whether it is there. `failed`: it could not be asked.
   */
  readonly state: 'ok' | 'limited' | 'missing' | 'none' | 'unseen' | 'failed';
  /** A version, a path, or what is not there. */
  readonly found: string;
  /** The commands that need it. */
  readonly neededFor: string;
  /** How to get it; '' where nothing is lacking. */
  readonly help: string;
  /** Whether the workspace's builder can't work without it. */
  readonly required: boolean;
  /** Folders of the images that need it, where not all of them do. */
  readonly images?: readonly string[];
}

/** Nothing that is required is missing, and everything could be asked. */
export function isFine(checks: readonly Check[]): boolean {
  return !checks.some(({ required, state }) => state === 'failed' || (required && state === 'missing'));
}

/** The first run of digits and dots, as programs print their version. */
export function versionIn(text: string): string {
  return /\d+(?:\.\d+)+/.exec(text)?.[0] ?? '';
}

/** Whether a version is at least another: `atLeast('20.10.24', 23, 0)`. */
export function atLeast(version: string, major: number, minor = 0): boolean {
  const [a = 0, b = 0] = version.split('.').map(Number);
  return a > major || (a === major && b >= minor);
}
