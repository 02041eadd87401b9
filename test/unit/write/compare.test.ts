import { expect } from 'chai';
import { ADVICE, isMarked, MARK, type Artifact } from '../../../compiler/model/artifact.js';
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

  it('of a generated file nothing but the header may be lost', () => {
    const content = `# syntax=a/b:1\n# ${MARK}x\n# ${ADVICE}y\n\nFROM a\nRUN b\n`;
    const of = (found: string): string =>
      compare(memory({ 'a/Dockerfile': found }), ROOT, { ...artifact, content }).standing;
    const without = (line: number): string => content.split('\n').toSpliced(line, 1).join('\n');
    for (const line of [0, 1, 2, 3, 4, 5]) expect(of(without(line)), `line ${line}`).to.equal('differs');
    expect(of(`# mine\n${content}`)).to.equal('differs');
    expect(of(content.replaceAll('\n', '\r\n'))).to.equal('differs');
    expect(of(`\ufeff${content}`)).to.equal('differs');
    // Somebody has taken these over.
    expect(of(without(1).replace('RUN b', 'RUN c'))).to.equal('foreign');
    expect(of('# mine\n\nFROM a\nRUN b\n')).to.equal('foreign');
  });

  it('a mode counts by whether the file may be run, where there are modes', () => {
    const of = (settings: number, mode: number): object => {
      const files = memory({});
      files.apply(ROOT, [{ path: 'cooperage.json', content: '{}', mode: settings }], []);
      files.apply(ROOT, [{ path: artifact.path, content: artifact.content, mode }], []);
      const found = compare(files, ROOT, artifact);
      return { standing: found.standing, wrongMode: found.wrongMode ?? false };
    };
    const same = { standing: 'same', wrongMode: false };
    expect(of(0o644, 0o644)).to.deep.equal(same);
    expect(of(0o644, 0o600)).to.deep.equal(same);
    expect(of(0o644, 0o744)).to.deep.equal({ standing: 'differs', wrongMode: true });
    expect(of(0o777, 0o777)).to.deep.equal(same);
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
