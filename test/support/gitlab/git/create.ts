/** Makes the bare repository, with what keeps protected branches from pushes. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { POST_RECEIVE_HOOK } from './pushed.js';
import { git } from './run.js';

/**
 * `STAND_IN_PROTECTED`: the branches that this push may not touch, a line each. Called with the name of the ref, and the
 * old and new id.
 */
const UPDATE_HOOK = `#!/bin/sh
printf '%s\\n' "$STAND_IN_PROTECTED" | grep -Fqx -- "$1" || exit 0
echo 'GitLab: You are not allowed to push code to protected branches on this project.' >&2
exit 1
`;

export async function createRepository(path: string): Promise<void> {
  mkdirSync(path, { recursive: true });
  await git(path, ['init', '--quiet', '--bare', '--initial-branch=main']);
  await git(path, ['config', 'http.receivepack', 'true']);
  await git(path, ['config', 'receive.advertisePushOptions', 'true']);
  await git(path, ['config', 'gc.auto', '0']);
  mkdirSync(join(path, 'hooks'), { recursive: true });
  for (const [name, script] of Object.entries({ update: UPDATE_HOOK, 'post-receive': POST_RECEIVE_HOOK })) {
    writeFileSync(join(path, 'hooks', name), script);
    chmodSync(join(path, 'hooks', name), 0o755);
  }
}
