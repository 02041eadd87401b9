import { expect } from 'chai';
import { isMarked, MARK, type Artifact } from '../../../compiler/model/artifact.js';
import { compare } from '../../../compiler/write/compare.js';
import { link, memory, ROOT, type Content } from '../../support/workspace.js';

const artifact: Artifact = {
  path: 'a/Dockerfile',
  content: `# ${MARK}x\nFROM a\n`,
  mode: 0o644,
  marked: true,
};

describe('write/compare', () => {
  const standing = (content: Content | null, marked = true): string => {
    const files = memory(content === null ? {} : { 'a/Dockerfile': content });
    return compare(files, ROOT, { ...artifact, marked }).standing;
  };

  it('tells same, missing and differing files apart, by bytes', () => {
    expect(standing(null)).to.equal('missing');
    expect(standing(artifact.content)).to.equal('same');
    expect(standing(`${artifact.content}\n`)).to.equal('differs');
    expect(standing(artifact.content.replace('\n', '\r\n'))).to.equal('differs');
    expect(standing(Uint8Array.of(0xff, 0xfe))).to.equal('foreign');
  });

  it('a file without the header was written by somebody', () => {
    expect(standing('FROM debian\n')).to.equal('foreign');
    expect(standing(`\n# ${MARK}x\n`)).to.equal('foreign');
    expect(standing('')).to.equal('foreign');
    expect(standing('FROM debian\n', false)).to.equal('differs');
  });

  it('whatever is no plain file is never replaced', () => {
    for (const marked of [true, false]) {
      expect(standing(link('/etc/passwd'), marked)).to.equal('foreign');
      const folder = memory({ 'a/Dockerfile/x': '' });
      expect(compare(folder, ROOT, { ...artifact, marked }).standing).to.equal('foreign');
    }
  });

  it('knows the header only in the first line, or the first behind directives', () => {
    expect(isMarked(`// ${MARK}images/a/image.json`)).to.equal(true);
    expect(isMarked(`x\n${MARK}`)).to.equal(false);
    const directives = '# syntax=a/b:1\n# escape=`\n# check=skip=all\n';
    expect(isMarked(`${directives}# ${MARK}x\n`)).to.equal(true);
    expect(isMarked(`${directives}FROM a\n# ${MARK}x\n`)).to.equal(false);
    expect(isMarked(directives)).to.equal(false);
  });
});
