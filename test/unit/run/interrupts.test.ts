import { expect } from 'chai';
import { Interrupts } from '../../../compiler/run/interrupts.js';
import { plan, run } from './bench.js';

describe('an interrupted run', () => {
  it('ends the running stage, begins no other, and cleans up', async () => {
    const interrupts = new Interrupts();
    const during = (): void => void setImmediate(() => interrupts.raise());
    const { result, processes } = await run(
      plan(),
      { build: { until: ['SIGTERM'], during } },
      { interrupts },
    );
    expect(processes.names).to.deep.equal(['verify', 'prepare', 'build', 'report', 'cleanup']);
    expect(processes.started[2]?.signals).to.deep.equal(['SIGTERM']);
    expect(result).to.include({ status: 'aborted', failed: 'Build', clean: true });
  });

  it('kills a stage that does not listen, after the grace', async () => {
    const interrupts = new Interrupts();
    const during = (): void => void setImmediate(() => interrupts.raise());
    const options = { interrupts, grace: 10 };
    const { result, processes } = await run(plan(), { build: { until: ['SIGKILL'], during } }, options);
    expect(processes.started[2]?.signals).to.deep.equal(['SIGTERM', 'SIGKILL']);
    expect(result).to.include({ status: 'aborted', clean: true });
  });

  it('kills it at once at the second interrupt', async () => {
    const interrupts = new Interrupts();
    const during = (): void =>
      void setImmediate(() => {
        interrupts.raise();
        interrupts.raise();
      });
    const { processes } = await run(plan(), { build: { until: ['SIGKILL'], during } }, { interrupts });
    expect(processes.started[2]?.signals).to.deep.equal(['SIGTERM', 'SIGKILL']);
    expect(processes.names.at(-1)).to.equal('cleanup');
  });

  it('lets cleanup finish at the first interrupt and ends it at the second', async () => {
    const interrupts = new Interrupts();
    const during = (): void =>
      void setImmediate(() => {
        interrupts.raise();
        interrupts.raise();
      });
    const { result, processes } = await run(
      plan(),
      { cleanup: { until: ['SIGKILL'], during } },
      { interrupts },
    );
    expect(processes.started.at(-1)?.signals).to.deep.equal(['SIGKILL']);
    // All stages had passed: what was pushed stays pushed.
    expect(result).to.include({ status: 'pushed', clean: false });
  });

  it('begins nothing when it comes first', async () => {
    const interrupts = new Interrupts();
    interrupts.raise();
    const { result, processes } = await run(plan(), {}, { interrupts });
    expect(processes.names).to.deep.equal(['report', 'cleanup']);
    expect(result).to.include({ status: 'aborted', failed: null });
  });

  it('is stopped by the timeout of the plan', async () => {
    const image = plan();
    const timeout = { time: 0.02, unit: 'SECONDS' as const };
    const own = { ...image, pipeline: { ...image.pipeline, timeout } };
    const { result, processes } = await run(own, { build: { until: ['SIGTERM'] } });
    expect(result).to.include({ status: 'timeout', failed: 'Build', clean: true });
    expect(processes.names.at(-1)).to.equal('cleanup');
  });
});
