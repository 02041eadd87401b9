/** The folder and the library that the demo's Configuration as Code makes, read by Groovy 2.4. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readFolder } from '../../../compiler/jobs/folder-config.js';
import type { WorkspaceSettings } from '../../../compiler/model/spec.js';
import { needs } from '../../support/parts.js';
import { deploy, folderOfDemo } from './demo.js';

describe('deploy: the folder of the demo', function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), 'cooperage-demo-folder-'));

  before(function () {
    needs(this, 'groovy', 'java');
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it('has the library that the Jenkinsfiles of the workspace load', () => {
    const made = folderOfDemo(folder);
    const settings = JSON.parse(
      readFileSync(join(deploy, 'workspace/cooperage.json'), 'utf8'),
    ) as WorkspaceSettings;
    const library = settings.library as { readonly name: string; readonly version: string };
    expect(Object.keys(made)).to.deep.equal([settings.jenkins?.folder]);
    const [xml] = Object.values(made);
    expect(readFolder(xml ?? '')).to.deep.include({
      libraries: [
        {
          name: library.name,
          version: library.version,
          url: 'git://git/cooperage.git',
          credentialsId: null,
          implicit: false,
          versioned: true,
        },
      ],
    });
  });
});
