/** Publishing a workspace through the API, against git that commits and pushes the same. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isInstalled, peakMemory, time, type Command } from './command.js';
import { cooper } from './cooper.js';
import { editSpec, generateWorkspace } from './generate.js';
import { plain, type Population } from './populations.js';
import type { LeftOut, Result } from './report.js';

const GITLAB = fileURLToPath(new URL('publish-gitlab.ts', import.meta.url));
const FIRST_AIM = 6;
const MEMORY_AIM = 300;

/** @param bytes of rootfs in all images */
export function publish(
  folder: string,
  specs: number,
  bytes: number,
): { readonly results: readonly Result[]; readonly leftOut: readonly LeftOut[] } {
  const name = `cooper publish, ${specs} specs with ${Math.round(bytes / 1e6)} MB of rootfs`;
  if (!isInstalled('git')) return { results: [], leftOut: [{ what: name, why: 'git is not installed' }] };
  const top = join(folder, 'publish');
  mkdirSync(top, { recursive: true });
  const file = join(top, 'gitlab.json');
  const gitlab = spawn(process.execPath, ['--import', 'tsx', GITLAB, file], { stdio: 'ignore' });
  try {
    const { env, cloneUrl } = reached(file);
    Object.assign(process.env, env);
    const population = withRootfs(specs, bytes);
    const [ours, theirs] = ['cooper', 'git'].map((each) => {
      const clone = join(top, each);
      time({ program: 'git', args: ['clone', '--quiet', cloneUrl, clone] });
      generateWorkspace(clone, population);
      time(cooper(['-C', clone, 'compile']));
      return clone;
    }) as [string, string];
    const publishing = (branch: string, ...more: readonly string[]): Command =>
      cooper(['-C', ours, 'publish', '--branch', branch, ...more]);
    const measured = (
      what: string,
      reference: number,
      aim: number | null,
      ...more: readonly string[]
    ): Result => {
      const before = statSync(`${file}.asked`).size;
      const value = time(publishing('work', ...more));
      const requests = statSync(`${file}.asked`).size - before;
      return {
        what: `${name}: ${what} (${requests} requests)`,
        value,
        against: 'git add, commit, push',
        reference,
        unit: 'ms',
        aim,
      };
    };
    const first = measured('all', time(pushing(theirs)), FIRST_AIM);
    const again = measured('nothing to do', time(pushing(theirs)), null);
    for (const clone of [ours, theirs]) {
      editSpec(clone, population, 1);
      time(cooper(['-C', clone, 'compile']));
    }
    // The report would tell of all images, for all of them are new to the target.
    const one = measured('one image, --no-report', time(pushing(theirs)), null, '--no-report');
    const memory = peakMemory(publishing('memory'), join(top, 'memory'));
    return {
      results: [
        first,
        again,
        one,
        { what: `${name}: memory`, value: memory, against: '', reference: 0, unit: 'MB', aim: MEMORY_AIM },
      ],
      leftOut: [],
    };
  } finally {
    gitlab.kill('SIGTERM');
  }
}

const WHO = '-c user.name=bench -c user.email=bench@example.com';

function pushing(cwd: string): Command {
  const script = `git add --all && git ${WHO} commit --quiet --allow-empty --message bench && git push --quiet origin HEAD:refs/heads/git`;
  return { program: 'sh', args: ['-c', script], cwd };
}

/** Every image has one file that does not get smaller. */
function withRootfs(specs: number, bytes: number): Population {
  const population = plain(specs);
  const length = Math.ceil(bytes / specs);
  return {
    ...population,
    image(number) {
      const { name, spec, rootfs } = population.image(number);
      let content = '';
      for (let block = 0; content.length < length; block++)
        content += createHash('sha512').update(`${number} ${block}`).digest('base64');
      return {
        name,
        spec: { ...spec, rootfs: 'rootfs' },
        rootfs: { ...rootfs, 'srv/app/data': content.slice(0, length) },
      };
    },
  };
}

interface Reached {
  readonly env: Readonly<Record<string, string>>;
  readonly cloneUrl: string;
}

/** Waits without the event loop: all that is measured here is waited for in that way. */
function reached(file: string): Reached {
  const lock = new Int32Array(new SharedArrayBuffer(4));
  for (let tries = 0; !existsSync(file) && tries < 1500; tries++) Atomics.wait(lock, 0, 0, 20);
  return JSON.parse(readFileSync(file, 'utf8')) as Reached;
}
