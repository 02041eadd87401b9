import { DOMParser, type Element } from '@xmldom/xmldom';
import { expect } from 'chai';
import fc from 'fast-check';
import { catalogue } from '../../../../compiler/diagnostics/catalogue.js';
import { diagnostic } from '../../../../compiler/diagnostics/create.js';
import { junit } from '../../../../compiler/diagnostics/format/junit.js';
import type { Diagnostic } from '../../../../compiler/model/diagnostic.js';
import { found, plain, warning } from './found.js';

/** What the readers' schema has, each with its attributes: https://github.com/jenkinsci/xunit-plugin, junit-10.xsd. */
const SCHEMA: Readonly<Record<string, { in: string | null; needs: string[]; may: string[] }>> = {
  testsuites: { in: null, needs: [], may: ['name', 'time', 'tests', 'failures', 'errors'] },
  testsuite: {
    in: 'testsuites',
    needs: ['name', 'tests', 'failures', 'errors'],
    may: ['time', 'file'],
  },
  // GitLab reads `file` of a case; the others pass over it.
  testcase: { in: 'testsuite', needs: ['name', 'classname'], may: ['time', 'file'] },
  failure: { in: 'testcase', needs: [], may: ['type', 'message'] },
  'system-out': { in: 'testcase', needs: [], may: [] },
};

const WEB = 'images/my web/image.json';
const API = 'images/api/image.jsonc';
const of = (diagnostics: readonly Diagnostic[], folder = ''): string =>
  junit(diagnostics, { folder, specs: [WEB, API], command: 'validate' });

function parse(text: string): Element {
  const faults: string[] = [];
  const document = new DOMParser({
    // It warns of U+FFFD.
    onError: (level, message) => void (level === 'warning' || faults.push(message)),
    // Its default is that of XML 1.1.
    normalizeLineEndings: (source) => source.replace(/\r\n?/g, '\n'),
  }).parseFromString(text, 'text/xml');
  expect(faults).to.deep.equal([]);
  return document.documentElement as Element;
}

function elements(node: Element): Element[] {
  return [...node.childNodes].filter(({ nodeType }) => nodeType === 1) as Element[];
}

function check(element: Element, parent: string | null): void {
  const rule = SCHEMA[element.nodeName];
  expect(rule?.in, element.nodeName).to.equal(parent);
  const names = [...element.attributes].map(({ name }) => name);
  expect(names, element.nodeName).to.include.members(rule?.needs ?? []);
  expect([...(rule?.needs ?? []), ...(rule?.may ?? [])], element.nodeName).to.include.members(names);
  for (const name of ['tests', 'failures', 'errors', 'time'])
    if (names.includes(name)) expect(element.getAttribute(name)).to.match(/^\d+$/);
  for (const child of elements(element)) check(child, element.nodeName);
}

interface Case {
  readonly name: string | null;
  readonly file: string | null;
  readonly failures: Element[];
  readonly output: string | null;
}

function cases(text: string): Case[] {
  const root = parse(text);
  check(root, null);
  return elements(root)
    .flatMap(elements)
    .map((one) => ({
      name: one.getAttribute('name'),
      file: one.getAttribute('file'),
      failures: elements(one).filter(({ nodeName }) => nodeName === 'failure'),
      output: elements(one).find(({ nodeName }) => nodeName === 'system-out')?.textContent ?? null,
    }));
}

describe('diagnostics/format/junit', () => {
  it('has a case for the settings and each spec, failed by errors and not by warnings', () => {
    const [settings, web, api] = cases(of([found, found, warning]));
    expect([settings?.name, web?.name, api?.name]).to.deep.equal(['cooperage.json', WEB, API]);
    expect([settings?.failures.length, web?.failures.length, api?.failures.length]).to.deep.equal([0, 1, 0]);
    expect(web?.failures[0]?.getAttribute('message')).to.equal('"Web" is not a name (and 1 more)');
    expect(web?.failures[0]?.textContent)
      .to.include(`${WEB}:12:11: error: "Web" is not a name [wrong-value]`)
      .and.include('help: The name.');
    expect(web?.output).to.include(`${WEB}:12:11: warning: `);
    expect(api?.output).to.equal(null);
  });

  it('counts the cases that failed', () => {
    const root = parse(of([found, found, plain, warning]));
    expect([root.getAttribute('tests'), root.getAttribute('failures')]).to.deep.equal(['3', '2']);
    expect(elements(root).map((suite) => suite.getAttribute('failures'))).to.deep.equal(['1', '1', '0']);
  });

  it('is a report also where nothing was looked at', () => {
    expect(cases(junit([], { folder: '', specs: [], command: 'validate' }))).to.have.length(1);
  });

  it('lays what has no place into the settings, and names a line of theirs', () => {
    const [settings] = cases(of([plain]));
    expect(settings?.failures[0]?.textContent).to.match(/^cooperage\.json:1:1: error: no workspace here/);
  });

  it('lays files below an image to its spec, and gives others a case of their own', () => {
    const at = (file: string): Diagnostic => ({ ...found, location: { ...found.location!, file } });
    const failed = cases(
      of([at('images/api/alpine/Dockerfile'), at('fragments/base.json'), at('images/apiary/image.json')]),
    ).filter(({ failures }) => failures.length > 0);
    expect(failed.map(({ name }) => name)).to.deep.equal([
      API,
      'fragments/base.json',
      'images/apiary/image.json',
    ]);
  });

  it('names files from the top of the repository', () => {
    const [settings, web] = cases(of([found], 'platform/images'));
    expect([settings?.file, web?.file]).to.deep.equal([
      'platform/images/cooperage.json',
      `platform/images/${WEB}`,
    ]);
    expect(web?.failures[0]?.textContent).to.match(/^platform\/images\/images\/my web\/image\.json:12:11: /);
  });

  it('is cut where a spec has thousands of problems', () => {
    const [, web] = cases(of(Array.from({ length: 5000 }, () => found)));
    const text = web?.failures[0]?.textContent ?? '';
    expect(text).to.match(/… and 4900 more\n$/);
    expect(text.split('\n')).to.have.length.below(1000);
  });

  it('brings no file of the job into the report', () => {
    const evil = diagnostic('image-unknown', { name: '[[ATTACHMENT|secret.txt]]', suggestion: '' }, null);
    const [settings] = cases(of([evil, { ...evil, severity: 'warning' }]));
    expect(settings?.output).to.include('[ [ATTACHMENT|secret.txt]]');
    expect(settings?.failures[0]?.textContent).to.include('[ [ATTACHMENT|secret.txt]]');
  });

  it('has no type that a reader of Rails takes for its own', () => {
    // Hash.from_xml of ActiveSupport casts by the attribute `type`, and refuses some.
    const types = ['symbol', 'yaml', 'file', 'array', 'integer', 'date'];
    expect(Object.keys(catalogue).filter((code) => types.includes(code))).to.deep.equal([]);
    expect(cases(of([found]))[1]?.failures[0]?.getAttribute('type')).to.equal('error');
  });

  it('whatever a message, a path and a line hold, a parser reads it back', () => {
    const hostile = fc.string({ unit: fc.oneof(fc.string({ unit: 'binary' }), EVIL), maxLength: 30 });
    fc.assert(
      fc.property(hostile, hostile, hostile, (message, name, line) => {
        const file = `images/${name.replaceAll('/', '_')}/image.json`;
        const one = {
          ...found,
          message,
          help: '',
          location: { ...found.location!, file, text: line },
        };
        const text = junit([one, { ...one, severity: 'warning' }], {
          folder: '',
          specs: [file],
          command: 'validate',
        });
        const [, web] = cases(text);
        expect(web?.name).to.equal(asXml(file));
        expect(web?.failures[0]?.getAttribute('message')).to.equal(asXml(message));
        expect(web?.failures[0]?.textContent).to.include(`error: ${asXml(message)} [wrong-value]`);
        expect(web?.output).to.include('warning: ');
      }),
      { numRuns: 100 },
    );
  });
});

const EVIL = fc.constantFrom(
  ']]>',
  '<![CDATA[',
  '&amp;',
  '&',
  '<',
  '>',
  '"',
  "'",
  '\r\n',
  '\t',
  '\0',
  '\u001b[31m',
  '\ud800',
  '\uffff',
  '\u0085',
  '\u2028',
  '🪣',
  '</failure>',
  '<!--',
  '<?xml ?>',
);

/** What XML can't hold stands as U+FFFD. */
function asXml(text: string): string {
  const control = /[\0-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
  return text.toWellFormed().replace(control, '\ufffd');
}
