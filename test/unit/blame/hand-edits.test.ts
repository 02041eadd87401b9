/** Whoever edits a generated file by hand, in whichever line and however little, is caught and told where to edit. */
import { expect } from 'chai';
import { generators } from '../../../compiler/blame/generator.js';
import { compile } from '../../../compiler/compile.js';
import { differences, explainDifference } from '../../../compiler/differences.js';
import { MemoryFiles } from '../../../compiler/host/memory-files.js';
import { nodeFiles } from '../../../compiler/host/node-files.js';
import type { Artifact } from '../../../compiler/model/artifact.js';
import { runtimeArtifacts } from '../../../compiler/runtime.js';
import { compare } from '../../../compiler/write/compare.js';
import { DiskWorkspace, ROOT, SETTINGS, memory, spec } from '../../support/workspace.js';
import { examples, repository } from './examples.js';

/** Edits of one line, by its index; each line has its line break. */
const EDITS: Readonly<Record<string, (lines: readonly string[], index: number) => string[]>> = {
  change: (lines, index) => lines.with(index, `${bare(lines[index])}x\n`),
  delete: (lines, index) => lines.toSpliced(index, 1),
  insert: (lines, index) => lines.toSpliced(index, 0, '# by hand\n'),
  'insert below': (lines, index) => lines.toSpliced(index + 1, 0, 'RUN by hand\n'),
  swap: (lines, index) => lines.toSpliced(index, 2, ...lines.slice(index, index + 2).reverse()),
  blank: (lines, index) => lines.with(index, `${bare(lines[index])} \n`),
  CRLF: (lines, index) => lines.with(index, `${bare(lines[index])}\r\n`),
  BOM: (lines, index) => (index === 0 ? lines.with(0, `\ufeff${lines[0]}`) : [...lines]),
};

function bare(line = ''): string {
  return line.replace(/\n$/, '');
}

/** The first line that differs, from 1. */
function firstLine(found: readonly string[], wanted: readonly string[]): number {
  let index = 0;
  while (found[index] === wanted[index]) index++;
  return index + 1;
}

/** What is wrong with how an edit of an artifact is told; counts the edits. */
function missed(
  artifact: Artifact,
  kinds: readonly string[],
  generatorOf: ReturnType<typeof generators>,
): [wrong: string[], edits: number] {
  const wanted = artifact.content.split(/(?<=\n)/);
  const wrong: string[] = [];
  let edits = 0;
  const generated = generatorOf(artifact.path);
  if (!('artifact' in generated)) return [[`${artifact.path} is not generated`], 0];
  for (const kind of kinds)
    for (const index of wanted.keys()) {
      const found = EDITS[kind]?.(wanted, index) ?? [];
      // Swapping equal lines is no edit, nor is the last one's with none.
      if (found.join('') === artifact.content) continue;
      edits++;
      const said = `${artifact.path}:${index + 1} ${kind}`;
      const files = new MemoryFiles({ [`${ROOT}/${artifact.path}`]: found.join('') });
      const comparison = compare(files, ROOT, artifact);
      if (comparison.standing !== 'differs') {
        wrong.push(`${said}: ${comparison.standing}`);
        continue;
      }
      const { code, location, message } = explainDifference(comparison, () => generated);
      const line = firstLine(found, wanted);
      const at = generated.originOf(line, null).written?.location;
      const from = line > wanted.length || !at ? '' : ` (from ${at.file}:${at.start.line}`;
      if (code !== 'not-current' || location?.file !== artifact.path || location.start.line !== line)
        wrong.push(`${said}: told at ${location?.file}:${location?.start.line}`);
      else if (!message.includes(`line ${line} `) || !message.includes(from))
        wrong.push(`${said}: ${message}`);
    }
  return [wrong, edits];
}

describe('compile --check: edits by hand', function () {
  this.timeout(60_000);

  it('in each line of each generated file of the examples', () => {
    const generatorOf = generators(examples.workspace);
    let count = 0;
    for (const artifact of examples.artifacts) {
      const [wrong, edits] = missed(artifact, Object.keys(EDITS), generatorOf);
      expect(wrong).to.deep.equal([]);
      count += edits;
    }
    expect(count).to.be.above(10_000);
  });

  it('in each line of the files that are the same in every workspace', () => {
    const { workspace } = examples;
    const generatorOf = generators(workspace);
    const shared = runtimeArtifacts(nodeFiles, repository, workspace.settings, 'some');
    const wrong: string[] = [];
    for (const artifact of shared.filter((one) => one.path !== '.gitattributes')) {
      const { path } = artifact;
      const wanted = artifact.content.split(/(?<=\n)/);
      // A schema has thousands of lines: some of them will do.
      const step = path.startsWith('schemas/') ? 97 : 1;
      for (let index = 0; index < wanted.length; index += step) {
        const found = EDITS['blank']?.(wanted, index).join('') ?? '';
        const files = new MemoryFiles({ [`${ROOT}/${artifact.path}`]: found });
        if (compare(files, ROOT, artifact).standing !== 'differs') wrong.push(`${path}:${index + 1}`);
      }
      expect(missed(artifact, ['BOM'], generatorOf)).to.deep.equal([[], 1]);
    }
    expect(wrong).to.deep.equal([]);
    expect(shared.length).to.be.above(20);
  });

  it('of what stands around the generated lines of .gitattributes nothing is demanded', () => {
    const files = memory({ 'images/web/image.json': spec() });
    compile(ROOT, { files });
    const text = files.contents()[`${ROOT}/.gitattributes`] ?? '';
    const lines = text.split('\n').slice(0, -1);
    const check = (content: string): string[] => {
      files.apply(ROOT, [{ path: '.gitattributes', content, mode: 0o644 }], []);
      const result = compile(ROOT, { files, output: 'check' });
      return differences(ROOT, result, files).map(({ message }) => message);
    };
    expect(check(`*.png binary\n${text}*.jpg binary\n`)).to.deep.equal([]);
    // The first and the last line are the marks: without one there is no block, and a new one comes. What stands
    // behind the last is somebody's.
    for (const index of lines.keys())
      expect(check(`${lines.toSpliced(index, 1).join('\n')}\n`), `line ${index + 1}`).to.have.length(1);
    for (const index of lines.keys())
      expect(
        check(`${lines.with(index, `${lines[index]} x`).join('\n')}\n`),
        `line ${index + 1}`,
      ).to.have.length(index === lines.length - 1 ? 0 : 1);
  });

  describe('by the command', () => {
    let workspace: DiskWorkspace;
    let original: readonly (readonly [path: string, text: string])[];
    before(async () => {
      workspace = new DiskWorkspace({
        'cooperage.json': SETTINGS,
        'images/web/image.json': spec({
          directives: { syntax: 'docker/dockerfile:1' },
          run: ['make'],
          files: { '/etc/motd': { content: 'hello\n' } },
          tests: [{ name: 'one', command: ['true'] }],
        }),
      });
      expect((await workspace.cooper('compile')).code).to.equal(0);
      original = ['Dockerfile', 'Jenkinsfile', 'context.list', 'tests.list'].map((name) => {
        const path = `images/web/${name}`;
        return [path, workspace.read(path)];
      });
    });
    afterEach(() => void workspace.write(Object.fromEntries(original)));
    after(() => workspace.remove());

    const checked = async (): Promise<string[]> => {
      const { code, out } = await workspace.cooper('compile', '--check', '--json');
      const { diagnostics } = JSON.parse(out) as { diagnostics: { message: string }[] };
      expect(code).to.equal(diagnostics.length > 0 ? 3 : 0);
      return diagnostics.map(({ message }) => message);
    };

    for (const kind of Object.keys(EDITS))
      it(`${kind}: exit 3, whichever line it is, and nothing once it is undone`, async () => {
        for (const index of kind === 'BOM' ? [0] : [0, 1, 2, 5]) {
          const edited = original.map(([path, text]) => {
            const lines = text.split(/(?<=\n)/);
            return [path, (EDITS[kind]?.(lines, Math.min(index, lines.length - 2)) ?? []).join('')] as const;
          });
          workspace.write(Object.fromEntries(edited));
          const told = await checked();
          expect(told.map((message) => message.split(' ')[0])).to.deep.equal(
            edited.filter(([, text], at) => text !== original[at]?.[1]).map(([path]) => path),
          );
          for (const message of told)
            expect(message).to.match(/line \d+ .*\(from (images\/web\/image|cooperage)\.json:\d+/);
        }
        workspace.write(Object.fromEntries(original));
        expect(await checked()).to.deep.equal([]);
      });

    it('a mode, and a file that is gone', async () => {
      workspace.chmod('images/web/Dockerfile', 0o755);
      expect(await checked()).to.deep.equal([
        'images/web/Dockerfile is not current: it can be run as a program (from images/web/image.json:5 /directives/syntax)',
      ]);
      expect((await workspace.cooper('compile', '--check')).code).to.equal(3);
      expect((await workspace.cooper('compile')).out).to.include('changed images/web/Dockerfile\n');
      expect(await checked()).to.deep.equal([]);
      workspace.unlink('images/web/tests.list');
      expect(await checked()).to.have.length(1);
      await workspace.cooper('compile');
    });
  });
});
