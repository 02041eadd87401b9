import { isBuiltin } from 'node:module';
import type { Plugin } from 'esbuild';

/**
 * CommonJS packages `require` Node's own modules, which an ESM bundle can't. The plugin turns each such `require`
 * into an import; a shim by `createRequire` in every chunk would cost time at start-up.
 */
export const builtins: Plugin = {
  name: 'builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[a-z]/ }, ({ path, kind }) => {
      if (kind !== 'require-call') return undefined;
      if (path.startsWith('imported:'))
        return { path: path.slice('imported:'.length), namespace: 'imported' };
      return isBuiltin(path) ? { path: path.replace(/^node:/, ''), namespace: 'required' } : undefined;
    });
    // What `require` gives is the default export.
    onLoad({ filter: /.*/, namespace: 'required' }, ({ path }) => ({
      contents: `module.exports = require('imported:${path}').default;`,
    }));
    onLoad({ filter: /.*/, namespace: 'imported' }, ({ path }) => ({
      contents: `export { default } from 'node:${path}';`,
    }));
  },
};
