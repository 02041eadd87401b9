import { expect } from 'chai';
import { commentLine, groovy, groovyProblem } from '../../../compiler/quote/index.js';
import { evaluateGroovy } from '../../oracle/groovy.js';
import { needs } from '../../support/parts.js';
import { checkBatches, hostile, long } from './hostile.js';

describe('quoting for Groovy, read by Groovy', function () {
  this.timeout(120_000);
  before(function () {
    needs(this, 'java', 'groovy');
  });

  it('reads every literal back', () => {
    checkBatches(
      hostile,
      (values) => readsBack(values.filter((value) => groovyProblem(value) === undefined)),
      2,
      300,
    );
  });

  it('reads 64 KB back, up to the limit of a class file', () => {
    checkBatches(
      long,
      (values) => readsBack(values.filter((value) => groovyProblem(value) === undefined)),
      1,
      10,
    );
    const most = 'é'.repeat(32_767) + 'x';
    readsBack([most]);
    expect(evaluateGroovy([`'${most}x'`])[0]).to.be.instanceOf(Error);
  });

  it('is right about U+FFFF', () => {
    expect(evaluateGroovy(["'\\uffff'"])[0]).to.be.instanceOf(Error);
  });

  it('never ends a comment before its line', () => {
    const check = (values: string[]): void => {
      const comments = values
        .map((value) => commentLine(value, '//'))
        .flatMap((line) => ('text' in line ? line.text : []));
      const answers = evaluateGroovy(comments.map((line) => `'before' ${line}\n'after'`));
      expect(answers).to.deep.equal(comments.map(() => 'after'));
    };
    checkBatches(hostile, check, 2, 300);
  });
});

function readsBack(values: string[]): void {
  if (values.length === 0) return;
  expect(evaluateGroovy(values.map(groovy))).to.deep.equal(values);
}
