/** The files that pages show are files that compile. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { pluginNeeds } from '../../compiler/jenkins-needs/plugins.js';
import { brief, compileFiles, cooper } from '../support/workspace.js';

const docs = resolve(import.meta.dirname, '../../docs');

/** Path → text of every block under a comment `workspace: PATH`. */
function shown(page: string): Record<string, string> {
  const text = readFileSync(join(docs, page), 'utf8');
  const blocks = text.matchAll(/<!-- workspace: (\S+) -->\n\n```jsonc?\n(.*?)\n```/gs);
  return Object.fromEntries([...blocks].map(([, path = '', content = '']) => [path, content]));
}

describe('docs', () => {
  it('reuse.md is a workspace that compiles', () => {
    const files = shown('reuse.md');
    expect(Object.keys(files)).to.have.length(4);
    const { diagnostics, images } = compileFiles(files);
    expect(
      diagnostics.filter(({ severity }) => severity === 'error').map((one) => `${brief(one)} ${one.message}`),
    ).to.deep.equal([]);
    expect(images.map(({ dir }) => dir)).to.include.members([
      'images/api',
      'images/python/3.12-alpine',
      'images/jobs',
    ]);
  });

  it('examples.md tells what every example shows', () => {
    const linked = readFileSync(join(docs, 'examples.md'), 'utf8').matchAll(
      /\[([\w-]+)\]\(\.\.\/examples\/([\w-]+)\/(image\.jsonc?)\)/g,
    );
    const told = [...linked].map(([, name, folder, file]) => {
      expect(name).to.equal(folder);
      expect(readdirSync(join(docs, '../examples', folder ?? '')), folder).to.include(file);
      return folder;
    });
    expect(told).to.have.members(readdirSync(join(docs, '../examples')));
  });

  const PAGES = [
    'docs/gitlab.md',
    'docs/review.md',
    'docs/jenkins.md',
    'docs/jenkins-access.md',
    'deploy/README.md',
    'README.md',
    'docs/content.md',
  ];

  for (const page of PAGES)
    it(`${page} names commands and options that there are`, async () => {
      const text = readFileSync(join(docs, '..', page), 'utf8');
      const named = commandsIn(text);
      expect(named).not.to.have.length(0);
      for (const [words, options] of named) {
        const { code, out } = await cooper(...words, '--help');
        expect([words, code]).to.deep.equal([words, 0]);
        expect(out, `${words.join(' ')}: its own help`).to.match(
          new RegExp(`^Usage: cooper ${words.join(' ')}\\b`, 'm'),
        );
        for (const option of options)
          expect(out, `cooper ${words.join(' ')} ${option}`).to.match(new RegExp(`^ .*${option}\\b`, 'm'));
      }
    });

  it('jenkins.md names every plugin that doctor may ask for', () => {
    const page = readFileSync(join(docs, 'jenkins.md'), 'utf8');
    const images = ['docker', 'kubernetes'].map((type) => ({
      dir: `images/${type}`,
      publish: { credentialsId: 'registry' },
      secrets: [{ kind: 'text' }],
      pipeline: { agent: { type }, approval: {}, notify: {} },
    }));
    const git = { url: 'ssh://git@gitlab.example.com/images.git', credentialsId: 'gitlab' };
    const settings = { jenkins: { folder: 'x', gitlabPush: true, git } };
    const needs = pluginNeeds(settings, images as unknown as Parameters<typeof pluginNeeds>[1]);
    const named = new Set([...page.matchAll(/\(`([a-z-]+)`/g)].map(([, id = '']) => id));
    const missing = needs.filter(({ ids, isPart }) => !isPart && !ids.every((id) => named.has(id)));
    expect(missing.map(({ ids }) => ids)).to.deep.equal([]);
    expect(named).to.include('workflow-aggregator').and.to.include('pipeline-groovy-lib');
  });

  it('links lead to files and headings that there are', () => {
    for (const page of PAGES) {
      const text = readFileSync(join(docs, '..', page), 'utf8');
      for (const [, link = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^https?:/.test(link)) continue;
        const [path = '', heading] = link.split('#');
        const target = path === '' ? join(docs, '..', page) : join(docs, '..', page, '..', path);
        expect(existsSync(target), `${page}: ${link}`).to.equal(true);
        if (heading !== undefined) expect(headingsOf(target), `${page}: ${link}`).to.include(heading);
      }
    }
  });
});

/** The words of each `cooper …` in code, without arguments, and its options. */
function commandsIn(text: string): [string[], string[]][] {
  const code = [...text.matchAll(/`(cooper [^`\n]+)`|^ *\$ (?:.* )?(cooper [^#\n]+)/gm)];
  return code
    .flatMap(([, inline, line]) => (inline ?? line ?? '').split('&&'))
    .filter((command) => command.trim().startsWith('cooper '))
    .map((command) => command.trim().split(/\s+/).slice(1))
    .filter(([first = '']) => /^[a-z]+$/.test(first))
    .map((words) => [
      words.slice(0, words[0] === 'jobs' && /^[a-z]+$/.test(words[1] ?? '') ? 2 : 1),
      words.flatMap((word) => /^--[a-z-]+/.exec(word)?.[0] ?? []),
    ]);
}

/** As GitLab and GitHub make anchors of them. */
function headingsOf(path: string): string[] {
  return [...readFileSync(path, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replace(/\s/g, '-'),
  );
}
