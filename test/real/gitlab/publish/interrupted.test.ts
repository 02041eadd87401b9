/** Whatever request is the last one that arrives: the project is as before or as after, and the next run completes. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { PublishOptions } from '../../../../compiler/publish-workspace.js';
import { type FakeGitLab, startGitLab } from '../../../support/gitlab/server.js';
import { needs } from '../../../support/parts.js';
import {
  branches,
  clientOf,
  Clone,
  type Content,
  filesHere,
  filesOf,
  good,
  publish,
  WORKSPACE,
} from './support.js';

const BRANCH = 'cooperage/publish';
const MEMORY = '.cooperage/publish.json';

/** More than goes into one request, so that a branch grows in parts. */
const SMALL = { bytes: 1e9, actions: 16 };

interface Scenario {
  readonly name: string;
  /** What is published before, so that the branch is there. */
  readonly earlier?: Content;
  readonly files: Content;
  readonly options?: Partial<PublishOptions>;
}

const SCENARIOS: readonly Scenario[] = [
  { name: 'a new branch', files: WORKSPACE },
  {
    name: 'a branch that is there',
    earlier: WORKSPACE,
    files: {
      'images/web/rootfs/etc/motd': 'changed\n',
      'images/db/image.json': { name: 'db', from: 'debian:12' },
    },
  },
  { name: 'a new branch in parts', files: WORKSPACE, options: { limits: SMALL } },
];

for (const how of ['killed', 'cut off'] as const)
  for (const { name, earlier, files, options } of SCENARIOS)
    describe(`cooper publish, ${how}: ${name}`, function () {
      this.timeout(600_000);
      let gitlab: FakeGitLab;
      let clone: Clone;
      let refs: string;
      let memory: string | null;

      before(async function () {
        needs(this, 'git');
        gitlab = await startGitLab();
        await gitlab.commit('main', { 'README.md': 'images\n' });
        clone = new Clone(gitlab);
        if (earlier) good(await publish(clone.write(earlier)), 'published');
        refs = git('for-each-ref', '--format=%(refname) %(objectname)', 'refs/heads');
        const path = join(clone.path, MEMORY);
        memory = existsSync(path) ? readFileSync(path, 'utf8') : null;
      });
      after(async () => {
        clone?.remove();
        await gitlab?.stop();
      });

      const git = (...args: readonly string[]): string =>
        execFileSync('git', ['-C', gitlab.repository, ...args], { encoding: 'utf8' });

      /** As it was before anything was published here. */
      const reset = (requests: number): void => {
        const now = git('for-each-ref', '--format=%(refname)', 'refs/heads').split('\n').filter(Boolean);
        for (const ref of now) git('update-ref', '-d', ref);
        for (const line of refs.split('\n').filter(Boolean)) git('update-ref', ...line.split(' '));
        gitlab.world.mergeRequests.splice(requests);
        gitlab.world.mergeRequests.forEach((request) => (request.state = 'opened'));
        if (memory === null) rmSync(join(clone.path, MEMORY), { force: true });
        else writeFileSync(join(clone.path, MEMORY), memory);
      };

      it('leaves nothing half done, at every request', async () => {
        const requests = gitlab.world.mergeRequests.length;
        const beforeFiles = filesOf(gitlab, BRANCH);
        clone.write(files);
        const asked = gitlab.asked.length;
        good(await publish(clone, options), 'published');
        const total = gitlab.asked.length - asked;
        const afterFiles = filesHere(clone);
        expect(filesOf(gitlab, BRANCH)).to.deep.equal(afterFiles);
        expect(total).to.be.greaterThan(3);
        for (let nth = 1; nth <= total; nth++)
          for (const phase of ['before', 'after'] as const) {
            reset(requests);
            const where = `request ${nth} of ${total}, ${phase}`;
            await interrupted(nth, phase);
            const standing = filesOf(gitlab, BRANCH);
            const isAsBefore = JSON.stringify(standing) === JSON.stringify(beforeFiles);
            if (!isAsBefore) expect(standing, where).to.deep.equal(afterFiles);
            const known = branches(gitlab).filter((branch) => !branch.startsWith('cooperage-parts/'));
            expect(known, where).to.deep.equal(standing === null ? ['main'] : [BRANCH, 'main']);
            good(await publish(clone, options), 'published');
            expect(filesOf(gitlab, BRANCH), where).to.deep.equal(afterFiles);
            expect(branches(gitlab), where).to.deep.equal([BRANCH, 'main']);
            const open = gitlab.world.mergeRequests.filter(({ state }) => state === 'opened');
            expect(open.length, where).to.equal(1);
          }
      });

      async function interrupted(nth: number, phase: 'before' | 'after'): Promise<void> {
        const end = new AbortController();
        let count = 0;
        gitlab.onRequest((_asked, at) => {
          if (at === 'before') count++;
          if (count !== nth || at !== phase) return undefined;
          if (how === 'killed') end.abort();
          return phase === 'before' ? 'cut' : 'lost';
        });
        await publish(clone, { ...options, gitlab: clientOf(gitlab, end.signal) });
        gitlab.onRequest(null);
      }
    });
