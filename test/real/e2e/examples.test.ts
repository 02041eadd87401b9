/** The repository's own examples, built as they stand; only their public base image is replaced by ours. */
import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { needs } from '../../support/parts.js';
import { startStore, type ArtifactStore } from './artifact-store.js';
import { addExamples, exampleNames } from './examples-lab.js';
import { Lab } from './lab.js';

/** What cannot be built here, and why. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'nginx-19-el6': 'its base image is in no registry of the tests',
  'jq-alpine': 'its base image is in no registry of the tests',
  'ops-toolbox': 'no builder of Debian 12 knows heredocs',
};

/** Those that have a test of their own below. */
const APART = ['licensed-agent'];

/** What the vendor's program is made of; the example states its checksum. */
const AGENT = `#!/bin/sh
# Stands for a program that a vendor sells.
case \${1:-} in
  --version) echo "agent 3.1" ;;
  *) exec sleep infinity ;;
esac
`;

const ACCOUNT = { user: 'platform', password: 'st0re-Pa55-9f3b71' };

describe('the examples', function () {
  this.timeout(600_000);
  let lab: Lab;
  let store: ArtifactStore;
  before(async function () {
    needs(this, 'dockerd', 'docker-registry', 'htpasswd', 'buildah', 'skopeo', 'mmdebstrap', 'git', 'curl');
    lab = await Lab.open();
    store = await startStore(ACCOUNT, { '/agent/3.1/agent': AGENT });
    lab.confidential.push(ACCOUNT.password, btoa(`${ACCOUNT.user}:${ACCOUNT.password}`));
    await addExamples(lab, { artifacts: store.address });
    for (const base of ['base/debian:12', 'base/python:3.11'])
      lab.bases.push(`${lab.registry.address}/team/${base}`);
  });
  after(async () => {
    await (store as ArtifactStore | undefined)?.stop();
    await lab?.close();
  });

  const run = (name: string, ...more: string[]): ReturnType<Lab['cooper']> =>
    lab.cooper('run', name, '--network', 'host', '--with-parents', ...more);

  const names = exampleNames().filter((name) => ELSEWHERE[name] === undefined && !APART.includes(name));

  it('are all built here, but for those whose reason is told', () => {
    expect(exampleNames()).to.include.members([...Object.keys(ELSEWHERE), ...APART]);
    expect(names).to.have.length.greaterThan(15);
  });

  for (const name of names)
    it(`${name} is built, tested and pushed`, async () => {
      const ended = await run(name);
      expect(ended.code, ended.text).to.equal(0);
      // A parent is built with the first of its children, and is unchanged from then on.
      expect(ended.text).to.match(/\[Test\] \d tests? passed|Unchanged: /);
      expect(lab.litter(ended)).to.deep.equal([]);
    });
});
