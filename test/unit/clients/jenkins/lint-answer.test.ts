import { expect } from 'chai';
import fc from 'fast-check';
import { readLintAnswer } from '../../../../compiler/clients/jenkins/lint-answer.js';

describe('clients/jenkins/lint-answer', () => {
  const errors = (...lines: string[]): string =>
    ['Errors encountered validating Jenkinsfile:', ...lines].join('\n');
  /** `line:column message` of each finding. */
  const read = (text: string): string[] | string => {
    const answer = readLintAnswer(text);
    if ('unreadable' in answer) return `unreadable: ${answer.unreadable}`;
    return answer.findings.map(({ line, column, message }) => `${line}:${column} ${message}`);
  };

  it('valid', () => {
    expect(read('Jenkinsfile successfully validated.\n')).to.deep.equal([]);
  });

  it('several errors, with an excerpt of the source each', () => {
    const text = errors(
      'WorkflowScript: 12: Expected a step @ line 12, column 5.',
      '       foo',
      '       ^',
      '',
      'WorkflowScript: 20: Invalid condition "script" - valid conditions are [always, changed] @ line 20, column 25.',
      '                           script {',
      '                           ^',
      '',
    );
    expect(read(text)).to.deep.equal([
      '12:5 Expected a step',
      '20:25 Invalid condition "script" - valid conditions are [always, changed]',
    ]);
    expect(read(text.replaceAll('\n', '\r\n'))).to.deep.equal(read(text));
  });

  it('a message that ends with a full stop, or goes over two lines', () => {
    expect(
      read(
        errors(
          'WorkflowScript: 3: Not a valid section definition: "agent". Some extra configuration is required. @ line 3, column 2.',
          'WorkflowScript: 29: unable to resolve class io.fabric8.Commands ',
          ' @ line 29, column 16.',
          '   def flow = new io.fabric8.Commands()',
          '              ^',
        ),
      ),
    ).to.deep.equal([
      '3:2 Not a valid section definition: "agent". Some extra configuration is required',
      '29:16 unable to resolve class io.fabric8.Commands',
    ]);
  });

  it('errors that Groovy sums up itself', () => {
    expect(
      read(
        errors(
          'startup failed:',
          'WorkflowScript: 5: unexpected token: } @ line 5, column 1.',
          '   }',
          '   ^',
          '',
          '1 error',
        ),
      ),
    ).to.deep.equal(['5:1 unexpected token: }']);
  });

  it('places that Jenkins does not know', () => {
    expect(
      read(errors('WorkflowScript: -1: Missing required section "agent" @ line -1, column -1.')),
    ).to.deep.equal(['null:null Missing required section "agent"']);
    expect(read(errors('WorkflowScript: 7: it broke', '   x'))).to.deep.equal(['7:null it broke']);
    expect(read(errors('java.lang.NullPointerException:\n  something'))).to.deep.equal([
      'null:null java.lang.NullPointerException: something',
    ]);
    expect(read(errors())).to.deep.equal(['null:null the linter gives no reason']);
    expect(read(errors(''))).to.deep.equal(['null:null the linter gives no reason']);
  });

  it('no pipeline in it', () => {
    expect(
      read("Jenkinsfile content 'library 'x'\n// it's\n' did not contain the 'pipeline' step"),
    ).to.deep.equal(["null:null there is no block 'pipeline' in it"]);
  });

  it('anything else is no answer of the linter', () => {
    expect(read('No Jenkinsfile specified')).to.equal('unreadable: No Jenkinsfile specified');
    expect(read('<html>\n<body>')).to.equal('unreadable: <html> <body>');
    expect(read('')).to.equal('unreadable: ');
  });

  it('never more than fifty, and quickly', () => {
    const many = Array.from(
      { length: 10_000 },
      (_, n) => `WorkflowScript: ${n + 1}: x @ line ${n + 1}, column 1.`,
    );
    expect(read(errors(...many))).to.have.length(50);
    const blank = errors(`WorkflowScript: 1: ${' '.repeat(200_000)}x`);
    const started = performance.now();
    expect(read(blank)).to.deep.equal(['1:null the linter gives no reason']);
    expect(performance.now() - started).to.be.below(500);
  });

  it('takes any text without a word', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('WorkflowScript: 1: ', ' @ line 1, column 2.', '\n'))),
        (parts) => {
          const answer = readLintAnswer(errors(parts.join('')));
          if ('unreadable' in answer) throw new Error('the first line was there');
          expect(answer.findings).to.not.have.length(0);
          for (const { message } of answer.findings) expect(message).to.not.match(/[\n\r]/u);
        },
      ),
    );
  });
});
