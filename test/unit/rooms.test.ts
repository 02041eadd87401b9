/** The import rules of ARCHITECTURE.md ("Rooms"), put to the linter that enforces them. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect } from 'chai';

const repository = resolve(import.meta.dirname, '../..');
const PHASES = ['load', 'compose', 'validate', 'resolve', 'plan', 'policy', 'emit', 'write'];
const READING = ['dockerfile', 'import'];
const GROUND = ['model', 'diagnostics', 'quote', 'host', 'reference', 'clients', 'lock'];

/** Room → what it must not import. */
const FORBIDDEN: readonly (readonly [room: string, imported: string])[] = [
  ...PHASES.flatMap((room) =>
    PHASES.filter((other) => other !== room).map((other) => [room, `../${other}/${other}.js`] as const),
  ),
  ...GROUND.flatMap((room) => PHASES.map((other) => [room, `../${other}/${other}.js`] as const)),
  ...READING.flatMap((room) => PHASES.map((other) => [room, `../${other}/${other}.js`] as const)),
  ...['dockerfile', 'import', 'compose', 'validate', 'resolve', 'plan', 'policy', 'emit'].map(
    (room) => [room, '../host/files.js'] as const,
  ),
  // What tells of images works from what the phases give.
  ...['layers', 'compare', 'explain'].flatMap((room) =>
    [...PHASES.filter((phase) => phase !== 'compose'), 'host', 'cli'].map(
      (other) => [room, `../${other}/${other}.js`] as const,
    ),
  ),
  ...['layers', 'compare'].map((room) => [room, '../compose/tree.js'] as const),
  // What speaks of Jenkins.
  ...['jobs', 'builds', 'failures'].flatMap((room) =>
    [...PHASES, 'host', 'cli'].map((other) => [room, `../${other}/${other}.js`] as const),
  ),
  ['failures', '../clients/jenkins/client.js'],
  // What speaks of GitLab.
  ...['publish', 'report', 'review', 'content', 'upgrade'].flatMap((room) =>
    [...PHASES, 'cli'].map((other) => [room, `../${other}/${other}.js`] as const),
  ),
  ...['publish', 'report', 'review', 'content', 'upgrade'].map((room) => [room, '@gitbeaker/rest'] as const),
  ...['report', 'upgrade'].map((room) => [room, '../clients/gitlab/client.js'] as const),
  ...PHASES.map((room) => [room, '../cli/main.js'] as const),
  ...PHASES.map((room) => [room, '../clients/registry/client.js'] as const),
  ...PHASES.map((room) => [room, 'execa'] as const),
  ...['compile.ts', 'cli'].map((room) => [room, 'ts-morph'] as const),
];

describe('rooms', function () {
  this.timeout(20_000);
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'cooperage-rooms-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('the linter refuses every import that the rules forbid', () => {
    const files = FORBIDDEN.map(([room, imported], index) => {
      const path = room.endsWith('.ts') ? `compiler/extra${index}.ts` : `compiler/${room}/extra${index}.ts`;
      return { path, imported };
    });
    for (const { path, imported } of files)
      write(path, `import * as other from '${imported}';\nexport { other };\n`);
    const refused = lint();
    for (const { path, imported } of files) expect(refused, `${path} imports ${imported}`).to.include(path);
  });

  it('the linter lets through what they allow', () => {
    write(
      'compiler/plan/extra.ts',
      "import * as model from '../model/plan.js';\nimport * as quote from '../quote/index.js';\nexport { model, quote };\n",
    );
    write(
      'compiler/validate/rules/extra.ts',
      "import * as other from './run.js';\nimport * as model from '../../model/plan.js';\nexport { model, other };\n",
    );
    write(
      'compiler/policy/rules/extra.ts',
      "import * as other from '../images.js';\nimport * as model from '../../model/plan.js';\nimport * as quote from '../../quote/index.js';\nexport { model, other, quote };\n",
    );
    write('compiler/write/extra.ts', "import * as files from '../host/files.js';\nexport { files };\n");
    write('compiler/compile-extra.ts', "import * as plan from './plan/plan.js';\nexport { plan };\n");
    write(
      'compiler/compare/extra.ts',
      "import * as name from '../compose/package-name.js';\nexport { name };\n",
    );
    write('compiler/explain/extra.ts', "import * as tree from '../compose/tree.js';\nexport { tree };\n");
    expect(lint()).to.equal('');
  });

  function write(path: string, content: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }

  /** What the linter says, '' when it is content. */
  function lint(): string {
    copyFileSync(join(repository, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
    const oxlint = join(repository, 'node_modules/.bin/oxlint');
    const { stdout, status } = spawnSync(oxlint, ['--format', 'unix'], { cwd: folder, encoding: 'utf8' });
    return status === 0 ? '' : stdout;
  }
});
