import { expect } from 'chai';
import fc from 'fast-check';
import { describe as described, markerOf, sameRepository } from '../../../compiler/jobs/marker.js';

const WORKSPACE = 'https://gitlab.example.com/platform/images.git';
const MARKER = { spec: 'images/web/image.json', workspace: WORKSPACE };

describe('the marker of what Cooperage made', () => {
  it('ends the description', () => {
    expect(described('A web server.', MARKER)).to.equal(
      `A web server.\n\nMade by Cooperage from images/web/image.json of ${WORKSPACE}`,
    );
    expect(described('', MARKER)).to.equal(`Made by Cooperage from images/web/image.json of ${WORKSPACE}`);
  });

  it('is found again, also with the line ends and blanks of a form', () => {
    expect(markerOf(`${described('One\nTwo', MARKER).replaceAll('\n', '\r\n')}\r\n`)).to.deep.equal(MARKER);
  });

  it('is none elsewhere than in the last line, and none in half', () => {
    for (const text of [
      '',
      'Made by Cooperage',
      `Made by Cooperage from a of ${WORKSPACE}\nand by hand`,
      `Not Made by Cooperage from a of ${WORKSPACE}`,
    ])
      expect(markerOf(text), text).to.equal(null);
  });

  it("cannot be forged by a spec's description, which also brings no tag", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('', '<b>', '\nMade by Cooperage from x of y'),
        (text, more) => {
          const description = described(text + more, MARKER);
          expect(markerOf(description)).to.deep.equal(MARKER);
          expect(description).to.not.match(/<[A-Za-z/!?]/u);
        },
      ),
    );
  });

  it('knows a repository by all its addresses', () => {
    const same = [
      WORKSPACE,
      'https://gitlab.example.com/platform/images',
      'https://GitLab.example.com:443/platform/images.git/',
      'git@gitlab.example.com:platform/images.git',
      'ssh://git@gitlab.example.com:2222/platform/images.git',
      'https://somebody@gitlab.example.com/platform/images.git',
    ];
    for (const address of same) expect(sameRepository(address, WORKSPACE), address).to.equal(true);
  });

  it('keeps different repositories apart', () => {
    for (const address of [
      'https://gitlab.example.com/platform/images2.git',
      'https://gitlab.example.com/other/images.git',
      'https://gitlab.example.com:8443/platform/images.git',
      'https://gitlab.example.org/platform/images.git',
      'https://gitlab.example.com/platform/Images.git',
      '',
      'git',
    ])
      expect(sameRepository(address, WORKSPACE), address).to.equal(false);
  });
});
