import { expect } from 'chai';
import {
  projectCheck,
  publishCheck,
  roleCheck,
  targetCheck,
  tokenCheck,
  versionCheck,
} from '../../../../compiler/cli/doctor/gitlab/checks.js';
import type { Check } from '../../../../compiler/cli/doctor/check.js';
import type { Branch, GitLabFault, Project } from '../../../../compiler/clients/gitlab/types.js';

const FACTS = { version: '16.1.0', user: { id: 1, username: 'bot', name: 'Bot' } };
const TOKEN = { name: 't', scopes: ['api'], expires: '2030-01-31' };
const PROJECT: Project = {
  id: 1,
  path: 'a/b',
  url: 'https://gitlab/a/b',
  defaultBranch: 'main',
  archived: false,
  accessLevel: 30,
};
const MAIN: Branch = { name: 'main', commit: 'c', protected: true, canPush: false };
const FAULT: GitLabFault = { kind: 'failed', status: 500, reason: 'it broke', advice: 'Ask.' };

const CASES: readonly (readonly [what: string, check: Check, state: Check['state'], words: string])[] = [
  ['GitLab 14', versionCheck({ ...FACTS, version: '14.9.1' }, 'u'), 'missing', '14.9.1 at u'],
  ['GitLab 16', versionCheck(FACTS, 'u'), 'ok', '16.1.0 at u'],
  ['a token', tokenCheck(FACTS, { value: TOKEN }, '2030-01-01'), 'ok', 'of bot, api, until 2030-01-31'],
  ['a token that ends soon', tokenCheck(FACTS, { value: TOKEN }, '2030-01-20'), 'limited', '2030-01-31'],
  [
    'a token for ever',
    tokenCheck(FACTS, { value: { ...TOKEN, expires: null } }, '2030-01-01'),
    'ok',
    'never expires',
  ],
  [
    'a token that reads',
    tokenCheck(FACTS, { value: { ...TOKEN, scopes: ['read_api'] } }, '2030-01-01'),
    'limited',
    'read_api',
  ],
  [
    'a token for git',
    tokenCheck(FACTS, { value: { ...TOKEN, scopes: ['write_repository'] } }, '2030-01-01'),
    'missing',
    'write_repository',
  ],
  ['a token that is not told', tokenCheck(FACTS, { value: null }, '2030-01-01'), 'unseen', 'of bot'],
  ['a token that fails', tokenCheck(FACTS, { fault: FAULT }, '2030-01-01'), 'failed', 'it broke'],
  ['a project', projectCheck(PROJECT), 'ok', 'a/b'],
  ['an archived project', projectCheck({ ...PROJECT, archived: true }), 'missing', 'archived'],
  ['an empty project', projectCheck({ ...PROJECT, defaultBranch: null }), 'limited', 'without a commit'],
  ['a developer', roleCheck(PROJECT), 'ok', 'Developer'],
  ['a reporter', roleCheck({ ...PROJECT, accessLevel: 20 }), 'missing', 'Reporter'],
  ['a role that is not told', roleCheck({ ...PROJECT, accessLevel: null }), 'unseen', 'not told'],
  ['a protected target', targetCheck('main', { value: MAIN }), 'ok', 'main, protected'],
  [
    'an open target',
    targetCheck('main', { value: { ...MAIN, protected: false } }),
    'limited',
    'not protected',
  ],
  ['no target', targetCheck('ma\u001bin', { value: null }), 'missing', 'ma in is not there'],
  ['no branch at all', targetCheck(null, { value: null }), 'missing', 'none'],
  ['a branch to come', publishCheck('x', { value: null }), 'ok', 'made when it is needed'],
  ['a branch of ours', publishCheck('x', { value: { ...MAIN, canPush: true } }), 'ok', 'may push'],
  ['a branch of others', publishCheck('x', { value: MAIN }), 'missing', 'may not push'],
  ['a branch that fails', publishCheck('x', { fault: FAULT }), 'failed', 'it broke'],
];

describe('cli/doctor --gitlab: checks', () => {
  for (const [what, check, state, words] of CASES)
    it(what, () => {
      expect(check.state).to.equal(state);
      expect(check.found)
        .to.include(words)
        .and.not.match(/\p{Cc}/u);
      expect(check.help === '').to.equal(state === 'ok');
    });
});
