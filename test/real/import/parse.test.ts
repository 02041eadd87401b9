import { expect } from 'chai';
import { parseDockerfile } from '../../../compiler/dockerfile/parse.js';
import { dockerfileReader, readDockerfiles, type ReadInstruction } from '../../oracle/dockerfile.js';
import { asBuildkit, type Tree } from '../../support/as-buildkit.js';
import { needs } from '../../support/parts.js';
import { checkBatches } from '../quoting/hostile.js';
import { corpus, wild } from '../../support/dockerfiles.js';

/** Without what only its typed instructions say; lines of an ONBUILD's instruction are not set there. */
function bare({ trigger, ...read }: ReadInstruction): Tree {
  const { value, error, ...rest } = read;
  void [value, error];
  return trigger === undefined ? rest : { ...rest, trigger: { ...bare(trigger), startLine: 0, endLine: 0 } };
}

/** Both trees, or that the file was refused. */
function same(texts: readonly string[]): { refused: number } {
  const theirs = readDockerfiles(texts.map((dockerfile) => ({ dockerfile })));
  let refused = 0;
  for (const [index, text] of texts.entries()) {
    const label = JSON.stringify(text);
    const their = theirs[index];
    const ours = parseDockerfile(text);
    if ('refused' in ours) {
      refused += 1;
      expect(their?.error, `${label}: ${ours.refused.reason}`).to.not.equal(undefined);
      continue;
    }
    expect(their?.error, label).to.equal(undefined);
    expect(
      ours.directives.map(({ name, value }) => ({ name, value })),
      label,
    ).to.deep.equal(their?.directives);
    expect(ours.escape, label).to.equal(their?.escape);
    expect(asBuildkit(ours, text), label).to.deep.equal(their?.instructions.map(bare));
  }
  return { refused };
}

describe('import: our parser reads what BuildKit reads', function () {
  this.timeout(300_000);
  before(function () {
    needs(this, 'go');
    dockerfileReader();
  });

  for (const { name, text } of corpus)
    it(`corpus ${name}`, () => expect(same([text]).refused).to.equal(name.startsWith('refused-') ? 1 : 0));

  it('has at least thirty hard files', () => expect(corpus.length).to.be.at.least(30));

  it('any mixture of what is special', () => {
    let seen = 0;
    let refused = 0;
    checkBatches(
      wild,
      (texts) => {
        seen += texts.length;
        refused += same(texts).refused;
      },
      10,
      1000,
    );
    // Most of them must be read, or this compares nothing.
    expect(refused / seen).to.be.lessThan(0.6);
  });
});
