import { expect } from 'chai';
import type { PipelineSettings } from '../../../../compiler/model/spec.js';
import { findings } from '../findings.js';

const on = { 'no-privileged-builder': 'error' } as const;
const of = (pipeline: PipelineSettings, more: object = {}): string[] =>
  findings(on, { pipeline: { builder: 'buildah', ...pipeline }, ...more });

describe('policy/rules/no-privileged-builder', () => {
  it('the Docker daemon, also where nobody names it', () => {
    const message =
      '/pipeline/builder: the build has rights over its agent: whoever reaches the Docker daemon is root there';
    expect(findings(on, {})).to.deep.equal([message]);
    expect(of({ builder: 'docker' })).to.deep.equal([message]);
    expect(of({})).to.deep.equal([]);
  });

  it('a builder for one run on this machine changes nothing', () => {
    expect(findings(on, { pipeline: { builder: 'buildah' } }, { plan: { builder: 'docker' } })).to.deep.equal(
      [],
    );
  });

  it("RUN without sandbox, and the host's network", () => {
    const insecure = {
      run: [
        { exec: ['a'], security: 'insecure' },
        { exec: ['a'], network: 'host' },
      ],
    };
    expect(of({ buildNetwork: 'host' }, insecure).map((each) => each.split(':')[0])).to.deep.equal([
      '/pipeline/buildNetwork',
      '/run/0',
      '/run/1',
    ]);
    expect(
      of({ buildNetwork: 'none' }, { run: [{ exec: ['a'], network: 'none', security: 'sandbox' }] }),
    ).to.deep.equal([]);
  });

  it('options of the agent that give it the host', () => {
    for (const args of [
      '--privileged',
      '-it --privileged=true',
      '--cap-add SYS_ADMIN',
      '--cap-add=ALL',
      '--security-opt seccomp=unconfined',
      '--security-opt="apparmor=unconfined"',
      '--net host',
      '--network=host',
      '--pid=host',
      '--device /dev/fuse',
      '-v /var/run/docker.sock:/var/run/docker.sock',
      '--mount type=bind,source=/run/docker.sock,target=/s',
    ])
      expect(of({ agent: { docker: { image: 'a', args } } }), args).to.have.length(1);
    for (const args of [
      '--network none',
      '-e X=--privileged-ish',
      '--security-opt no-new-privileges',
      '--cap-drop ALL',
      '-v cache:/c',
    ])
      expect(of({ agent: { docker: { image: 'a', args } } }), args).to.deep.equal([]);
    expect(of({ agent: 'any' })).to.deep.equal([]);
  });

  it('what is accepted', () => {
    const policy = {
      'no-privileged-builder': { severity: 'error', allow: ['docker', 'insecure', 'host-network', 'agent'] },
    } as const;
    const pipeline = {
      buildNetwork: 'host',
      agent: { docker: { image: 'a', args: '--privileged' } },
    } as const;
    expect(findings(policy, { pipeline, run: [{ exec: ['a'], security: 'insecure' }] })).to.deep.equal([]);
  });
});
