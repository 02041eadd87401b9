import { expect } from 'chai';
import fc from 'fast-check';
import { columnLines, type Column } from '../../../../compiler/cli/status/columns.js';
import { widthOf } from '../../../../compiler/cli/text-width.js';

const COLUMNS: readonly Column[] = [
  { title: 'image', cells: ['nginx', '日本語-image'], cutTo: 6 },
  { title: 'took', cells: ['1.0 s', '10 s'], align: 'right', leave: 1 },
  { title: 'tags', cells: ['latest', ''], leave: 2 },
  { title: 'nothing', cells: ['', ''] },
];

describe('cli/status/columns', () => {
  it('align by columns of the terminal, and leave out what is empty', () => {
    expect(columnLines(COLUMNS, 80)).to.deep.equal([
      'image          took  tags',
      'nginx         1.0 s  latest',
      '日本語-image   10 s',
    ]);
  });

  it('leave out columns where there is no room, then cut', () => {
    expect(columnLines(COLUMNS, 19)).to.deep.equal([
      'image          took',
      'nginx         1.0 s',
      '日本語-image   10 s',
    ]);
    expect(columnLines(COLUMNS, 16)).to.deep.equal([
      'image       took',
      'nginx      1.0 s',
      '日本語-i…   10 s',
    ]);
    expect(columnLines(COLUMNS, 8)).to.deep.equal(['image', 'nginx', '日本語-…']);
  });

  it('fit whatever the cells hold', () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 20 });
    fc.assert(
      fc.property(
        fc.array(cell, { minLength: 2, maxLength: 2 }),
        fc.integer({ min: 10, max: 60 }),
        (cells, width) => {
          const columns = [{ ...COLUMNS[0], title: 'image', cells, cutTo: 6 }, ...COLUMNS.slice(1)];
          for (const line of columnLines(columns, width)) expect(widthOf(line)).to.be.at.most(width);
        },
      ),
    );
  });

  it('style the padded cell', () => {
    const style = (text: string, row: number): string => `<${row}${text}>`;
    expect(columnLines([{ title: 't', cells: ['a', 'bb'], align: 'right', style }], 80)).to.deep.equal([
      ' t',
      '<0 a>',
      '<1bb>',
    ]);
  });
});
