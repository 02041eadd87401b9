import { expect } from 'chai';
import fc from 'fast-check';
import {
  compareJobs,
  disableJob,
  newJobXml,
  patchJob,
  readJob,
  strayTriggers,
} from '../../../compiler/jobs/config.js';
import type { OwnedJob } from '../../../compiler/jobs/job.js';
import { parseXml } from '../../../compiler/jobs/xml.js';
import { SAVED } from './saved.js';
import { image, owned } from './wanted.js';

function job(more: Partial<OwnedJob> = {}): OwnedJob {
  const pipelineMore = { cron: ['H 2 * * *'], pollScm: ['H/5 * * * *'], upstream: ['base', 'apt'] };
  return { ...owned(image('web', { pipelineMore })), ...more };
}

function found(xml: string): OwnedJob {
  const read = readJob(xml);
  if ('what' in read) throw new Error(read.what);
  return read.job;
}

describe('config.xml of a job', () => {
  it('reads back what it has written', () => {
    const wish = job({ triggers: { ...job().triggers, gitlabPush: 'main' } });
    expect(found(newJobXml(wish))).to.deep.equal(wish);
  });

  it('states before the first build all that the Jenkinsfile will state', () => {
    const xml = newJobXml(job());
    expect(xml).to.match(/^<\?xml version='1\.1' encoding='UTF-8'\?>\n<flow-definition>\n/u);
    for (const part of [
      '<name>refs/heads/main</name>',
      '<scriptPath>images/web/Jenkinsfile</scriptPath>',
      '<lightweight>true</lightweight>',
      '<credentialsId>gitlab</credentialsId>',
      '<numToKeep>20</numToKeep>',
      'DisableConcurrentBuildsJobProperty',
      '<defaultValue>1.0 latest</defaultValue>',
      '<trim>true</trim>',
      '<upstreamProjects>apt, base</upstreamProjects>',
      '<name>SUCCESS</name>',
    ])
      expect(xml).to.include(part);
  });

  it('finds no difference in what a controller gives back after builds', () => {
    expect(compareJobs(found(SAVED), job())).to.deep.equal([]);
  });

  it('changes what differs, and keeps every other character', () => {
    const before = parseXml(SAVED)?.toString() ?? '';
    const patched = patchJob(SAVED, job({ keepBuilds: '7', scriptPath: 'images/web2/Jenkinsfile' }));
    const after = 'xml' in patched ? (parseXml(patched.xml)?.toString() ?? '') : '';
    expect(after).to.equal(
      before
        .replace('<numToKeep>20</numToKeep>', '<numToKeep>7</numToKeep>')
        .replace('images/web/Jenkinsfile', 'images/web2/Jenkinsfile'),
    );
  });

  it('keeps parameters, triggers, extensions and limits that are not ours', () => {
    const patched = patchJob(
      SAVED,
      job({
        branch: 'refs/heads/next',
        triggers: { cron: 'H 3 * * *', pollScm: null, upstream: null, gitlabPush: null },
      }),
    );
    const xml = 'xml' in patched ? patched.xml : '';
    for (const part of [
      '<name>extra</name>',
      'GitHubPushTrigger',
      'CloneOption',
      '<daysToKeep>90</daysToKeep>',
      'plugin="git@5.7.0"',
      'DeclarativeJobAction',
      '<spec>H 3 * * *</spec>',
      '<upstreamProjects>base, apt, </upstreamProjects>',
    ])
      expect(xml).to.include(part);
  });

  it('tells of triggers that the image does not declare, and lets them be', () => {
    const wish = job({ triggers: { cron: null, pollScm: null, upstream: null, gitlabPush: null } });
    expect(compareJobs(found(SAVED), wish)).to.deep.equal([]);
    expect(strayTriggers(found(SAVED), wish)).to.deep.equal([
      'timer H 2 * * *',
      'SCM polling H/5 * * * *',
      'after jobs apt, base',
    ]);
  });

  const CHANGED: readonly (readonly [string, string, string])[] = [
    ['another threshold', '<name>SUCCESS</name>', '<name>UNSTABLE</name>'],
    [
      'a parameter of another type',
      'hudson.model.StringParameterDefinition',
      'hudson.model.TextParameterDefinition',
    ],
    ['a parameter that is not trimmed', '<trim>true</trim>', ''],
    [
      'a second remote',
      '</hudson.plugins.git.UserRemoteConfig>',
      '</hudson.plugins.git.UserRemoteConfig><hudson.plugins.git.UserRemoteConfig><url>x</url></hudson.plugins.git.UserRemoteConfig>',
    ],
    [
      'a second branch',
      '</hudson.plugins.git.BranchSpec>',
      '</hudson.plugins.git.BranchSpec><hudson.plugins.git.BranchSpec><name>x</name></hudson.plugins.git.BranchSpec>',
    ],
    ['another SCM', 'hudson.plugins.git.GitSCM', 'hudson.scm.SubversionSCM'],
    ['another strategy', 'hudson.tasks.LogRotator', 'org.example.Strategy'],
    ['builds side by side', 'DisableConcurrentBuildsJobProperty', 'SomeOtherProperty'],
    ['no properties', '<properties>', '<nothing/><properties-of-others>'],
  ];
  for (const [name, from, to] of CHANGED)
    it(`sets right: ${name}`, () => {
      const xml = SAVED.replaceAll(from, to).replaceAll(...closing(to));
      const changes = compareJobs(found(xml), job());
      expect(changes).to.have.length.greaterThan(0);
      const patched = patchJob(xml, job());
      expect('xml' in patched && compareJobs(found(patched.xml), job())).to.deep.equal([]);
    });

  it('says what is no Pipeline job from SCM', () => {
    const what = (xml: string): string => {
      const read = readJob(xml);
      return 'what' in read ? read.what : '';
    };
    expect(what('<project/>')).to.equal('is no Pipeline job, but a project');
    expect(what('<flow-definition/>')).to.include('does not come from SCM');
    expect(what(SAVED.replace('CpsScmFlowDefinition', 'CpsFlowDefinition'))).to.include(
      'does not come from SCM',
    );
    for (const broken of ['', 'Jenkins', '<html><body>Sign in', '<a><b></a>', '<a/><b/>', '<a>&nope;</a>'])
      expect(what(broken), broken).to.include('no readable XML');
    expect(what(`${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}`)).to.include('but a a');
  });

  it('changes a config however deep it is nested', () => {
    const deep = `<actions>${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}`;
    const patched = patchJob(SAVED.replace('<actions>', deep), job({ keepBuilds: '1' }));
    expect('xml' in patched && found(patched.xml).keepBuilds).to.equal('1');
  });

  it('switches a job off, and changes nothing else', () => {
    const off = disableJob(SAVED);
    expect('xml' in off && parseXml(off.xml)?.toString()).to.equal(
      parseXml(SAVED)?.toString().replace('<disabled>false', '<disabled>true'),
    );
  });

  it('brings any text back as it was, and says in XML 1.1 what XML 1.0 cannot', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (description, value) => {
        const wish = owned(image('web', { description }));
        const [first, ...rest] = wish.parameters;
        const hostile = {
          ...wish,
          parameters: [
            { ...first, defaultValue: value.replace(/[\0\ud800-\udfff\ufffe\uffff\r]/gu, '') },
            ...rest,
          ],
        } as OwnedJob;
        const xml = newJobXml(hostile);
        expect(xml).to.not.match(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/u);
        expect(compareJobs(found(xml), hostile)).to.deep.equal([]);
        expect(found(xml).scriptPath).to.equal('images/web/Jenkinsfile');
      }),
    );
  });

  it('never throws, whatever the config holds', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(SAVED.length), fc.nat(SAVED.length), (text, from, length) => {
        const xml = SAVED.slice(0, from) + text + SAVED.slice(from + length);
        readJob(xml);
        patchJob(xml, job());
      }),
    );
  });
});

/** The end tag of an element that was renamed. */
function closing(to: string): [string, string] {
  return to.endsWith('<properties-of-others>') ? ['</properties>', '</properties-of-others>'] : ['\0', ''];
}
