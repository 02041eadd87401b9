/** The stand-in GitLab in a process of its own. Usage: publish-gitlab.ts FILE: writes into it how it is reached. */
import { appendFileSync, renameSync, writeFileSync } from 'node:fs';
import { startGitLab } from '../test/support/gitlab/server.js';

const [file = ''] = process.argv.slice(2);
const gitlab = await startGitLab();
await gitlab.commit('main', { 'README.md': 'images\n', '.gitignore': '.cooperage/\n' });
writeFileSync(`${file}.asked`, '');
gitlab.onRequest((_, phase) => {
  if (phase === 'before') appendFileSync(`${file}.asked`, '.');
});
writeFileSync(`${file}.new`, JSON.stringify({ env: gitlab.env, cloneUrl: gitlab.cloneUrl }));
renameSync(`${file}.new`, file);
process.on('SIGTERM', () => void gitlab.stop().then(() => process.exit(0)));
