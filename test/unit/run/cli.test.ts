import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseRun, UsageError } from '../../../compiler/cli/run/arguments.js';
import { staleFiles } from '../../../compiler/cli/run/stale.js';
import { failure, lost, success } from '../../../compiler/cli/run/summary.js';
import { duration, printable } from '../../../compiler/cli/run/view.js';
import { emit } from '../../../compiler/emit/emit.js';
import { MemoryFiles } from '../../../compiler/host/memory-files.js';
import type { BuildRecord, RunResult } from '../../../compiler/run/events.js';
import { plan } from './bench.js';

const record: BuildRecord = {
  reference: 'registry.example.com:5000/team/web:1.2',
  tags: ['1.2'],
  digest: 'sha256:abc',
  size: 1,
  result: 'pushed',
};
const none = { account: null, secrets: [] };

describe('the arguments of cooper run', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'cooperage-test-'));
    writeFileSync(join(folder, 'password'), 'from a file\n');
  });
  after(() => rmSync(folder, { recursive: true }));

  const parse = (args: object, env: Record<string, string> = {}) =>
    parseRun({ image: 'web', ...args }, env, folder);
  const problem = (args: object, env: Record<string, string> = {}): string => {
    try {
      parse(args, env);
    } catch (error) {
      if (error instanceof UsageError) return `${error.message} | ${error.help}`;
      throw error;
    }
    return 'none';
  };

  it('takes the account from the environment, the password also from a file', () => {
    const user = { COOPERAGE_REGISTRY_USER: 'me' };
    expect(parse({}).account).to.equal(null);
    expect(parse({}, { ...user, COOPERAGE_REGISTRY_PASSWORD: 'x' }).account).to.deep.equal({
      user: 'me',
      password: 'x',
    });
    expect(parse({}, { ...user, COOPERAGE_REGISTRY_PASSWORD_FILE: 'password' }).account?.password).to.equal(
      'from a file',
    );
  });

  it('reads secrets and makes paths absolute', () => {
    const secret = ['id=a,env=TOKEN', 'id=b,src=password'];
    expect(parse({ secret }, { TOKEN: 't' }).secrets).to.deep.equal([
      { id: 'a', value: 't', file: null, variable: 'TOKEN' },
      { id: 'b', value: 'from a file\n', file: join(folder, 'password'), variable: null },
    ]);
    expect(parse({ to: 'oci:out' }).to).to.equal(`oci:${join(folder, 'out')}`);
  });

  const wrong: [string, object, Record<string, string>, RegExp][] = [
    ['an unknown builder', { builder: 'kaniko' }, {}, /--builder kaniko.*docker, buildah/],
    ['an unknown target', { to: 'tar:x' }, {}, /--to oci:FOLDER/],
    ['half an account', {}, { COOPERAGE_REGISTRY_USER: 'me' }, /no password/],
    [
      'two passwords',
      {},
      { COOPERAGE_REGISTRY_PASSWORD: 'x', COOPERAGE_REGISTRY_PASSWORD_FILE: 'password' },
      /both/,
    ],
    ['an unreadable secret file', { secret: ['id=a,src=nowhere'] }, {}, /id=a .*ENOENT.*nowhere/],
    ['an unset secret variable', { secret: ['id=a,env=NOWHERE'] }, {}, /NOWHERE.*not set/],
    ['a secret that is not readable', { secret: ['a=b'] }, {}, /id=NAME,src=FILE/],
  ];
  for (const [what, args, env, message] of wrong)
    it(`refuses ${what}`, () => expect(problem(args, env)).to.match(message));
});

describe('the last words of cooper run', () => {
  const result = (changes: Partial<RunResult>): RunResult => ({
    status: 'pushed',
    record,
    failed: null,
    clean: true,
    ...changes,
  });

  it('tell how to pull and run the image by its digest, with its ports', () => {
    const values = ['80', '53/udp', '8000-8010/tcp', '$PORT'].map((text) => ({ text, origin: '/expose' }));
    const image = plan({
      instructions: [{ body: { verb: 'EXPOSE', values }, comment: [], origin: '/expose' }],
    });
    const pinned = 'registry.example.com:5000/team/web@sha256:abc';
    expect(success(image, none, result({}))).to.equal(
      `Pushed ${record.reference} (sha256:abc).\n\n` +
        `  docker pull ${pinned}\n  docker run --rm -p 80:80 -p 53:53/udp -p 8000-8010:8000-8010 ${pinned}\n`,
    );
  });

  it('say that nothing changed', () => {
    expect(success(plan(), none, result({ status: 'unchanged' }))).to.match(
      /^Unchanged: .*web:1\.2 holds this very content/,
    );
  });

  it('tell how to use a layout', () => {
    const text = success(plan(), { ...none, to: 'oci:/srv/my layout' }, result({ status: 'written' }));
    expect(text).to.contain(`podman pull 'oci:/srv/my layout':1.2`);
    expect(text).to.contain('docker-daemon:web:1.2');
  });

  it('tell what a layout has no place for', () => {
    const body = { verb: 'SHELL' as const, argv: ['/bin/bash', '-c'] };
    const image = plan({ instructions: [{ body, comment: [], origin: '/shell' }] });
    expect(lost(image, { ...none, to: '/srv/layout' })).to.match(/no place for SHELL/);
    expect(lost(image, none)).to.equal('');
    expect(lost(plan(), { ...none, to: '/srv/layout' })).to.equal('');
  });

  it('name the stage that failed, and an account that nobody gave', () => {
    const text = failure(
      plan(),
      none,
      result({ status: 'failed', failed: 'Verify', record: null, clean: false }),
    );
    expect(text).to.match(/the stage Verify failed\n.*COOPERAGE_REGISTRY_USER.*\n.*cleaning up failed/);
  });
});

describe('what a view shows', () => {
  it('times as people read them', () => {
    expect([432, 9940, 9960, 59_400, 185_000].map(duration)).to.deep.equal([
      '0.4 s',
      '9.9 s',
      '10 s',
      '59 s',
      '3 min 05 s',
    ]);
  });

  it('lines without what would steer the terminal', () => {
    expect(printable('\u001b[31mred\u001b[0m \u001b]0;title\u0007tab\tbell\u0007 \u009b2J')).to.equal(
      'red tab\tbell 2J',
    );
  });
});

describe('a build of generated files', () => {
  const root = '/ws';
  const image = plan();
  const current = Object.fromEntries(
    emit(image).artifacts.map(({ path, content }) => [`${root}/${path}`, content]),
  );
  const stale = (files: Record<string, string>): string[] => staleFiles(new MemoryFiles(files), root, image);

  it('goes on when they are what the spec says, whatever the Jenkinsfile is', () => {
    expect(stale({ ...current, '/ws/images/web/Jenkinsfile': 'for another builder' })).to.deep.equal([]);
  });

  it('does not when one differs, is missing, or is there no longer', () => {
    expect(stale({ ...current, '/ws/images/web/Dockerfile': 'FROM other\n' })).to.deep.equal([
      'images/web/Dockerfile',
    ]);
    expect(stale({})).to.deep.equal(['images/web/Dockerfile']);
    expect(stale({ ...current, '/ws/images/web/context.list': 'dir 0755 0:0 /x\n' })).to.deep.equal([
      'images/web/context.list',
    ]);
  });
});
