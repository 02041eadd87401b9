import { expect } from 'chai';
import { plan } from '../../../compiler/plan/plan.js';
import type { StagePlan } from '../../../compiler/model/plan.js';
import type { ImageSpec } from '../../../compiler/model/spec.js';
import { ARGUMENTS } from '../../../compiler/run/scripts.js';
import { EVERYTHING } from './everything.js';
import { resolved } from '../validate/rules/resolved.js';

describe('plan/pipeline', () => {
  const stages = (more: Partial<ImageSpec>): Record<string, StagePlan> =>
    Object.fromEntries(plan(resolved(more)).plan.pipeline.stages.map((stage) => [stage.name, stage]));

  it('Verify, Prepare, Build, Push; Test where there are tests', () => {
    expect(Object.keys(stages({}))).to.deep.equal(['Verify', 'Prepare', 'Build', 'Push']);
    expect(Object.keys(stages({ tests: [{ name: 'a', ports: [1] }] }))).to.deep.equal([
      'Verify',
      'Prepare',
      'Build',
      'Test',
      'Push',
    ]);
  });

  it('only arguments that say something', () => {
    expect(stages({})).to.deep.equal({
      Verify: {
        name: 'Verify',
        step: 'imageVerify',
        args: { base: 'debian:12', builder: 'docker' },
        credentials: [{ variable: 'REGISTRY_ACCESS', credentialsId: 'registry' }],
      },
      Prepare: { name: 'Prepare', step: 'imagePrepare', args: { dir: 'images/web' }, credentials: [] },
      Build: {
        name: 'Build',
        step: 'imageBuild',
        args: { builder: 'docker', spec: 'images/web/image.json' },
        credentials: [],
      },
      Push: {
        name: 'Push',
        step: 'imagePush',
        args: { builder: 'docker' },
        credentials: [{ variable: 'REGISTRY_ACCESS', credentialsId: 'registry' }],
      },
    });
  });

  it('carries every setting to the steps that need it', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const found = stages({
      from: { image: 'debian:12', digest },
      rootfs: 'rootfs',
      healthcheck: { test: 'x', startInterval: '1s' },
      run: [{ script: 'a' }],
      secrets: {
        n: { credentialsId: 'npm', kind: 'file' },
        u: { credentialsId: 'c', kind: 'usernamePassword' },
      },
      tests: [{ name: 'a', ports: [1] }],
      publish: { kind: 'harbor', apiUrl: 'https://h', plainHttp: true, overwrite: true },
      pipeline: { builder: 'buildah', buildNetwork: 'host', retries: 0 },
    });
    const push = { builder: 'buildah', kind: 'harbor', overwrite: 'true', plainHttp: 'true', retries: '0' };
    expect(found['Verify']?.args).to.deep.equal({
      base: `debian:12@${digest}`,
      apiUrl: 'https://h',
      needs: 'heredoc start-interval',
      ...push,
    });
    expect(found['Prepare']?.args).to.deep.equal({ dir: 'images/web', rootfs: 'rootfs', overwrite: 'true' });
    expect(found['Build']?.args).to.deep.equal({
      builder: 'buildah',
      needs: 'heredoc start-interval',
      network: 'host',
      format: 'docker',
      secrets: 'n=COOPERAGE_SECRET_1:file u=COOPERAGE_SECRET_2:text',
      spec: 'images/web/image.json',
    });
    expect(found['Test']?.args).to.deep.equal({ dir: 'images/web', builder: 'buildah' });
    expect(found['Push']?.args).to.deep.equal(push);
  });

  it('secrets reach the Build stage only, the registry never does', () => {
    const found = stages({ secrets: { n: { credentialsId: 'npm' } } });
    expect(found['Build']?.credentials).to.deep.equal([
      { variable: 'COOPERAGE_SECRET_1', credentialsId: 'npm' },
    ]);
    expect(found['Verify']?.credentials).to.deep.equal([
      { variable: 'REGISTRY_ACCESS', credentialsId: 'registry' },
    ]);
  });

  it('no base for scratch, no docker format for docker', () => {
    expect(stages({ from: 'scratch' })['Verify']?.args).to.not.have.property('base');
    expect(stages({ healthcheck: 'none' })['Build']?.args).to.not.have.property('format');
    expect(
      stages({ onbuild: [{ run: 'a' }], pipeline: { builder: 'buildah' } })['Build']?.args,
    ).to.have.property('format');
  });

  it('agents', () => {
    const agent = (value?: NonNullable<ImageSpec['pipeline']>['agent']): unknown =>
      plan(resolved({ pipeline: value === undefined ? {} : { agent: value } })).plan.pipeline.agent;
    expect(agent()).to.deep.equal({ type: 'any' });
    expect(agent('any')).to.deep.equal({ type: 'any' });
    expect(agent({ label: 'x' })).to.deep.equal({ type: 'label', label: 'x' });
    expect(agent({ docker: { image: 'i', args: '-v' } })).to.deep.equal({
      type: 'docker',
      image: 'i',
      args: '-v',
      label: null,
    });
    expect(agent({ kubernetes: { yamlFile: 'p.yaml' } })).to.deep.equal({
      type: 'kubernetes',
      yamlFile: 'p.yaml',
      defaultContainer: null,
      cloud: null,
    });
  });

  it('approval, mails, triggers, and what there is without them', () => {
    const { pipeline } = plan(resolved({})).plan;
    expect(pipeline).to.deep.include({
      library: null,
      approval: null,
      notify: null,
      cron: [],
      pollScm: [],
      keepBuilds: 20,
      timeout: { time: 60, unit: 'MINUTES' },
    });
    const full = plan(
      resolved({
        pipeline: {
          approval: {},
          notify: { email: ['a@b'] },
          triggers: { cron: '@daily', pollScm: ['a', 'b'] },
          timeout: '90s',
          keepBuilds: 3,
        },
      }),
    ).plan.pipeline;
    expect(full).to.deep.include({
      approval: { message: 'Build and push web?', submitters: [], timeout: { time: 24, unit: 'HOURS' } },
      notify: { email: ['a@b'], on: ['failure', 'fixed'] },
      cron: ['@daily'],
      pollScm: ['a', 'b'],
      timeout: { time: 90, unit: 'SECONDS' },
      keepBuilds: 3,
    });
  });

  it("says where a variant's spec and its context are, and what it builds for", () => {
    const image = {
      ...resolved({
        copy: [{ copy: '.', to: '.' }],
        context: { dir: '../../src/' },
        platforms: ['linux/amd64', 'linux/arm64'],
        tests: [{ name: 'a', ports: [1] }],
        stages: [{ name: 'a', from: 'golang:1' }],
      }),
      dir: 'images/web/a',
      variant: 'a',
    };
    const found = Object.fromEntries(plan(image).plan.pipeline.stages.map(({ name, args }) => [name, args]));
    const platforms = 'linux/amd64 linux/arm64';
    expect(found['Verify']).to.deep.include({ base: 'debian:12', bases: 'golang:1', platforms });
    expect(found['Prepare']).to.deep.equal({
      dir: 'images/web/a',
      specDir: 'images/web',
      context: 'src',
      platforms,
    });
    expect(found['Build']).to.deep.include({ platforms, spec: 'images/web/image.json' });
    expect([found['Test']?.['platforms'], found['Push']?.['platforms']]).to.deep.equal([
      platforms,
      platforms,
    ]);
  });

  it('gives a step only arguments that it knows', () => {
    const { stages: list } = plan(resolved({ ...EVERYTHING, tests: [{ name: 'a', ports: [1] }] } as never))
      .plan.pipeline;
    for (const { step, args } of list) expect(ARGUMENTS[step]).to.include.members(Object.keys(args));
  });
});
