import { expect } from 'chai';
import type { GitLabFault } from '../../../compiler/clients/gitlab/types.js';
import { reportMarker } from '../../../compiler/review/markers.js';
import { keepNote } from '../../../compiler/review/note.js';
import { ANN, BOT, fault, MemoryGitLab } from '../../support/review/memory-gitlab.js';

const MARKER = reportMarker('');

describe('review/note', () => {
  let gitlab: MemoryGitLab;
  beforeEach(() => (gitlab = new MemoryGitLab()));
  const keep = (body: string) => keepNote(gitlab.api, 5, body, MARKER);
  const bodies = (): string[] => gitlab.notes.map(({ body }) => body);

  it('is made, then left alone, then changed', async () => {
    expect(await keep('One.')).to.deep.equal({ value: 'made' });
    expect(bodies()).to.deep.equal([`${MARKER}\n\nOne.`]);
    expect(await keep('One.\n')).to.deep.equal({ value: 'unchanged' });
    expect(await keep('Two.')).to.deep.equal({ value: 'updated' });
    expect(bodies()).to.deep.equal([`${MARKER}\n\nTwo.`]);
    expect(gitlab.asked.filter((name) => name !== 'facts' && name !== 'notes')).to.deep.equal([
      'createNote',
      'updateNote',
    ]);
  });

  it('takes what GitLab does to ends of lines for the same', async () => {
    await keep('One.\n\nTwo.');
    gitlab.notes[0]!.body = `${gitlab.notes[0]!.body.replaceAll('\n', '\r\n')}\r\n`;
    expect(await keep('One.\n\nTwo.')).to.deep.equal({ value: 'unchanged' });
  });

  it('leaves what others wrote with the marker, and what we wrote that only quotes it', async () => {
    gitlab.add(`${MARKER}\n\nMine.`, ANN);
    gitlab.add(`See \`${MARKER}\`.`, BOT);
    gitlab.notes.push({ id: 99, body: `${MARKER}`, author: BOT, system: true });
    expect(await keep('One.')).to.deep.equal({ value: 'made' });
    expect(gitlab.notes).to.have.length(4);
    expect(bodies().slice(0, 3)).to.deep.equal([`${MARKER}\n\nMine.`, `See \`${MARKER}\`.`, MARKER]);
  });

  it('has one for each workspace of a repository', async () => {
    await keep('One.');
    await keepNote(gitlab.api, 5, 'Other.', reportMarker('tools/images'));
    expect(await keep('One.')).to.deep.equal({ value: 'unchanged' });
    expect(gitlab.notes).to.have.length(2);
  });

  it('makes a deleted one anew', async () => {
    await keep('One.');
    gitlab.notes = [];
    expect(await keep('One.')).to.deep.equal({ value: 'made' });
  });

  it('makes one anew that is deleted between looking and changing', async () => {
    await keep('One.');
    gitlab.before = (name) => {
      if (name === 'updateNote') gitlab.notes = [];
    };
    expect(await keep('Two.')).to.deep.equal({ value: 'made' });
    expect(bodies()).to.deep.equal([`${MARKER}\n\nTwo.`]);
  });

  it('keeps the older of two that runs at once have made, whatever comes first', async () => {
    // Both see no note, then both make one; then each looks.
    for (const [first, second] of [
      ['One.', 'One.'],
      ['One.', 'Two.'],
    ] as const) {
      gitlab = new MemoryGitLab();
      const arrived: (() => void)[] = [];
      gitlab.before = (name): void | Promise<void> => {
        if (name !== 'createNote') return;
        return new Promise((go) => {
          arrived.push(go);
          if (arrived.length === 2) for (const one of arrived) one();
        });
      };
      const results = await Promise.all([keep(first), keep(second)]);
      expect(results.every((result) => 'value' in result)).to.equal(true);
      expect(gitlab.notes.map(({ id }) => id)).to.deep.equal([1]);
      expect([first, second].map((text) => `${MARKER}\n\n${text}`)).to.include(bodies()[0]);
    }
  });

  it('removes doubles that an earlier run left', async () => {
    await keep('One.');
    gitlab.add(`${MARKER}\n\nOne.`, BOT);
    gitlab.add(`${MARKER}\n\nOld.`, BOT);
    expect(await keep('One.')).to.deep.equal({ value: 'unchanged' });
    expect(gitlab.notes.map(({ id }) => id)).to.deep.equal([1]);
  });

  it('looks whether a note has arrived that nobody knows of', async () => {
    gitlab.before = (name) =>
      name === 'createNote' ? { fault: fault('unknown', 0), after: true } : undefined;
    expect(await keep('One.')).to.deep.equal({ value: 'made' });
    gitlab = new MemoryGitLab();
    gitlab.before = (name) => (name === 'createNote' ? { fault: fault('unknown', 0) } : undefined);
    expect(await keep('One.')).to.have.nested.property('fault.kind', 'unknown');
  });

  it('gives the fault of each request, and the next run ends with one note', async () => {
    const kinds: GitLabFault['kind'][] = ['forbidden', 'unreachable', 'failed', 'unknown'];
    for (const kind of kinds)
      for (const after of [false, true])
        for (let at = 1; at <= 6; at++) {
          gitlab = new MemoryGitLab();
          gitlab.add(`${MARKER}\n\nOld.`, BOT);
          gitlab.add(`${MARKER}\n\nOld.`, BOT);
          if (at > 4) gitlab.notes = [];
          const fail = at > 4 ? at - 2 : at;
          let count = 0;
          gitlab.before = () => (++count === fail ? { fault: fault(kind), after } : undefined);
          const answer = await keep('New.');
          expect(count).to.be.at.least(fail);
          if ('value' in answer) expect(bodies()).to.deep.equal([`${MARKER}\n\nNew.`]);
          else expect(answer.fault.kind).to.equal(kind);
          gitlab.before = () => {};
          expect(await keep('New.')).to.have.property('value');
          expect(bodies(), `${kind} ${after} ${at}`).to.deep.equal([`${MARKER}\n\nNew.`]);
        }
  });
});
