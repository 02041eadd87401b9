/** The files that pages show are files that compile. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { brief, compileFiles } from '../support/workspace.js';

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
});
