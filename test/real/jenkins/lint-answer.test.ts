/** Errors as Groovy 2.4 itself writes them, and the fields that they are told at. */
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { readLintAnswer, type LintFinding } from '../../../compiler/clients/jenkins/lint-answer.js';
import { sourceMap } from '../../../compiler/emit/source-map.js';
import { originAt } from '../../../compiler/model/source-map.js';
import { planImage } from '../../../compiler/plan-image.js';
import { javaEnvironment, run } from '../../oracle/build.js';
import { needs } from '../../support/parts.js';
import { memory, ROOT, spec } from '../../support/workspace.js';

const LINTER = fileURLToPath(new URL('lint-answer.groovy', import.meta.url));

describe("answers of Jenkins' linter", function () {
  this.timeout(60_000);
  before(function () {
    needs(this, 'groovy', 'java');
  });

  const lint = (texts: readonly string[]): (readonly LintFinding[])[] => {
    const out = run('groovy', [LINTER], { input: JSON.stringify(texts), env: javaEnvironment() });
    return (JSON.parse(out.toString()) as string[]).map((text) => {
      const answer = readLintAnswer(text);
      if ('unreadable' in answer) throw new Error(answer.unreadable);
      return answer.findings;
    });
  };

  it('every kind of error that Groovy has', () => {
    const found = lint([
      'pipeline { agent any }',
      "a\npipeline {\n  foo('x' bar)\n}\n",
      'pipeline {\n  agent any\n',
      'def x = new Foo()\ndef y = new Bar()\n',
      "x = ('\\u00e4\\u00f6' y)\n",
      `x = ('${'a'.repeat(60)}' y)\n`,
      "x = 'abc\n",
    ]);
    expect(
      found.map((one) => one.map(({ line, column, message }) => `${line}:${column} ${message}`)),
    ).to.deep.equal([
      [],
      ['3:11 unexpected token: bar'],
      ["3:1 expecting '}', found ''"],
      ['1:9 unable to resolve class Foo', '2:9 unable to resolve class Bar'],
      ["1:21 expecting ')', found 'y'"],
      ["1:69 expecting ')', found 'y'"],
      ["1:9 expecting ''', found '\\n'"],
    ]);
  });

  it('an error in any line of a Jenkinsfile is told at the field of that line', () => {
    const image = spec({
      tests: [{ name: 'one', command: ['true'] }],
      secrets: { npm: { credentialsId: 'npm' } },
      pipeline: {
        agent: { docker: { image: 'x:1', label: "it's \u00e4 && b" } },
        triggers: { cron: '@daily' },
        approval: { submitters: ['a'] },
        notify: { email: ['a@example.com'] },
      },
    });
    const found = planImage(ROOT, 'web', {}, memory({ 'images/web/image.json': image }));
    if ('diagnostics' in found) throw new Error('the spec has errors');
    const text = found.image.artifacts.find(({ path }) => path.endsWith('Jenkinsfile'))?.content ?? '';
    const map = sourceMap(found.plan, 'Jenkinsfile');
    const lines = text.split('\n').slice(0, -1);
    const places = lines.flatMap((line, index) => (line === '' || line.startsWith('//') ? [] : [index]));
    const broken = places.map((at) =>
      lines.map((line, index) => (index === at ? `${line} )` : line)).join('\n'),
    );
    const findings = lint([text, ...broken]);
    expect(findings[0]).to.deep.equal([]);
    for (const [index, at] of places.entries()) {
      const [first] = findings[index + 1] ?? [];
      expect(first?.line, lines[at]).to.equal(at + 1);
      expect(originAt(map, first?.line ?? 0, first?.column ?? null), lines[at]).to.deep.equal(
        map[at]?.origin,
      );
    }
    expect(places.length).to.be.above(60);
  });
});
