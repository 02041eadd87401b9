import { expect } from 'chai';
import { text } from '../../../../compiler/diagnostics/format/text.js';
import { found, plain, warning } from './found.js';

describe('diagnostics/format/text', () => {
  it('place, message and code; the line with a mark; what to do', () => {
    expect(text([found], false)).to.equal(
      [
        'images/my web/image.json:12:11: error: "Web" is not a name [wrong-value]',
        '  12 |   "name": "Web",',
        '     |           ^^^^^',
        '  help: The name.',
        '',
      ].join('\n'),
    );
  });

  it('one without a place has neither place nor line', () => {
    expect(text([plain], false).split('\n')[0]).to.match(
      /^error: no workspace here.* \[workspace-missing\]$/,
    );
    expect(text([plain], false)).to.not.include('|');
  });

  it('an empty line between two, and a word for a warning', () => {
    expect(text([found, warning], false)).to.include('\n\nimages/my web/image.json:12:11: warning: ');
  });

  it('colour only when it is asked for', () => {
    expect(text([found], false)).to.not.include('\u001b');
    expect(text([found], true)).to.include('\u001b[31merror\u001b[39m');
  });

  const framed = (line: string, from: number, to: number, file = 'a.json'): string[] =>
    text(
      [
        {
          ...found,
          location: { file, start: { line: 1, column: from }, end: { line: 1, column: to }, text: line },
        },
      ],
      false,
    ).split('\n');

  it('shows a long line around the place', () => {
    const [, line = '', mark = ''] = framed(`${'a'.repeat(5000)}"X"${'b'.repeat(5000)}`, 5001, 5004);
    expect(line).to.have.length.below(130);
    expect(line.slice(mark.indexOf('^'), mark.lastIndexOf('^') + 1)).to.equal('"X"');
    expect(framed(`"${'a'.repeat(5000)}"`, 1, 5003)[2]?.length).to.be.below(130);
  });

  it('nothing of a file steers the terminal, or turns the direction of writing', () => {
    const shown = framed('\t"\u001b[2J\u202e\u{e0001}" x', 13, 14, 'images/\u001b[31m\n/image.json').join(
      '\n',
    );
    expect(shown).to.not.match(/[^\P{Cc}\n]|\p{Cf}/u);
    const [, line = '', mark = ''] = framed('\t"\u001b\u{e0001}" x', 8, 9);
    expect(line[mark.indexOf('^')]).to.equal('x');
  });
});
