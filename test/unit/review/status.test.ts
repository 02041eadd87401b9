import { expect } from 'chai';
import type { CommitStatus, GitLabFault } from '../../../compiler/clients/gitlab/types.js';
import { statusName, statusSetter, underStatus, type StatusEnd } from '../../../compiler/review/status.js';
import { fault, MemoryGitLab } from '../../support/review/memory-gitlab.js';

const COMMIT = 'a'.repeat(40);
const FINE: StatusEnd = { state: 'success', description: '2 images: no errors' };

describe('review/status', () => {
  let gitlab: MemoryGitLab;
  let waits: number[];
  beforeEach(() => {
    gitlab = new MemoryGitLab();
    waits = [];
  });
  const setter = (projects: readonly (number | undefined)[] = [undefined], ref?: string) =>
    statusSetter(
      gitlab.api,
      { commit: COMMIT, projects, ...(ref === undefined ? {} : { ref }) },
      { sleep: async (milliseconds) => void waits.push(milliseconds) },
    );
  const status = (more: Partial<CommitStatus> = {}): CommitStatus => ({
    name: 'cooperage',
    state: 'success',
    description: 'fine',
    url: null,
    ...more,
  });
  const states = (): string[] => gitlab.statuses.map(({ state }) => state);
  const failing = (
    kind: GitLabFault['kind'],
    times: number,
    more: { after?: boolean; status?: number } = {},
  ) => {
    let count = 0;
    gitlab.before = (name) =>
      name === 'setStatus' && ++count <= times
        ? { fault: fault(kind, more.status), after: more.after ?? false }
        : undefined;
  };

  it('says project, commit and branch', async () => {
    expect(await setter([12], 'change')(status())).to.equal(null);
    expect(gitlab.statuses).to.deep.equal([{ ...status(), commit: COMMIT, ref: 'change', project: 12 }]);
  });

  it('the state that it has already is no error, another refusal is', async () => {
    const set = setter();
    expect(await set(status({ state: 'running' }))).to.equal(null);
    expect(await set(status({ state: 'running' }))).to.equal(null);
    failing('refused', 1);
    expect(await set(status())).to.have.property('kind', 'refused');
    expect(waits).to.deep.equal([]);
  });

  it('is tried again where that may help, and not set twice where it has arrived', async () => {
    for (const [kind, code] of [
      ['unknown', 0],
      ['unreachable', 0],
      ['limited', 429],
      ['conflict', 409],
      ['failed', 502],
    ] as const) {
      gitlab = new MemoryGitLab();
      waits = [];
      failing(kind, 2, { status: code });
      expect(await setter()(status()), kind).to.equal(null);
      expect(states()).to.deep.equal(['success']);
      expect(waits).to.deep.equal([1000, 2000]);
    }
    gitlab = new MemoryGitLab();
    failing('unknown', 1, { after: true });
    expect(await setter()(status())).to.equal(null);
    expect(states()).to.deep.equal(['success']);
  });

  it('is given up in the end', async () => {
    failing('unreachable', 99);
    expect(await setter()(status())).to.have.property('kind', 'unreachable');
    expect(waits).to.deep.equal([1000, 2000, 4000]);
  });

  it('goes to the project of the branch, and to the own one where that takes none', async () => {
    for (const kind of ['forbidden', 'missing'] as const) {
      gitlab = new MemoryGitLab();
      failing(kind, 1);
      const set = setter([12, undefined]);
      expect(await set(status({ state: 'running' }))).to.equal(null);
      expect(await set(status())).to.equal(null);
      expect(gitlab.statuses.map(({ project, state }) => [project, state])).to.deep.equal([
        [undefined, 'running'],
        [undefined, 'success'],
      ]);
    }
    gitlab = new MemoryGitLab();
    failing('forbidden', 2);
    expect(await setter([12, undefined])(status())).to.have.property('kind', 'forbidden');
  });

  it('holds back what GitLab would refuse', async () => {
    const set = setter();
    await set(status({ name: 'n'.repeat(300), description: '😀'.repeat(300), url: 'javascript:alert(1)' }));
    await set(status({ name: 'x', url: `https://ci.example.com/${'j'.repeat(300)}` }));
    await set(status({ name: 'y', url: 'https://ci.example.com/7' }));
    expect(gitlab.statuses.map(({ url }) => url)).to.deep.equal([null, null, 'https://ci.example.com/7']);
    const [{ name, description } = status()] = gitlab.statuses;
    expect(name).to.have.length(255);
    expect(description.length).to.be.at.most(255);
    expect(description.isWellFormed?.() ?? !/[\ud800-\udbff](?![\udc00-\udfff])/u.test(description)).to.equal(
      true,
    );
  });

  it('is called after the workspace, and the image', () => {
    expect(statusName('')).to.equal('cooperage');
    expect(statusName('', 'images/web')).to.equal('cooperage/images/web');
    expect(statusName('platform', 'images/web')).to.equal('cooperage/platform/images/web');
  });

  describe('under a status', () => {
    let faults: string[];
    beforeEach(() => (faults = []));
    const under = (act: () => Promise<{ end: StatusEnd; result: number }>) =>
      underStatus(setter(), { name: 'cooperage', url: null }, ({ kind }) => faults.push(kind), act);
    const act = async (): Promise<{ end: StatusEnd; result: number }> => ({ end: FINE, result: 5 });

    it('runs and ends', async () => {
      expect(await under(act)).to.equal(5);
      expect(gitlab.statuses.map(({ state, description }) => [state, description])).to.deep.equal([
        ['running', 'looking at the change'],
        ['success', '2 images: no errors'],
      ]);
      expect(faults).to.deep.equal([]);
    });

    it('ends as failed where something throws, which goes on', async () => {
      const thrown = await under(() => Promise.reject(new Error('boom'))).catch(
        (error: Error) => error.message,
      );
      expect(thrown).to.equal('boom');
      expect(states()).to.deep.equal(['running', 'failed']);
    });

    it('ends though GitLab is away meanwhile', async () => {
      await under(async () => {
        failing('unreachable', 3);
        return act();
      });
      expect(states()).to.deep.equal(['running', 'success']);
      expect(faults).to.deep.equal([]);
    });

    it('the rest is done where it may not be set, which is told once', async () => {
      failing('forbidden', 99);
      expect(await under(act)).to.equal(5);
      expect(faults).to.deep.equal(['forbidden']);
      gitlab = new MemoryGitLab();
      faults = [];
      failing('unknown', 4);
      await under(act);
      expect([faults, states()]).to.deep.equal([['unknown'], ['success']]);
    });
  });
});
