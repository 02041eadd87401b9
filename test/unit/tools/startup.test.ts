import { expect } from 'chai';
import { checkStartup } from '../../../tools/build/startup.js';

type Outputs = Parameters<typeof checkStartup>[0]['outputs'];

function output(
  inputs: readonly string[],
  statically: readonly string[] = [],
  later: readonly string[] = [],
): Outputs[string] {
  return {
    bytes: 0,
    exports: [],
    inputs: Object.fromEntries(inputs.map((input) => [input, { bytesInOutput: 1 }])),
    imports: [
      ...statically.map((path) => ({ path, kind: 'import-statement' as const })),
      ...later.map((path) => ({ path, kind: 'dynamic-import' as const })),
    ],
  };
}

const check = (outputs: Outputs): void => checkStartup({ inputs: {}, outputs }, 'main.js');
const EXECA = 'node_modules/execa/index.js';

describe('tools/build/startup', () => {
  it('lets a command load what only it needs', () => {
    check({ 'main.js': output(['a.ts'], [], ['run.js']), 'run.js': output([EXECA]) });
  });

  it('refuses execa where every command loads it', () => {
    const outputs = { 'main.js': output(['a.ts'], ['chunk.js']), 'chunk.js': output([EXECA]) };
    expect(() => check(outputs)).to.throw('chunk.js holds node_modules/execa/index.js');
  });

  it('refuses a compiler of schemas, templates or types anywhere', () => {
    const outputs = {
      'main.js': output([], [], ['a.js']),
      'a.js': output(['node_modules/ts-morph/dist/ts-morph.js']),
    };
    expect(() => check(outputs)).to.throw('it takes 0.3 s to load');
  });
});
