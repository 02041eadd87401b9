/** Ctrl-C at any moment: what runs is ended, and nothing stays. */
import { expect } from 'chai';
import { needs } from '../../support/parts.js';
import { Lab } from './lab.js';

for (const builder of ['docker', 'buildah'])
  describe(`Ctrl-C during cooper run with ${builder}`, function () {
    this.timeout(300_000);
    let lab: Lab;
    before(async function () {
      needs(this, 'dockerd', 'docker-registry', 'htpasswd', 'buildah', 'skopeo', 'git', 'curl');
      lab = await Lab.open({ base: false, engine: builder === 'docker' });
      const slow = { exec: ['/bin/busybox', 'sh', '-c', 'echo working; exec /bin/busybox sleep 120'] };
      await lab.busybox('slow', { runAfterFiles: [slow], pipeline: { builder, buildNetwork: 'none' } });
      await lab.busybox('limited', {
        runAfterFiles: [slow],
        pipeline: { builder, buildNetwork: 'none', timeout: '8s' },
      });
      const tests = [{ name: 'waits', command: ['/bin/busybox', 'sleep', '120'], timeout: '200s' }];
      await lab.busybox('waiting', { tests, pipeline: { builder } });
    });
    after(() => lab?.close());

    it('in the middle of Build', async () => {
      const run = lab.start(['run', 'slow']);
      await run.until(/\[Build\] (#\d+ [\d.]+ )?working/);
      const begun = Date.now();
      run.signal('SIGINT');
      const ended = await run.ended;
      expect(ended.code, ended.text).to.equal(130);
      expect(Date.now() - begun).to.be.lessThan(20_000);
      expect(ended.text).to.match(/\[Build\] aborted[^]*\[Cleanup\] passed/);
      expect(ended.stderr).to.contain('interrupted in the stage Build');
      expect(lab.litter(ended)).to.deep.equal([]);
      expect(await lab.registry.tags('team/slow')).to.deep.equal([]);
    });

    it('in the middle of Test', async () => {
      const run = lab.start(['run', 'waiting']);
      await run.until(/\[Build\] passed/);
      await new Promise((resolve) => setTimeout(resolve, 3000));
      run.signal('SIGINT');
      const ended = await run.ended;
      expect(ended.code, ended.text).to.equal(130);
      expect(ended.stderr).to.contain('interrupted in the stage Test');
      expect(lab.litter(ended)).to.deep.equal([]);
    });

    it('twice, at once', async () => {
      const run = lab.start(['run', 'slow']);
      await run.until(/\[Build\] (#\d+ [\d.]+ )?working/);
      run.signal('SIGINT');
      await run.until(/stopping, and cleaning up/);
      run.signal('SIGINT');
      const ended = await run.ended;
      expect(ended.code, ended.text).to.equal(130);
      expect(ended.text).to.contain('[Cleanup] passed');
      expect(lab.litter(ended)).to.deep.equal([]);
    });

    it('and the timeout of the pipeline stops it likewise', async () => {
      const ended = await lab.cooper('run', 'limited');
      expect(ended.code, ended.text).to.equal(4);
      expect(ended.stderr).to.match(/stopped in the stage Build, for it took longer than 8 seconds/);
      expect(lab.litter(ended)).to.deep.equal([]);
    });
  });
