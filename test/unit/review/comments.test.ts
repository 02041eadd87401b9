import { expect } from 'chai';
import { diagnostic } from '../../../compiler/diagnostics/create.js';
import type { Diagnostic } from '../../../compiler/model/diagnostic.js';
import { keepComments, type CommentsKept } from '../../../compiler/review/comments.js';
import { findingsOf } from '../../../compiler/review/finding.js';
import { ANN, fault, MemoryGitLab, REFS } from '../../support/review/memory-gitlab.js';

const FILE = 'images/web/image.json';

/** A spec whose every line is new in the merge request. */
const added = (lines: readonly string[], path = FILE) => ({
  oldPath: path,
  newPath: path,
  kind: 'added' as const,
  diff: `@@ -0,0 +1,${lines.length} @@\n${lines.map((line) => `+${line}\n`).join('')}`,
});

function unknownKey(line: number, text: string, key = text.trim(), file = FILE): Diagnostic {
  const place = { line, column: 1 };
  return diagnostic(
    'unknown-key',
    { key, suggestion: '', known: 'name' },
    {
      file,
      start: place,
      end: place,
      text,
    },
  );
}

describe('review/comments', () => {
  let gitlab: MemoryGitLab;
  beforeEach(() => {
    gitlab = new MemoryGitLab();
    gitlab.diff = [added(['{', '  "nmae": 1,', '  "form": 2', '}'])];
  });
  const NAME = unknownKey(2, '  "nmae": 1,');
  const FROM = unknownKey(3, '  "form": 2');
  const keep = (found: readonly Diagnostic[], more: object = {}): Promise<CommentsKept> =>
    keepComments(gitlab.api, findingsOf(found, ''), {
      iid: 5,
      refs: REFS,
      folder: '',
      isMerge: false,
      limit: 20,
      ...more,
    });
  const told = ({ unplaced, faults, ...counts }: CommentsKept) => ({
    ...counts,
    unplaced: unplaced.map(({ diagnostic: { location } }) => location.start.line),
    faults: faults.map(({ kind }) => kind),
  });
  const NOTHING = { made: 0, updated: 0, resolved: 0, reopened: 0, unplaced: [], faults: [] };
  const changing = (): string[] =>
    gitlab.asked.filter((name) => /^(create|update|delete|resolve)/u.test(name));

  it('stand at the lines, with both numbers for one that has not changed', async () => {
    gitlab.diff = [
      {
        oldPath: 'images/old/image.json',
        newPath: FILE,
        kind: 'renamed',
        diff: '@@ -4,2 +1,3 @@\n {\n+  "nmae": 1,\n   "form": 2\n',
      },
    ];
    expect(told(await keep([NAME, FROM]))).to.deep.equal({ ...NOTHING, made: 2 });
    const places = gitlab.discussions.map(({ notes: [note] }) => note?.position);
    const paths = { refs: REFS, oldPath: 'images/old/image.json', newPath: FILE };
    expect(places).to.deep.equal([
      { ...paths, oldLine: null, newLine: 2 },
      { ...paths, oldLine: 5, newLine: 3 },
    ]);
  });

  it('are made once, however lines move', async () => {
    await keep([NAME, FROM]);
    expect(told(await keep([NAME, FROM]))).to.deep.equal(NOTHING);
    gitlab.diff = [added(['', '', '{', '  "form": 2', '  "nmae": 1,', '}'])];
    expect(told(await keep([unknownKey(4, '  "form": 2'), unknownKey(5, '    "nmae": 1,')]))).to.deep.equal(
      NOTHING,
    );
    expect(gitlab.discussions).to.have.length(2);
  });

  it('a line that has two problems of a kind has two comments', async () => {
    expect(told(await keep([NAME, unknownKey(2, '  "nmae": 1,', 'other')]))).to.deep.equal({
      ...NOTHING,
      made: 2,
    });
  });

  it('are resolved when the finding is gone, opened when it is back, corrected when it says something else', async () => {
    await keep([NAME, FROM]);
    expect(told(await keep([NAME]))).to.deep.equal({ ...NOTHING, resolved: 1 });
    expect(gitlab.discussions.map(({ notes: [note] }) => note?.resolved)).to.deep.equal([false, true]);
    expect(gitlab.discussions[1]?.notes[0]?.body).to.match(/_No longer found\._ <!-- cooperage gone -->$/);
    const before = gitlab.asked.length;
    expect(told(await keep([NAME]))).to.deep.equal(NOTHING);
    expect(gitlab.asked.slice(before)).to.deep.equal(['facts', 'discussions']);

    expect(told(await keep([NAME, FROM]))).to.deep.equal({ ...NOTHING, reopened: 1 });
    expect(gitlab.discussions[1]?.notes[0]).to.include({ resolved: false });
    expect(gitlab.discussions[1]?.notes[0]?.body).to.not.include('No longer');
    expect(told(await keep([NAME, FROM]))).to.deep.equal(NOTHING);

    const text = unknownKey(3, '  "form": 2', 'another text');
    expect(told(await keep([NAME, text]))).to.deep.equal({ ...NOTHING, updated: 1 });
    expect(gitlab.discussions[1]?.notes[0]?.body).to.include('another text');
  });

  it('what a person has resolved stays so, until it was gone and is back', async () => {
    await keep([NAME]);
    gitlab.discussions[0]!.notes[0]!.resolved = true;
    expect(told(await keep([NAME]))).to.deep.equal(NOTHING);
    expect(gitlab.discussions[0]?.notes[0]?.resolved).to.equal(true);
    await keep([]);
    expect(told(await keep([NAME]))).to.deep.equal({ ...NOTHING, reopened: 1 });
  });

  it('what a person has opened again after we resolved it is left to them', async () => {
    await keep([NAME]);
    await keep([]);
    gitlab.discussions[0]!.notes[0]!.resolved = false;
    expect(told(await keep([]))).to.deep.equal(NOTHING);
    expect(gitlab.discussions[0]?.notes[0]?.resolved).to.equal(false);
  });

  it('what others wrote is not touched, even with our marker', async () => {
    await keep([NAME]);
    const [ours] = gitlab.discussions;
    const reply = { ...ours!.notes[0]!, id: 50, body: 'Why?', author: ANN };
    ours!.notes.push(reply);
    const foreign = { id: 'ann', notes: [{ ...ours!.notes[0]!, id: 51, author: ANN }] };
    gitlab.discussions.push(foreign);
    const before = structuredClone([reply, foreign]);
    expect(told(await keep([]))).to.deep.equal({ ...NOTHING, resolved: 1 });
    expect(gitlab.discussions).to.have.length(2);
    expect([{ ...reply, resolved: false }, foreign]).to.deep.equal(before);
  });

  it('a line that is not in the diff, or whose text is another one there, is told elsewhere', async () => {
    const found = [
      unknownKey(9, 'x'),
      unknownKey(2, 'not this text'),
      unknownKey(1, '{', 'k', 'images/db/image.json'),
      NAME,
    ];
    expect(told(await keep(found))).to.deep.equal({ ...NOTHING, made: 1, unplaced: [9, 2, 1] });
    expect(told(await keep([FROM], { refs: null })).unplaced).to.deep.equal([3]);
    gitlab.diff = [{ ...added([]), diff: '' }];
    expect(told(await keep([NAME, FROM]))).to.deep.include({ made: 0, unplaced: [3] });
  });

  it('errors come first where there is no room for all', async () => {
    const warning: Diagnostic = { ...NAME, severity: 'warning' };
    expect(told(await keep([warning, FROM], { limit: 1 }))).to.deep.equal({
      ...NOTHING,
      made: 1,
      unplaced: [2],
    });
    // What stands counts.
    expect(told(await keep([warning, FROM], { limit: 1 }))).to.deep.equal({ ...NOTHING, unplaced: [2] });
    expect(told(await keep([warning, FROM], { limit: 2 }))).to.deep.equal({ ...NOTHING, made: 1 });
  });

  it('workspaces of one repository do not resolve the comments of each other', async () => {
    gitlab.diff = [added(['  "nmae": 1,'], `a/${FILE}`)];
    const inA = { iid: 5, refs: REFS, folder: 'a', isMerge: false, limit: 20 };
    await keepComments(gitlab.api, findingsOf([unknownKey(1, '  "nmae": 1,')], 'a'), inA);
    expect(gitlab.discussions).to.have.length(1);
    expect(told(await keep([]))).to.deep.equal(NOTHING);
  });

  it('two runs at once leave one comment for a finding', async () => {
    const arrived: (() => void)[] = [];
    gitlab.before = (name): void | Promise<void> => {
      if (name !== 'createDiscussion' || arrived.length >= 2) return;
      return new Promise((go) => {
        arrived.push(go);
        if (arrived.length === 2) for (const one of arrived) one();
      });
    };
    await Promise.all([keep([NAME, FROM]), keep([NAME, FROM])]);
    expect(gitlab.discussions.map(({ notes: [note] }) => note?.position?.newLine).sort()).to.deep.equal([
      2, 3,
    ]);
    expect(told(await keep([NAME, FROM]))).to.deep.equal(NOTHING);
  });

  it('a double that somebody has answered to stays', async () => {
    await keep([NAME]);
    const [ours] = gitlab.discussions;
    gitlab.discussions.push(structuredClone({ ...ours!, id: 'd70' }));
    const double = gitlab.discussions[1]!.notes;
    double[0]!.id = 70;
    double.push({ ...double[0]!, id: 71, author: ANN, body: 'Yes.' });
    await keep([NAME]);
    expect(gitlab.discussions).to.have.length(2);
    double.pop();
    await keep([NAME]);
    expect(gitlab.discussions.map(({ id }) => id)).to.deep.equal([ours!.id]);
  });

  it('a line that GitLab does not know is told elsewhere, and the others have their comments', async () => {
    let count = 0;
    gitlab.before = (name) =>
      name === 'createDiscussion' && ++count === 1 ? { fault: fault('refused') } : undefined;
    expect(told(await keep([NAME, FROM]))).to.deep.equal({ ...NOTHING, made: 1, unplaced: [2] });
  });

  it('a fault at any request is told, the rest is done, and the next run makes it right', async () => {
    const GONE = unknownKey(1, '{');
    for (const kind of ['forbidden', 'unknown', 'unreachable'] as const)
      for (const after of [false, true])
        for (let fail = 1; ; fail++) {
          gitlab = new MemoryGitLab();
          gitlab.diff = [added(['{', '  "nmae": 1,', '  "form": 2', '}'])];
          await keep([NAME, GONE]);
          const asked = gitlab.asked.length;
          gitlab.before = (_, count) => (count === asked + fail ? { fault: fault(kind), after } : undefined);
          const { faults, unplaced } = told(await keep([NAME, FROM]));
          if (gitlab.asked.length < asked + fail) {
            expect(fail).to.be.above(7);
            break;
          }
          expect(faults).to.deep.equal([kind]);
          if (fail > 2) expect(unplaced.every((line) => line === 3)).to.equal(true);
          gitlab.before = () => {};
          await keep([NAME, FROM]);
          const open = gitlab.discussions.filter(({ notes: [note] }) => note?.resolved === false);
          expect(
            open.map(({ notes: [note] }) => note?.position?.newLine),
            `${kind} ${after} ${fail}`,
          ).to.deep.equal([2, 3]);
          expect(gitlab.discussions).to.have.length(3);
        }
  });

  it('asks for nothing where there is nothing', async () => {
    expect(told(await keep([]))).to.deep.equal(NOTHING);
    expect(changing()).to.deep.equal([]);
  });
});
