import { expect } from 'chai';
import { gitPlace, unpushed, type GitOptions } from '../../../compiler/cli/jobs/git-place.js';
import { GitError, type Git } from '../../../compiler/host/git.js';

/** A clone whose git answers so; without an answer it fails. */
function clone(answers: Readonly<Record<string, string>>): Git {
  return {
    run(args) {
      const answer = answers[args.slice(0, 2).join(' ')];
      if (answer === undefined) throw new GitError('failed', 'no');
      return Buffer.from(answer);
    },
  };
}

const ORIGIN = 'https://gitlab.example.com/platform/images.git';

function urlOf(origin: string, options: GitOptions = {}): string {
  const place = gitPlace(clone({ 'remote get-url': `${origin}\n` }), {}, options);
  return 'url' in place ? place.url : place.problem;
}

describe('where the workspace lies in Git', () => {
  it('is what is said, else the settings, else the remote origin', () => {
    const git = clone({ 'remote get-url': ORIGIN });
    const settings = { jenkins: { git: { url: 'git@gitlab.example.com:a/b.git', branch: 'next' } } };
    expect(gitPlace(git, {}, {})).to.deep.equal({ url: ORIGIN, branch: 'main', warnings: [] });
    expect(gitPlace(git, settings, {})).to.deep.include({
      url: 'git@gitlab.example.com:a/b.git',
      branch: 'next',
    });
    expect(gitPlace(git, settings, { gitUrl: ORIGIN, branch: 'me/x' })).to.deep.include({
      url: ORIGIN,
      branch: 'me/x',
    });
  });

  it('leaves out accounts, which a clone of GitLab CI has', () => {
    expect(urlOf('https://gitlab-ci-token:geheim@gitlab.example.com/platform/images.git')).to.equal(ORIGIN);
    expect(urlOf('https://geheim@gitlab.example.com/platform/images.git')).to.equal(ORIGIN);
    expect(urlOf('ssh://git:geheim@gitlab.example.com/a.git')).to.equal('ssh://git@gitlab.example.com/a.git');
    expect(urlOf('git@gitlab.example.com:a/b.git')).to.equal('git@gitlab.example.com:a/b.git');
    const stated = gitPlace(clone({}), {}, { gitUrl: 'https://x:geheim@gitlab.example.com/a.git' });
    expect(stated)
      .to.have.nested.property('warnings[0]')
      .that.includes('left out')
      .and.not.includes('geheim');
  });

  it('is unknown without a remote, and no path of this machine', () => {
    expect(gitPlace(clone({}), {}, {}))
      .to.have.property('problem')
      .that.includes('origin');
    for (const path of ['/srv/git/x.git', '../x', 'file:///srv/x', 'C:\\x', 'https://a b', 'gh:org/repo'])
      expect(urlOf(path), path).to.include('no address that Jenkins can clone');
    for (const branch of ['', '-x', 'a b', 'a..\nb'])
      expect(gitPlace(clone({}), {}, { gitUrl: ORIGIN, branch }), branch).to.have.property('problem');
  });

  it('warns of files that the branch does not have', () => {
    const git = clone({ 'ls-tree -r': 'cooperage.json\0images/a/Jenkinsfile\0' });
    expect(unpushed(git, 'main', ['images/a/Jenkinsfile'])).to.equal(null);
    expect(unpushed(git, 'main', ['images/b/Jenkinsfile'])).to.include('does not have images/b/Jenkinsfile:');
    expect(unpushed(git, 'main', ['b', 'images/a/Jenkinsfile', 'c'])).to.include(
      'does not have b and 1 more:',
    );
    expect(unpushed(clone({}), 'main', ['b'])).to.equal(null);
  });
});
