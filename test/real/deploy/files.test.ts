/** The demo's files, read by the programs that they are for. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { readCompose } from '../../oracle/compose.js';
import { readDockerfile } from '../../oracle/dockerfile.js';
import { needs } from '../../support/parts.js';
import { deploy, root } from './demo.js';

describe('deploy: its files', function () {
  this.timeout(300_000);

  before(function () {
    needs(this, 'go', 'shellcheck', 'shfmt', 'dash');
  });

  it('compose.yaml is what Compose takes', () => {
    const { name, services } = readCompose(join(deploy, 'compose.yaml'));
    expect(name).to.equal('cooperage-demo');
    const order = ['prepare', 'git', 'registry', 'jenkins', 'agent', 'seed'];
    expect(Object.keys(services)).to.have.members(order);
    for (const [service, { build, ports = [], depends_on: waits = {} }] of Object.entries(services)) {
      if (build) expect(existsSync(join(build.context, build.dockerfile)), service).to.equal(true);
      for (const port of ports) expect(port.host_ip, service).to.equal('127.0.0.1');
      for (const [other, { condition }] of Object.entries(waits)) {
        expect(order.indexOf(other)).to.be.lessThan(order.indexOf(service));
        expect(condition).to.equal(
          other === 'prepare' ? 'service_completed_successfully' : 'service_healthy',
        );
      }
    }
  });

  it('compose.yaml takes other ports, and refuses what is none', () => {
    const file = join(deploy, 'compose.yaml');
    const { services } = readCompose(file, { REGISTRY_PORT: '5050', JENKINS_PORT: '8090' });
    expect(services['registry']?.ports).to.deep.include.members([
      { mode: 'ingress', host_ip: '127.0.0.1', target: 5050, published: '5050', protocol: 'tcp' },
    ]);
    expect(() => readCompose(file, { GIT_PORT: 'none' })).to.throw(/port/i);
  });

  for (const name of ['images/agent/Dockerfile', 'images/controller/Dockerfile', 'tools/Dockerfile'])
    it(`${name} is what BuildKit takes`, () => {
      const { error, warnings, instructions } = readDockerfile(readFileSync(join(deploy, name), 'utf8'));
      expect([error, warnings]).to.deep.equal([undefined, []]);
      for (const instruction of instructions)
        expect(instruction.error, instruction.original).to.equal(undefined);
    });

  for (const name of ['images/agent/connect', 'tools/prepare', 'tools/in-clone'])
    it(`${name} is clean`, () => {
      const path = join(deploy, name);
      const checks = [
        ['shellcheck', '--shell', 'sh', path],
        ['shfmt', '-ln', 'posix', '-i', '2', '-ci', '-d', path],
        ['dash', '-n', path],
      ];
      for (const [program = '', ...args] of checks) {
        const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
        expect([status, stdout + stderr], program).to.deep.equal([0, '']);
      }
    });

  it('the images that Cooperage writes are current', () => {
    const cooper = [join(root, 'dist/cooper.js'), '-C', deploy, 'compile', '--check'];
    const { status, stdout, stderr } = spawnSync(process.execPath, cooper, { encoding: 'utf8' });
    expect(status, stdout + stderr).to.equal(0);
  });
});
