import { expect } from 'chai';
import { structuredPatch } from 'diff';
import fc from 'fast-check';
import { lineLike, shownLines } from '../../../compiler/review/diff-lines.js';

const DIFF = `@@ -1,4 +1,5 @@
 {
-  "name": "web",
+  "name": "site",
+  "from": "debian:12",
   "run": [
   ]
@@ -10 +11 @@ "x"
-old
+new
\\ No newline at end of file
`;

describe('review/diff-lines', () => {
  it('the lines of the new side, with both numbers where they have not changed', () => {
    expect([...shownLines(DIFF).values()]).to.deep.equal([
      { oldLine: 1, newLine: 1, text: '{' },
      { oldLine: null, newLine: 2, text: '  "name": "site",' },
      { oldLine: null, newLine: 3, text: '  "from": "debian:12",' },
      { oldLine: 3, newLine: 4, text: '  "run": [' },
      { oldLine: 4, newLine: 5, text: '  ]' },
      { oldLine: null, newLine: 11, text: 'new' },
    ]);
  });

  it('a line is found by number and text, and by text alone in a merge', () => {
    const shown = shownLines(DIFF);
    expect(lineLike(shown, 2, '  "name": "site",\r', false)).to.include({ newLine: 2 });
    expect(lineLike(shown, 7, '  "name": "site",', false)).to.equal(null);
    expect(lineLike(shown, 2, '  "name": "other",', false)).to.equal(null);
    expect(lineLike(shown, 7, '  "name": "site",', true)).to.include({ newLine: 2 });
    expect(lineLike(shown, 7, '  ', true)).to.equal(null);
    // About the file as a whole.
    expect(lineLike(shown, 1, '', false)).to.include({ newLine: 1 });
    expect(lineLike(shown, 9, '', true)).to.equal(null);
  });

  it('agrees with the texts that any diff was made of', () => {
    const line = fc.constantFrom('', 'a', 'b', '@@ -1 +1 @@', '-a', '+a', '\\ a', ' ', '--- a', '+++ b');
    fc.assert(
      fc.property(fc.array(line), fc.array(line), fc.integer({ min: 0, max: 4 }), (old, now, context) => {
        const [before, after] = [old, now].map((lines) => lines.map((text) => `${text}\n`).join('')) as [
          string,
          string,
        ];
        const { hunks } = structuredPatch('f', 'f', before, after, '', '', { context });
        const diff = hunks
          .map(({ oldStart, oldLines, newStart, newLines, lines }) =>
            [`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`, ...lines, ''].join('\n'),
          )
          .join('');
        const shown = shownLines(diff);
        for (const [number, { oldLine, newLine, text }] of shown) {
          expect([number, text]).to.deep.equal([newLine, now[newLine - 1]]);
          if (oldLine !== null) expect(text).to.equal(old[oldLine - 1]);
        }
        const added = [...shown.values()].filter(({ oldLine }) => oldLine === null).length;
        expect(added).to.equal(
          hunks.flatMap(({ lines }) => lines).filter((text) => text.startsWith('+')).length,
        );
      }),
    );
  });

  it('no text of a server makes it fail', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('@@ -0,0 +1,999999999 @@', '@@ -1 +1 @@', '@@ @@'))),
        (lines) => {
          expect(shownLines(lines.join('\n')).size).to.be.at.most(lines.length + lines.join('').length);
        },
      ),
    );
  });
});
