/** One thing that a command needs of this machine. */
export interface Check {
  readonly name: string;
  /** `limited`: here, but something that a spec may ask for does not work with it. `none`: nothing is wrong. */
  readonly state: 'ok' | 'limited' | 'missing' | 'none';
  /** A version, a path, or what is not there. */
  readonly found: string;
  /** The commands that need it. */
  readonly neededFor: string;
  /** How to get it; '' where nothing is lacking. */
  readonly help: string;
  /** Whether the workspace's builder can't work without it. */
  readonly required: boolean;
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
