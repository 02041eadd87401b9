/** The examples' Dockerfiles, read by BuildKit's own parser: also those that no builder of the tests can build. */
import { expect } from 'chai';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dockerfileReader, readDockerfiles } from '../../oracle/dockerfile.js';
import { needs } from '../../support/parts.js';

const EXAMPLES = join(dirname(fileURLToPath(import.meta.url)), '../../../examples');

describe("the examples' Dockerfiles, read by BuildKit", function () {
  this.timeout(180_000);
  before(function () {
    needs(this, 'go');
    this.timeout(600_000);
    dockerfileReader();
  });

  const paths = readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('/Dockerfile'))
    .sort();
  const read = (): ReturnType<typeof readDockerfiles> =>
    readDockerfiles(
      paths.map((path) => ({ dockerfile: readFileSync(join(EXAMPLES, path), 'utf8'), env: {} })),
    );

  it('are understood whole, instruction by instruction', () => {
    const wrong = read().flatMap(({ error, instructions }, index) =>
      [error, ...instructions.map((one) => one.error)]
        .filter((one) => one !== undefined)
        .map((one) => `${paths[index]}: ${one}`),
    );
    expect(wrong).to.deep.equal([]);
    expect(paths).to.have.length.greaterThan(20);
  });

  it('ops-toolbox: its script and its files are what the spec says', () => {
    const { instructions } = read()[paths.indexOf('ops-toolbox/Dockerfile')] ?? { instructions: [] };
    const heredocs = instructions.flatMap(({ verb, heredocs: texts }) =>
      texts.map(({ name, expand, content }) => ({ verb, name, expand, content })),
    );
    expect(heredocs.slice(1)).to.deep.equal([
      { verb: 'COPY', name: 'motd', expand: false, content: 'Tools for operators: curl, dig, jq.\n' },
      { verb: 'COPY', name: 'toolbox.jq', expand: false, content: 'def failed: select(.status != 200);\n' },
    ]);
    expect(heredocs[0]?.verb).to.equal('RUN');
    expect(heredocs[0]?.content.split('\n')[1]).to.equal('profile=/etc/profile.d/toolbox.sh');
  });
});
