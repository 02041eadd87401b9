import { expect } from 'chai';
import { catalogue, fill } from '../../../compiler/diagnostics/catalogue.js';
import { compareDiagnostics, diagnostic, visible } from '../../../compiler/diagnostics/create.js';
import type { Diagnostic } from '../../../compiler/model/diagnostic.js';

describe('diagnostics/create', () => {
  it('fills message and help from the catalogue', () => {
    expect(
      diagnostic('unknown-key', { key: 'nmae', suggestion: ', did you mean "name"?', known: 'name' }, null),
    ).to.deep.equal({
      code: 'unknown-key',
      severity: 'error',
      message: 'unknown key "nmae", did you mean "name"?',
      help: 'Known here: name.',
      location: null,
    });
  });

  it('leaves braces that are no parameter, and does not fill what was filled', () => {
    expect(fill('{a} {b} {"image": …} {}', { a: '{b}', b: 2 })).to.equal('{b} 2 {"image": …} {}');
  });

  it('shows what a terminal would obey, and cuts what would fill the screen', () => {
    expect(visible('a\u001b[31m\n\u202e\ud800😀')).to.equal('a\\u001b[31m\\n\\u202e\\ud800😀');
    expect(visible('x'.repeat(480))).to.have.length(480);
    expect(visible('x'.repeat(481))).to.equal(`${'x'.repeat(120)}…`);
    expect(visible(5)).to.equal(5);
  });

  it('orders by file, line, column and code, by code units and not by locale', () => {
    const at = (file: string, line: number, column: number, code = 'a'): Diagnostic => ({
      code,
      severity: 'error',
      message: '',
      help: '',
      location: { file, start: { line, column }, end: { line, column }, text: '' },
    });
    const sorted = [
      diagnostic('workspace-missing', {}, null),
      at('B', 1, 1),
      at('a', 2, 1),
      at('a', 2, 3, 'a'),
      at('a', 2, 3, 'b'),
      at('a', 10, 1),
      at('ä', 1, 1),
    ];
    expect([...sorted].reverse().sort(compareDiagnostics)).to.deep.equal(sorted);
  });
});

describe('diagnostics/catalogue', () => {
  it('speaks in one way: no capital and no full stop in messages, a sentence as help', () => {
    for (const [code, { message, help }] of Object.entries(catalogue)) {
      expect(code).to.match(/^[a-z]+(-[a-z0-9]+)*$/);
      expect(message, code).to.match(/^(JSON|[^A-Z]).*[^.]$/);
      if (!/^\{[a-z]+\}$/.test(help)) expect(help, code).to.match(/^[A-Z].*[.?]$/s);
    }
  });
});
