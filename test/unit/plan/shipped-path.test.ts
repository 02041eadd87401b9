import { expect } from 'chai';
import { shippedPath } from '../../../compiler/plan/shipped-path.js';

describe('plan/shipped-path', () => {
  const shipped: Record<string, string> = {
    '.': '.',
    './': '.',
    '/': '.',
    '': '.',
    a: 'a',
    '/a/b/': 'a/b',
    './a//b/.': 'a/b',
    'a/../b': 'b',
    '../../a': 'a',
    'a b/-c': 'a b/-c',
    'src/*.go': 'src',
    '*.go': '.',
    'src/a?/b': 'src',
    'src/[ab]/c': 'src',
    'src/\\[a]': 'src',
    'src/**/x': 'src',
    'src/$NAME/x': 'src',
    '${DIR}/../x': '.',
    '*/../x': '.',
    ']': ']',
  };
  for (const [source, path] of Object.entries(shipped))
    it(`${JSON.stringify(source)} ships ${path}`, () => {
      expect(shippedPath(source)).to.equal(path);
      expect(shippedPath(path)).to.equal(path);
    });
});
