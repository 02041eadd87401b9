import { expect } from 'chai';
import { newFolderXml } from '../../../compiler/jobs/folder-config.js';
import { findOrphans, pruneJobs, type Orphan, type PruneOptions } from '../../../compiler/jobs/prune.js';
import { FAULT, memoryController, type MemoryController } from './controller.js';
import { SAVED } from './saved.js';
import { image, wanted } from './wanted.js';

const FOLDERS = { platform: newFolderXml('', null), 'platform/images': newFolderXml('', null) };
const wish = wanted([image('web')]);

function controller(): MemoryController {
  return memoryController({
    ...FOLDERS,
    'platform/images/web': SAVED,
    'platform/images/old': SAVED,
    'platform/images/older': SAVED.replace('<disabled>false', '<disabled>true'),
    'platform/images/hers': SAVED.replace('Made by Cooperage', 'Made by Jane'),
    'platform/images/shell': '<project/>',
  });
}

async function orphans(jenkins: MemoryController): Promise<readonly Orphan[]> {
  const found = await findOrphans(jenkins, wish);
  if ('fault' in found) throw new Error(found.fault.reason);
  return found.value;
}

async function pruned(jenkins: MemoryController, options: PruneOptions = {}): Promise<string[]> {
  const done = await pruneJobs(jenkins, wish, await orphans(jenkins), options);
  return done.map(({ orphan, outcome }) => `${orphan.path.join('/')} ${outcome}`);
}

describe('jobs prune', () => {
  it('finds what is ours and has no image, and what it is at now', async () => {
    const jenkins = controller();
    jenkins.running.add('platform/images/old');
    expect(await orphans(jenkins)).to.deep.equal([
      {
        path: ['platform', 'images', 'old'],
        spec: 'images/web/image.json',
        disabled: false,
        running: 3,
        waiting: false,
      },
      {
        path: ['platform', 'images', 'older'],
        spec: 'images/web/image.json',
        disabled: true,
        running: null,
        waiting: false,
      },
    ]);
    expect(jenkins.changes).to.deep.equal([]);
  });

  it('deletes these only', async () => {
    const jenkins = controller();
    expect(await pruned(jenkins)).to.deep.equal([
      'platform/images/old deleted',
      'platform/images/older deleted',
    ]);
    expect([...jenkins.configs.keys()].sort()).to.deep.equal([
      'platform',
      'platform/images',
      'platform/images/hers',
      'platform/images/shell',
      'platform/images/web',
    ]);
  });

  it('switches off, and keeps all else of the job', async () => {
    const jenkins = controller();
    expect(await pruned(jenkins, { disable: true })).to.include('platform/images/old disabled');
    expect(jenkins.configs.get('platform/images/old'))
      .to.include('<disabled>true</disabled>')
      .and.include('CloneOption');
  });

  it('leaves what somebody has taken over since', async () => {
    const jenkins = controller();
    const found = await orphans(jenkins);
    jenkins.configs.set('platform/images/old', SAVED.replace('Made by Cooperage', 'Made by Jane'));
    jenkins.configs.delete('platform/images/older');
    const done = await pruneJobs(jenkins, wish, found);
    expect(done.map(({ outcome }) => outcome)).to.deep.equal(['changed', 'changed']);
    expect(jenkins.changes).to.deep.equal([]);
  });

  it('goes on after what fails for one job, and stops where nothing more can succeed', async () => {
    const jenkins = controller();
    jenkins.faults.set('remove platform/images/old', FAULT);
    expect(await pruned(jenkins)).to.deep.equal([
      'platform/images/old failed',
      'platform/images/older deleted',
    ]);
    const broken = controller();
    broken.faults.set('remove platform/images/old', { ...FAULT, kind: 'unauthorized' });
    expect(await pruned(broken, { parallel: 1 })).to.deep.equal([
      'platform/images/old failed',
      'platform/images/older not-tried',
    ]);
  });

  it('guesses nothing where not all images are known', async () => {
    const error = await findOrphans(controller(), wanted([image('web')], {}, false)).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).to.be.instanceOf(RangeError);
  });
});
