import { expect } from 'chai';
import { waitInQueue } from '../../../compiler/builds/queue.js';
import type { JenkinsApi, QueueItem } from '../../../compiler/clients/jenkins/types.js';

describe('builds/queue: reasons', () => {
  /** What is told of a queue that answers so, one answer at a look, until a build came of it. */
  async function told(...whys: (string | [string, boolean])[]): Promise<string[]> {
    const answers: QueueItem[] = whys.map((each) => {
      const [why, stuck] = typeof each === 'string' ? [each, false] : each;
      return { state: 'waiting', why, stuck, causes: [], parameters: {} };
    });
    answers.push({ state: 'started', number: 3, url: '' });
    const queueItem = (): Promise<{ value: QueueItem }> =>
      Promise.resolve({ value: answers.shift() as QueueItem });
    const found: string[] = [];
    const number = await waitInQueue({ queueItem } as unknown as JenkinsApi, ['web'], 1, {
      now: () => 0,
      sleep: () => Promise.resolve(),
      patience: 0,
      onWaiting: (why, stuck) => found.push(`${why}${stuck ? '!' : ''}`),
      onConnection: () => {},
    });
    expect(number).to.deep.equal({ value: 3 });
    return found;
  }

  it('tells a reason once, however far its countdown is', async () => {
    const quiet = 'In the quiet period. Expires in 4.9 sec';
    expect(await told(quiet, 'In the quiet period. Expires in 210 ms', 'Finished waiting')).to.deep.equal([
      quiet,
      'Finished waiting',
    ]);
    const busy = 'Build #12 is already in progress (ETA: 3 min 2 sec)';
    expect(await told(busy, 'Build #12 is already in progress (ETA: 59 sec)')).to.deep.equal([busy]);
  });

  it('tells another reason, another build, and that Jenkins calls it stuck now', async () => {
    const whys = [
      'Build #12 is already in progress (ETA: 3 sec)',
      'Build #13 is already in progress (ETA: 3 sec)',
      'Waiting for next available executor on ‘arm64’',
    ] as const;
    expect(await told(...whys, [whys[2], true])).to.deep.equal([...whys, `${whys[2]}!`]);
  });
});
