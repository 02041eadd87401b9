import type { Plugin } from 'esbuild';

/**
 * The proxies' packages print whole requests, with the token in them, where the variable DEBUG names them. In the
 * command nothing may print a token, so their `debug` is one that never does.
 */
export const noDebug: Plugin = {
  name: 'no-debug',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^debug$/ }, ({ path }) => ({ path, namespace: 'no-debug' }));
    onLoad({ filter: /.*/, namespace: 'no-debug' }, () => ({
      contents: 'export default () => () => {};',
    }));
  },
};
