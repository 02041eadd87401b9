/**
 * `npm run example`: the main job, for who has just cloned the repository. Compiles the examples, and where
 * this machine has buildah or a Docker engine, builds one of them into out/ and runs its tests.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { isMain } from './main.js';
import { root } from './root.js';

const IMAGE = 'static-hello';

/** Runs the built command in this repository; the exit code. */
function cooper(...args: string[]): number {
  console.log(`\n$ npx cooper ${args.join(' ')}`);
  const { status } = spawnSync(process.execPath, [join(root, 'dist/cooper.js'), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  return status ?? 1;
}

function answers(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

function main(): number {
  const compiled = cooper('compile');
  if (compiled !== 0) return compiled;
  if (answers('buildah', '--version')) return cooper('run', IMAGE, '--to', `oci:out/${IMAGE}`);
  if (answers('docker', 'info')) return cooper('run', IMAGE, '--builder', 'docker', '--to', 'docker-daemon');
  console.log(`\nNothing was built: this machine has neither buildah nor a Docker engine (npx cooper doctor tells more).
Look at examples/nginx-19-el6/: image.json goes in, Dockerfile and Jenkinsfile come out.`);
  return 0;
}

if (isMain(import.meta.url)) process.exitCode = main();
