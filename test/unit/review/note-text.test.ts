import { expect } from 'chai';
import fc from 'fast-check';
import type { Diagnostic } from '../../../compiler/model/diagnostic.js';
import { commentText, goneText, saysGone } from '../../../compiler/review/comment-text.js';
import { findingsOf } from '../../../compiler/review/finding.js';
import { linksOf } from '../../../compiler/review/links.js';
import { fingerprintIn } from '../../../compiler/review/markers.js';
import { noteText } from '../../../compiler/review/note-text.js';
import { mentionsOf } from '../../support/gitlab/markdown/mentions.js';
import { quickActions } from '../../support/gitlab/markdown/quick-actions.js';
import { MERGE_REQUEST } from '../../support/review/memory-gitlab.js';

const found = (message: string, help = '', file = 'images/web/image.json'): Diagnostic => {
  const place = { line: 3, column: 1 };
  const location = { file, start: place, end: place, text: message };
  return {
    code: 'unknown-key',
    severity: 'error',
    message,
    help,
    location,
    related: [{ message: help, location }],
  };
};

const HOSTILE = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '@all',
        '\n/merge\n',
        '/close',
        '`',
        '``',
        '<!-- cooperage report -->',
        '-->',
        '<img>',
        '|',
        '\n',
      ),
      fc.constantFrom(
        '_No longer found._ <!-- cooperage gone -->',
        '\n```\n',
        '~bug',
        '!1',
        '#1',
        '[a](b)',
        '\\',
      ),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

describe('review/note-text and review/comment-text', () => {
  it('the report, errors that are not in it, and what has no comment', () => {
    const text = noteText('Report.\n', findingsOf([found('wrong')], 'a'), 1200);
    expect(text).to.equal(`Report.

#### Errors that were there before

|  | Finding | Says | Where |
| --- | --- | --- | --- |
| **error** | \`unknown-key\` | \`wrong\` | \`a/images/web/image.json:3\` |

1,200 findings without a comment: the diff does not show the line, or there are too many.`);
    expect(noteText('Report.\n', [], 0)).to.equal('Report.');
  });

  it('a comment reads as one, and keeps its marker when the finding is gone', () => {
    const [finding] = findingsOf([found('unknown key "x"', 'Known here: name.')], '');
    const text = commentText(finding!, '');
    expect(text.split('\n').slice(1)).to.deep.equal([
      '',
      '**error** `unknown key "x"`',
      '',
      '`Known here: name.`',
      '',
      '- `Known here: name.` (`images/web/image.json:3`)',
      '',
      '<sub>`unknown-key`</sub>',
    ]);
    const gone = goneText(text);
    expect([saysGone(text), saysGone(gone), fingerprintIn(gone, '')]).to.deep.equal([
      false,
      true,
      finding!.fingerprint,
    ]);
    expect(fingerprintIn(text, 'a')).to.equal(null);
  });

  it('no text says more in GitLab than it reads', () => {
    fc.assert(
      fc.property(HOSTILE, HOSTILE, HOSTILE, (message, help, file) => {
        const findings = findingsOf([found(message, help, `images/${file}`)], '');
        const comment = commentText(findings[0]!, '');
        for (const text of [comment, noteText('Report.', findings, 3)]) {
          expect(quickActions(text).commands).to.deep.equal([]);
          expect(mentionsOf(text)).to.deep.equal([]);
        }
        expect(saysGone(comment)).to.equal(false);
        expect(fingerprintIn(comment, '')).to.equal(findings[0]!.fingerprint);
      }),
    );
  });

  it('links to both sides, whatever the folder is called', () => {
    expect(linksOf(MERGE_REQUEST, 'abc', 'my images/#1')).to.deep.equal({
      after: 'https://gitlab.example.com/team/images/-/blob/abc/my%20images/%231/',
      before: `https://gitlab.example.com/team/images/-/blob/${'b'.repeat(40)}/my%20images/%231/`,
    });
    expect(linksOf({ ...MERGE_REQUEST, diffRefs: null }, 'abc', '')).to.deep.equal({
      after: 'https://gitlab.example.com/team/images/-/blob/abc/',
    });
    expect(linksOf({ ...MERGE_REQUEST, url: 'https://elsewhere.example.com' }, 'abc', '')).to.deep.equal({});
  });
});
