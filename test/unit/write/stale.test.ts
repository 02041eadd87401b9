import { expect } from 'chai';
import { MARK } from '../../../compiler/model/artifact.js';
import { staleFiles } from '../../../compiler/write/stale.js';
import { link, memory, ROOT } from '../../support/workspace.js';

describe('write/stale', () => {
  it('finds generated files that nothing generates, and leaves what somebody wrote', () => {
    const text = `# ${MARK}x\n`;
    const files = memory({
      'images/a/Dockerfile': text,
      'images/a/Jenkinsfile': text,
      'images/b/Dockerfile': 'FROM x\n',
      'images/b/Jenkinsfile': link('../a/Jenkinsfile'),
      'images/c/tests.list': text,
      'images/c/other': text,
    });
    const names = ['Dockerfile', 'Jenkinsfile', 'tests.list'];
    const folders = ['images/a', 'images/b', 'images/c', 'images/none'];
    expect(staleFiles(files, ROOT, folders, names, new Set(['images/a/Jenkinsfile']))).to.deep.equal([
      'images/a/Dockerfile',
      'images/c/tests.list',
    ]);
  });
});
