/** Git's own program, on one repository. */
import { spawn } from 'node:child_process';

export interface Ended {
  readonly code: number | null;
  readonly out: Buffer;
  readonly err: string;
}

const PERSON = { NAME: 'GitLab', EMAIL: 'gitlab@localhost' };

/** Nothing of this machine's settings comes in. */
export const GIT_ENVIRONMENT: Readonly<Record<string, string | undefined>> = {
  PATH: process.env['PATH'],
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: PERSON.NAME,
  GIT_AUTHOR_EMAIL: PERSON.EMAIL,
  GIT_COMMITTER_NAME: PERSON.NAME,
  GIT_COMMITTER_EMAIL: PERSON.EMAIL,
};

/** Whatever its end. */
export function tryGit(
  repository: string,
  args: readonly string[],
  input: Uint8Array | string = '',
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['--literal-pathspecs', '-C', repository, ...args], {
      env: { ...GIT_ENVIRONMENT, ...env },
    });
    const out: Buffer[] = [];
    let err = '';
    child.stdout.on('data', (data: Buffer) => out.push(data));
    child.stderr.setEncoding('utf8').on('data', (data: string) => (err += data));
    child.stdin.on('error', () => {});
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out: Buffer.concat(out), err }));
    child.stdin.end(input);
  });
}

/** It must succeed. */
export async function git(
  repository: string,
  args: readonly string[],
  input: Uint8Array | string = '',
  env: Readonly<Record<string, string>> = {},
): Promise<Buffer> {
  const { code, out, err } = await tryGit(repository, args, input, env);
  if (code !== 0) throw new Error(`git ${args.join(' ')}: ${code} ${err}`);
  return out;
}
