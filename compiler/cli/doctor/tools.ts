/** The small programs that commands and stage scripts call. */
import type { Ask } from './ask.js';
import { atLeast, versionIn, type Check } from './check.js';

const RUN = 'run';

export function nodeCheck(version: string): Check {
  const fits = atLeast(version, 20, 19);
  return {
    name: 'Node.js',
    state: fits ? 'ok' : 'missing',
    found: version,
    neededFor: 'every command',
    help: fits ? '' : 'install Node.js 20.19 or later',
    required: true,
  };
}

export async function toolChecks(ask: Ask): Promise<Check[]> {
  return Promise.all([
    tool(ask, 'sh', ['-c', 'echo POSIX'], RUN, 'install a POSIX shell as /bin/sh'),
    tool(ask, 'curl', ['--version'], RUN, 'apt-get install curl'),
    tar(ask),
    tool(ask, 'gzip', ['--version'], RUN, 'apt-get install gzip'),
    git(ask),
  ]);
}

async function tool(ask: Ask, name: string, args: string[], neededFor: string, help: string): Promise<Check> {
  const { code, stdout } = await ask(name, ...args);
  const ok = code === 0;
  const found = ok ? versionIn(stdout) || (stdout.split('\n')[0] ?? '') : 'not found';
  return { name, state: ok ? 'ok' : 'missing', found, neededFor, help: ok ? '' : help, required: true };
}

/** Only GNU tar writes the same bytes everywhere: the options for it are its own. */
async function tar(ask: Ask): Promise<Check> {
  for (const name of ['tar', 'gtar']) {
    const { code, stdout } = await ask(name, '--version');
    if (code !== 0 || !stdout.includes('GNU tar')) continue;
    const ok = name === 'tar';
    return {
      name: 'GNU tar',
      state: ok ? 'ok' : 'missing',
      found: ok ? versionIn(stdout) : 'only as gtar',
      neededFor: RUN,
      help: ok ? '' : 'put a folder with GNU tar, named tar, first on PATH',
      required: true,
    };
  }
  return {
    name: 'GNU tar',
    state: 'missing',
    found: 'not found',
    neededFor: RUN,
    help: 'apt-get install tar; on macOS: brew install gnu-tar, and its gnubin folder first on PATH',
    required: true,
  };
}

/** Nothing fails without git: images only lack the labels that tell their commit. */
async function git(ask: Ask): Promise<Check> {
  const check = await tool(
    ask,
    'git',
    ['--version'],
    'run (commit and source labels)',
    'apt-get install git',
  );
  return { ...check, required: false };
}
