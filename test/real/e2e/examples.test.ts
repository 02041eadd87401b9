/** The repository's own examples, built as they stand; only their public base image is replaced by ours. */
import { expect } from 'chai';
import { cpSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { needs } from '../../support/parts.js';
import { Lab } from './lab.js';

const EXAMPLES = join(dirname(fileURLToPath(import.meta.url)), '../../../examples');

/** Their base images are in no registry of the tests. */
const ELSEWHERE = ['nginx-19-el6', 'jq-alpine'];

describe('the examples', function () {
  this.timeout(600_000);
  let lab: Lab;
  before(async function () {
    needs(this, 'dockerd', 'docker-registry', 'htpasswd', 'buildah', 'skopeo', 'mmdebstrap', 'git', 'curl');
    lab = await Lab.open();
  });
  after(() => lab?.close());

  const names = readdirSync(EXAMPLES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !ELSEWHERE.includes(entry.name))
    .map(({ name }) => name);

  for (const name of names)
    it(`${name} is built, tested and pushed`, async () => {
      const folder = join(lab.workspace, 'images', name);
      cpSync(join(EXAMPLES, name), folder, { recursive: true });
      const file = readdirSync(folder).find((entry) => /^image\.jsonc?$/.test(entry)) ?? '';
      const spec = readFileSync(join(folder, file), 'utf8').replace(
        '"from": "debian:12"',
        `"from": "${lab.base}"`,
      );
      lab.write(`images/${name}/${file}`, spec);
      await lab.compile();
      const ended = await lab.cooper('run', name, '--network', 'host');
      expect(ended.code, ended.text).to.equal(0);
      expect(ended.text).to.match(/\[Test\] \d tests? passed/);
      expect(lab.litter(ended)).to.deep.equal([]);
    });
});
