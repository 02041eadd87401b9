/** The built command as a child process, watched for what must not be seen of it. */
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const COMMAND = join(dirname(fileURLToPath(import.meta.url)), '../../../dist/cooper.js');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, in the order in which they came. */
  readonly text: string;
  /** Command lines in which the password stood, and stages that had it and have no need of it. */
  readonly exposed: readonly string[];
}

export interface Started {
  readonly ended: Promise<Ended>;
  /** Resolves when the output so far matches. */
  until(pattern: RegExp): Promise<void>;
  signal(name: NodeJS.Signals): void;
}

export function startCooper(
  args: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv; secrets: readonly string[] },
): Started {
  const child = spawn(process.execPath, [COMMAND, ...args], {
    cwd: options.cwd,
    env: options.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '', text: '' };
  const waiting = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      output[name] += chunk;
      output.text += chunk;
      for (const look of waiting) look();
    });
  }
  const exposed = new Set<string>();
  const sampler = setInterval(() => {
    for (const found of exposures(options.secrets)) exposed.add(found);
  }, 50);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearInterval(sampler);
      resolve({ code, ...output, exposed: [...exposed] });
      for (const look of waiting) look();
    });
  });
  return {
    ended,
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = pattern.test(output.text);
          if (!found && child.exitCode === null) return;
          waiting.delete(look);
          if (found) resolve();
          else reject(new Error(`it ended (${child.exitCode}) before ${String(pattern)}:\n${output.text}`));
        };
        waiting.add(look);
        look();
      }),
    signal: (name) => void child.kill(name),
  };
}

/** Looks once at all processes of the machine. */
function exposures(secrets: readonly string[]): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const command = read(`/proc/${pid}/cmdline`);
      if (secrets.some((secret) => command.includes(secret)))
        return [`command line: ${command.replaceAll('\0', ' ')}`];
      const env = read(`/proc/${pid}/environ`);
      // Only the stage Build has this variable.
      const build = env.includes('COOPERAGE_FORMAT=') && secrets.some((secret) => env.includes(secret));
      return build ? [`environment of Build: ${command.replaceAll('\0', ' ')}`] : [];
    });
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // it has ended
  }
}
