import { build } from 'esbuild';
import { root } from '../root.js';

/** A module with whatever it imports from packages inlined: it loads as one file, in the tests and in the bundle. */
export async function selfContained(code: string, name: string): Promise<string> {
  const result = await build({
    stdin: { contents: code, resolveDir: root, sourcefile: `${name}.js` },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minify: true, // It is loaded at every start-up, and read by nobody.
    legalComments: 'none',
    logLevel: 'warning',
  });
  const [file] = result.outputFiles;
  if (file === undefined) throw new Error(`esbuild gave nothing for ${name}`);
  return file.text;
}
