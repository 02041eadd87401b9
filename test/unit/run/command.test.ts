import { expect } from 'chai';
import { DiskWorkspace, spec } from '../../support/workspace.js';

describe('cooper run: what only the plan can judge', () => {
  it('an engine keeps one platform', async () => {
    const workspace = new DiskWorkspace({
      'images/web/image.json': spec({ from: 'scratch', platforms: ['linux/amd64', 'linux/arm64'] }),
    });
    try {
      const { code, err } = await workspace.cooper('run', 'web', '--to', 'docker-daemon');
      expect([code, err]).to.deep.equal([
        2,
        'cooper: images/web is for 2 platforms, and an engine keeps one\n  Use --to oci:FOLDER, or state one platform.\n',
      ]);
    } finally {
      workspace.remove();
    }
  });
});
