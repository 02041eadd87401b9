/** Every line of every generated file comes from a line that a person wrote. */
import { expect } from 'chai';
import fc from 'fast-check';
import { linesIn } from '../../../compiler/blame/align.js';
import { generators, type Generated } from '../../../compiler/blame/generator.js';
import { GENERATED } from '../../../compiler/emit/emit.js';
import { nodeFiles } from '../../../compiler/host/node-files.js';
import type { Files } from '../../../compiler/host/files.js';
import { isMarked } from '../../../compiler/model/artifact.js';
import { openWorkspace } from '../../../compiler/open-workspace.js';
import { BESIDE } from '../compile/one-image.js';
import { specs } from '../compile/schema-specs.js';
import { memory, ROOT } from '../../support/workspace.js';
import { examples, repository } from './examples.js';

/** Tells of one generated file which of its lines are not traced, and how many it has. */
function untraced(
  files: Files,
  root: string,
  { artifact, originOf }: Generated,
): [wrong: string[], lines: number] {
  const written = new Map<string, string[]>();
  const linesOf = (file: string): string[] => {
    const known =
      written.get(file) ?? new TextDecoder().decode(files.read(`${root}/${file}`) ?? undefined).split('\n');
    written.set(file, known);
    return known;
  };
  const lines = linesIn(artifact.content);
  const wrong = lines.flatMap((text, index) => {
    const { written: at } = originOf(index + 1, null);
    const said = `${artifact.path}:${index + 1} ${text}`;
    if (!at) return [`${said}: no origin`];
    const { file, start, text: shown } = at.location;
    const source = linesOf(file);
    if (isMarked(source.join('\n')) || source.join('') === '')
      return [`${said}: ${file} is no person's file`];
    const line = source[start.line - 1]?.replace(/\r$/, '');
    if (line !== shown || line.trim() === '') return [`${said}: ${file}:${start.line} is another line`];
    return start.column >= 1 && start.column <= line.length ? [] : [`${said}: column ${start.column}`];
  });
  return [wrong, lines.length];
}

describe('blame: coverage', function () {
  this.timeout(60_000);

  it('each line of each example is traced to a line of its spec, a fragment or the settings', () => {
    const generatorOf = generators(examples.workspace);
    let count = 0;
    for (const { path } of examples.artifacts) {
      const generated = generatorOf(path);
      if (!('artifact' in generated)) throw new Error(`${path}: ${JSON.stringify(generated)}`);
      const [wrong, lines] = untraced(nodeFiles, repository, generated);
      expect(wrong).to.deep.equal([]);
      count += lines;
    }
    expect(count).to.be.above(1500);
  });

  it('the values of examples stand in the lines that they are traced to', () => {
    // Where the text of a line stands as it is in the spec, that is the line which is named.
    const generatorOf = generators(examples.workspace);
    let checked = 0;
    for (const { path } of examples.artifacts.filter((one) => one.path.endsWith('/Dockerfile'))) {
      const generated = generatorOf(path);
      if (!('artifact' in generated)) throw new Error(path);
      for (const [index, text] of linesIn(generated.artifact.content).entries()) {
        const command = /^(?:RUN | {4})([a-z][\w ./-]{6,}[\w/])(?:;? \\)?$/.exec(text)?.[1];
        const { kind, written } = generated.originOf(index + 1, null);
        if (command === undefined || kind !== 'value' || !written || written.way.length > 0) continue;
        expect(written.location.text, `${path}:${index + 1}`).to.include(command);
        checked++;
      }
    }
    expect(checked).to.be.above(5);
  });

  it('so is each line of any spec that compiles', () => {
    let [compiled, count] = [0, 0];
    fc.assert(
      fc.property(specs(fc.constantFrom('abc', 'a b', '/srv/a', '80', '$A', 'x\ny', '"', '# c')), (image) => {
        const files = memory({ ...BESIDE, 'images/web/image.json': image });
        const opened = openWorkspace(files, ROOT);
        if (!('workspace' in opened)) throw new Error('no workspace');
        const generatorOf = generators(opened.workspace);
        for (const name of GENERATED) {
          const generated = generatorOf(`images/web/${name}`);
          if (!('artifact' in generated)) continue;
          const [wrong, lines] = untraced(files, ROOT, generated);
          expect(wrong).to.deep.equal([]);
          compiled++;
          count += lines;
        }
      }),
      { numRuns: 300 },
    );
    expect(compiled).to.be.above(150);
    expect(count).to.be.above(5000);
  });
});
