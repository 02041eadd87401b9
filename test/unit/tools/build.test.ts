import { expect } from 'chai';
import { templates, validators, version } from '../../../tools/build.js';
import { readText } from '../../../tools/generated/files.js';

describe('tools/build', () => {
  for (const [name, make] of Object.entries({ validators, templates, version })) {
    it(`.build/ holds ${name} of the sources as they are`, async function () {
      this.timeout(20_000);
      for (const [file, content] of Object.entries(await make())) {
        expect(readText(`.build/${file}`), `.build/${file} is stale: run \`npm run build\``).to.equal(
          content,
        );
      }
    });
  }
});
