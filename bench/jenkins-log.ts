/** Following a log of 100 MB: `cooper build --follow`, against `curl` of the same bytes. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isInstalled, peakMemory, type Command } from './command.js';
import { cooper } from './cooper.js';
import { interleave } from './interleave.js';
import type { LeftOut, Result } from './report.js';

const CONTROLLER = fileURLToPath(new URL('jenkins-log-controller.mjs', import.meta.url));
const BYTES = 100_000_000;
/** curl only moves bytes; here lines are made of them, stages told, and a hundred signatures looked for. */
const TIME_AIM = 40;
const MEMORY_AIM = 150;
const WHAT = 'cooper build --follow, a log of 100 MB';

export function jenkinsLog(
  folder: string,
  rounds: number,
): { readonly results: readonly Result[]; readonly leftOut: readonly LeftOut[] } {
  if (!isInstalled('curl')) return { results: [], leftOut: [{ what: WHAT, why: 'curl is not installed' }] };
  const workspace = join(folder, 'jenkins-log');
  const image = join(workspace, 'images', 'web');
  mkdirSync(image, { recursive: true });
  writeFileSync(join(workspace, 'cooperage.json'), JSON.stringify(SETTINGS));
  writeFileSync(join(image, 'image.json'), JSON.stringify({ name: 'web', from: 'debian:12' }));
  const port = join(workspace, 'port');
  const controller = spawn(process.execPath, [CONTROLLER, port, String(BYTES)], { stdio: 'ignore' });
  try {
    const url = `http://127.0.0.1:${portIn(port)}`;
    const follow = throughEnv(url, cooper(['-C', workspace, 'build', 'web', '--follow']));
    const log = `${url}/job/images/job/web/1/logText/progressiveText`;
    const times = interleave(
      { curl: { command: { program: 'curl', args: ['-s', log] } }, follow: { command: follow } },
      rounds,
    );
    const memory = peakMemory(follow, join(workspace, 'memory'));
    return {
      results: [
        {
          what: WHAT,
          value: times.follow,
          against: 'curl',
          reference: times.curl,
          unit: 'ms',
          aim: TIME_AIM,
        },
        { what: `${WHAT}: memory`, value: memory, against: '', reference: 0, unit: 'MB', aim: MEMORY_AIM },
      ],
      leftOut: [],
    };
  } finally {
    controller.kill();
  }
}

const SETTINGS = {
  defaults: { publish: { registry: 'r.example.com', namespace: 'team', credentialsId: 'registry' } },
  jenkins: { folder: 'images', git: { url: 'https://gitlab.example.com/a/b.git' } },
};

function throughEnv(url: string, command: Command): Command {
  process.env['JENKINS_URL'] = url;
  process.env['JENKINS_USER'] = 'bench';
  process.env['JENKINS_TOKEN'] = 'bench';
  return command;
}

/** Waits without the event loop: all that is measured here is waited for in that way. */
function portIn(file: string): string {
  const lock = new Int32Array(new SharedArrayBuffer(4));
  for (let tries = 0; !existsSync(file) && tries < 500; tries++) Atomics.wait(lock, 0, 0, 20);
  return readFileSync(file, 'utf8');
}
