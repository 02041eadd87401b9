import { expect } from 'chai';
import { type Lab, openLab } from './lab.js';
import { isReal, WHERE } from './target.js';

/** More requests than one run has. */
const MOST = 100;

/** A real server cannot be stopped where we want. */
const withStandIn = isReal ? (): void => {} : describe;

/** A real end by SIGKILL, while the server holds a request: before it is done, and after it is done but not answered. */
withStandIn(`cooper publish, killed at every request to ${WHERE}`, function () {
  this.timeout(20 * 60_000);
  let lab: Lab;

  before(async function () {
    lab = await openLab(this);
    lab.clone.write('images/web/rootfs/etc/greeting', 'killed\n');
    lab.clone.write('images/web/rootfs/new', 'new\n');
  });
  after(() => lab?.close());

  for (const phase of ['before', 'after'] as const)
    it(`${phase} it is done`, async () => {
      const { standIn } = lab.target;
      let at = 0;
      for (let killed = true; killed;) {
        at += 1;
        expect(at).to.be.lessThan(MOST);
        const branch = lab.project.branch(`${phase}-${at}`);
        const run = lab.start(['publish', '--branch', branch]);
        let asked = 0;
        killed = false;
        standIn?.onRequest(async (_, now) => {
          if (now !== phase || (asked += 1) !== at) return;
          killed = true;
          run.kill();
          await run.ended;
        });
        const { code, err } = await run.ended;
        standIn?.onRequest(null);
        if (!killed) expect(code, err).to.equal(0);
        await wholeOrNothing(branch, `${phase} request ${at}`);
        await lab.ends(0, ['publish', '--branch', branch]);
        await published(branch, `${phase} request ${at}`);
      }
      expect(at, 'requests').to.be.greaterThan(5);
    });

  async function wholeOrNothing(branch: string, when: string): Promise<void> {
    if ((await lab.project.tip(branch)) !== null) expect(await lab.clone.differs(branch), when).to.equal('');
  }

  async function published(branch: string, when: string): Promise<void> {
    expect(await lab.clone.differs(branch), when).to.equal('');
    const requests = await lab.project.requests(branch);
    expect(
      requests.map(({ state }) => state),
      when,
    ).to.deep.equal(['opened']);
    expect(await lab.project.notes(requests[0]?.iid ?? 0), when).to.have.length(1);
    const others = (await lab.project.ownBranches()).filter(
      (name) => !/\/(base|(before|after)-\d+)$/.test(name),
    );
    expect(others, when).to.deep.equal([]);
  }
});
