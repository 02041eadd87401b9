import { expect } from 'chai';
import type { Answer } from '../../../compiler/clients/jenkins/types.js';
import { newJobXml } from '../../../compiler/jobs/config.js';
import { newFolderXml } from '../../../compiler/jobs/folder-config.js';
import { planJobs, type JobsPlan, type PlanOptions } from '../../../compiler/jobs/plan.js';
import type { Step } from '../../../compiler/jobs/step.js';
import { syncJobs, type DoneStep } from '../../../compiler/jobs/sync.js';
import type { Wanted } from '../../../compiler/jobs/wanted.js';
import { FAULT, memoryController, type MemoryController } from './controller.js';
import { SAVED } from './saved.js';
import { image, owned, PLACE, URL, wanted } from './wanted.js';

const FOLDER = newFolderXml('Somebody made this.', null);
const FOLDERS = { platform: FOLDER, 'platform/images': FOLDER };
const LIBRARY = {
  name: 'cooperage',
  version: 'v1',
  url: URL,
  credentialsId: null,
  implicit: false,
  versioned: true,
};

function value<T>(answer: Answer<T>): T {
  if ('fault' in answer) throw new Error(answer.fault.reason);
  return answer.value;
}

async function planned(
  jenkins: MemoryController,
  wish: Wanted,
  options: PlanOptions = {},
): Promise<string[]> {
  return value(await planJobs(jenkins, wish, options)).steps.map(stepText);
}

function stepText(step: Step): string {
  const more =
    step.action === 'update'
      ? `: ${step.changes.map(({ field, from, to }) => `${field} ${from} → ${to}`).join('; ')}`
      : step.action === 'conflict'
        ? `: ${step.reason}`
        : step.action === 'orphan'
          ? ` of ${step.spec}`
          : '';
  return `${step.action} ${step.path.join('/')}${more}`;
}

async function synced(
  jenkins: MemoryController,
  wish: Wanted,
  options: PlanOptions = {},
): Promise<readonly DoneStep[]> {
  const plan: JobsPlan = value(await planJobs(jenkins, wish, options));
  return syncJobs(jenkins, wish, plan, options);
}

const outcomes = (done: readonly DoneStep[]): string[] =>
  done.map(({ step, outcome }) => `${step.path.join('/')} ${outcome}`);

describe('jobs plan and sync', () => {
  const wish = wanted([
    image('base'),
    image('web', { parents: ['images/base'], pipelineMore: { upstream: ['base'] } }),
  ]);

  it('makes missing folders and jobs, and has nothing to do the second time', async () => {
    const jenkins = memoryController();
    expect(await planned(jenkins, wish)).to.deep.equal([
      'create platform',
      'create platform/images',
      'create platform/images/base',
      'create platform/images/web',
    ]);
    await synced(jenkins, wish);
    expect(jenkins.changes).to.deep.equal([
      'create platform',
      'create platform/images',
      'create platform/images/base',
      'create platform/images/web',
    ]);
    expect(jenkins.configs.get('platform')).to.not.include('Cooperage');
    expect(jenkins.configs.get('platform/images')).to.include('Made by Cooperage from cooperage.json of');
    const again = await synced(jenkins, wish);
    expect(again.every(({ outcome }) => outcome === 'kept')).to.equal(true);
    expect(jenkins.changes).to.have.length(4);
  });

  it("makes parents' jobs before their children's, however many at a time", async () => {
    const chain = [
      image('a'),
      image('b', { parents: ['images/a'] }),
      image('c', { parents: ['images/b'] }),
      image('d'),
    ];
    const jenkins = memoryController(FOLDERS);
    await synced(jenkins, wanted(chain), { parallel: 9 });
    const order = jenkins.changes.map((change) => change.at(-1));
    expect(order.indexOf('a')).to.be.lessThan(order.indexOf('b'));
    expect(order.indexOf('b')).to.be.lessThan(order.indexOf('c'));
    expect(order).to.have.length(4);
  });

  it('says field by field what differs', async () => {
    const jenkins = memoryController({ ...FOLDERS, 'platform/images/web': SAVED });
    const web = image('web', {
      publish: { ...image('web').publish, tags: ['2.0'] },
      pipelineMore: { keepBuilds: 5, cron: ['H 3 * * *'] },
    });
    const place = { credentialsId: null, branch: 'next' };
    expect(await planned(jenkins, wanted([web], place))).to.deep.equal([
      'keep platform/images',
      'update platform/images/web: builds kept 20 → 5; parameter image_tag 1.0 latest → 2.0; trigger: timer H 2 * * * → H 3 * * *; branch refs/heads/main → refs/heads/next; Git credentials gitlab → null',
    ]);
  });

  it('touches no job that is not ours, unless told to', async () => {
    const jenkins = memoryController({
      ...FOLDERS,
      'platform/images/base': SAVED.replace('Made by Cooperage', 'Made by Jane'),
      'platform/images/web': SAVED.replace('platform/images.git</desc', 'other/images.git</desc'),
      'platform/images/free': '<project/>',
    });
    const before = new Map(jenkins.configs);
    const all = wanted([image('base'), image('web'), image('free')]);
    expect(await planned(jenkins, all)).to.deep.equal([
      'keep platform/images',
      'conflict platform/images/base: was not made by Cooperage',
      'conflict platform/images/web: belongs to the workspace https://gitlab.example.com/other/images.git',
      'conflict platform/images/free: is no Pipeline job, but a project',
    ]);
    expect(outcomes(await synced(jenkins, all))).to.deep.equal([
      'platform/images kept',
      'platform/images/base left',
      'platform/images/web left',
      'platform/images/free left',
    ]);
    expect(jenkins.configs).to.deep.equal(before);
    const adopt = new Set(['base', 'free']);
    expect(outcomes(await synced(jenkins, all, { adopt }))).to.deep.equal([
      'platform/images kept',
      'platform/images/base changed',
      'platform/images/web left',
      'platform/images/free left',
    ]);
    expect(jenkins.configs.get('platform/images/base'))
      .to.include('Made by Cooperage')
      .and.include('CloneOption');
  });

  it('knows again what was made before the repository was moved', async () => {
    const elsewhere = SAVED.replace('platform/images.git</desc', 'other/images.git</desc');
    const jenkins = memoryController({
      ...FOLDERS,
      'platform/images/web': elsewhere,
      'platform/images/old': elsewhere,
    });
    const formerUrls = ['git@gitlab.example.com:other/images.git'];
    const steps = await planned(jenkins, wanted([image('web')], { formerUrls }));
    expect(steps[1]).to.match(/^update platform\/images\/web: description /u);
    expect(steps[2]).to.equal('orphan platform/images/old of images/web/image.json');
  });

  it('finds jobs of ours whose image is gone, and leaves those of others out', async () => {
    const jenkins = memoryController({
      ...FOLDERS,
      'platform/images/old': SAVED,
      'platform/images/hers': SAVED.replace('Made by Cooperage', 'Made by Jane'),
      'platform/images/theirs': SAVED.replace('platform/images.git</desc', 'other/images.git</desc'),
      'platform/images/odd': '<flow-definition/>',
    });
    expect(await planned(jenkins, wanted([]))).to.deep.equal([
      'keep platform/images',
      'orphan platform/images/old of images/web/image.json',
    ]);
    expect(await planned(jenkins, wanted([], {}, false))).to.deep.equal(['keep platform/images']);
    expect(outcomes(await synced(jenkins, wanted([])))).to.deep.equal([
      'platform/images kept',
      'platform/images/old left',
    ]);
  });

  it('knows that Jenkins does not tell upper and lower case apart', async () => {
    const jenkins = memoryController({ ...FOLDERS, 'platform/images/Web': SAVED });
    expect(await planned(jenkins, wanted([image('web'), image('base'), image('BASE')]))).to.deep.equal([
      'keep platform/images',
      'conflict platform/images/web: has the name of Web, but for its case',
      'create platform/images/base',
      'conflict platform/images/BASE: is also the name of the job of images/base',
    ]);
  });

  it('says that the folder is none, and asks for no job then', async () => {
    const jenkins = memoryController({ platform: FOLDER, 'platform/images': SAVED });
    expect(await planned(jenkins, wish)).to.deep.equal([
      'conflict platform/images: is no folder, but a WorkflowJob',
    ]);
    const above = memoryController({ platform: '<project/>' });
    expect(await planned(above, wish)).to.deep.equal([
      'conflict platform: is no folder, but a FreeStyleProject',
    ]);
  });

  it('works at the top of the controller', async () => {
    const jenkins = memoryController();
    await synced(jenkins, wanted([image('web')], { folder: [] }));
    expect(jenkins.changes).to.deep.equal(['create web']);
  });

  it('configures the library at the folder, beside those of others', async () => {
    const other = { ...LIBRARY, name: 'other', version: 'main' };
    const jenkins = memoryController({ platform: FOLDER, 'platform/images': newFolderXml('Theirs.', other) });
    const place = { ...PLACE, library: LIBRARY };
    expect(outcomes(await synced(jenkins, wanted([], place)))).to.deep.equal(['platform/images changed']);
    expect(jenkins.configs.get('platform/images'))
      .to.include('<name>other</name>')
      .and.include('<name>cooperage</name>');
    expect(jenkins.configs.get('platform/images')).to.include('Theirs.').and.not.include('Made by');
    expect(await planned(jenkins, wanted([], place))).to.deep.equal(['keep platform/images']);
    const newer = { ...place, library: { ...LIBRARY, version: 'v2' } };
    expect(await planned(jenkins, wanted([], newer))).to.deep.equal([
      'update platform/images: library cooperage, default version v1 → v2',
    ]);
    // One of our name that comes from elsewhere is theirs.
    const moved = { ...place, library: { ...LIBRARY, url: 'https://gitlab.example.com/x.git' } };
    expect(await planned(jenkins, wanted([], moved))).to.deep.equal([
      'conflict platform/images: has a library cooperage from elsewhere',
    ]);
    expect(await planned(jenkins, wanted([], moved), { adopt: new Set(['platform/images']) })).to.deep.equal([
      `update platform/images: library cooperage, Git URL ${URL} → https://gitlab.example.com/x.git`,
    ]);
  });

  it('changes the library of a folder of ours without being told to', async () => {
    const jenkins = memoryController();
    await synced(jenkins, wanted([], { library: LIBRARY }));
    const newer = wanted([], { library: { ...LIBRARY, version: 'v2', credentialsId: 'gitlab' } });
    await synced(jenkins, newer);
    expect(jenkins.configs.get('platform/images'))
      .to.include('<defaultVersion>v2</defaultVersion>')
      .and.include('<credentialsId>gitlab</credentialsId>');
    expect(await planned(jenkins, newer)).to.deep.equal(['keep platform/images']);
  });

  it('goes on after what fails for one job, and a second run does the rest', async () => {
    const jenkins = memoryController(FOLDERS);
    jenkins.faults.set('create platform/images/base', FAULT);
    expect(outcomes(await synced(jenkins, wish))).to.deep.equal([
      'platform/images kept',
      'platform/images/base failed',
      'platform/images/web made',
    ]);
    jenkins.faults.clear();
    expect(outcomes(await synced(jenkins, wish))).to.deep.equal([
      'platform/images kept',
      'platform/images/base made',
      'platform/images/web kept',
    ]);
  });

  it('stops where nothing more can succeed', async () => {
    const jenkins = memoryController(FOLDERS);
    jenkins.faults.set('create platform/images/base', { ...FAULT, kind: 'unreachable' });
    expect(outcomes(await synced(jenkins, wish))).to.deep.equal([
      'platform/images kept',
      'platform/images/base failed',
      'platform/images/web not-tried',
    ]);
    const noFolder = memoryController();
    noFolder.faults.set('create platform', FAULT);
    expect(outcomes(await synced(noFolder, wish))).to.deep.equal([
      'platform failed',
      'platform/images not-tried',
      'platform/images/base not-tried',
      'platform/images/web not-tried',
    ]);
  });

  it('tells a job that cannot be looked at, and a controller that does not answer', async () => {
    const jenkins = memoryController({ ...FOLDERS, 'platform/images/base': SAVED });
    jenkins.faults.set('config platform/images/base', FAULT);
    expect(await planned(jenkins, wish)).to.include('unknown platform/images/base');
    jenkins.faults.set('config platform/images/base', { ...FAULT, kind: 'unreachable' });
    expect(await planJobs(jenkins, wish)).to.have.nested.property('fault.kind', 'unreachable');
    jenkins.faults.set('items platform/images', FAULT);
    expect(await planJobs(jenkins, wish)).to.have.nested.property('fault.kind', 'forbidden');
  });

  it('judges anew what somebody has changed since the plan', async () => {
    const source = image('web', { pipelineMore: { keepBuilds: 7 } });
    const web = wanted([source]);
    for (const [now, outcome] of [
      [SAVED.replace('Made by Cooperage', 'Made by Jane'), 'left'],
      [newJobXml(owned(source)), 'kept'],
      [SAVED.replace('<quietPeriod>5', '<quietPeriod>6'), 'changed'],
      [null, 'failed'],
    ] as const) {
      const jenkins = memoryController({ ...FOLDERS, 'platform/images/web': SAVED });
      const plan = value(await planJobs(jenkins, web));
      if (now === null) jenkins.configs.delete('platform/images/web');
      else jenkins.configs.set('platform/images/web', now);
      expect(outcomes(await syncJobs(jenkins, web, plan))).to.deep.equal([
        'platform/images kept',
        `platform/images/web ${outcome}`,
      ]);
      if (outcome === 'changed')
        expect(jenkins.configs.get('platform/images/web')).to.include('<quietPeriod>6');
    }
  });
});
