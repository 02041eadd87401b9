import { expect } from 'chai';
import { workspaceJobs } from '../../compiler/jenkins-jobs.js';
import { jenkinsWorkspace } from '../../compiler/jenkins-workspace.js';
import type { Wanted } from '../../compiler/jobs/wanted.js';
import { memory, ROOT, SETTINGS, spec, type Content } from '../support/workspace.js';

const TARGET = {
  folder: 'platform/images',
  url: 'https://gitlab.example.com/platform/images.git',
  branch: 'next',
};

function jobsOf(jenkins: object, more: object = {}, files: Readonly<Record<string, Content>> = {}): Wanted {
  const disk = memory({
    'cooperage.json': { ...SETTINGS, ...more, jenkins },
    'images/base/image.json': spec({ name: 'base' }),
    'images/web/image.json': spec({ description: 'A web server.', from: { spec: 'base' } }),
    ...files,
  });
  return workspaceJobs(
    jenkinsWorkspace(ROOT, [], () => {}, disk),
    TARGET,
    true,
  );
}

describe('workspaceJobs', () => {
  it('says of each image what its Jenkinsfile says, parents first', () => {
    const { folder, jobs, complete, library } = jobsOf({ git: { credentialsId: 'gitlab' } });
    expect({ folder, complete, library }).to.deep.equal({
      folder: ['platform', 'images'],
      complete: true,
      library: null,
    });
    expect(jobs.map(({ name, image, parents }) => ({ name, image, parents }))).to.deep.equal([
      { name: 'base', image: 'images/base', parents: [] },
      { name: 'web', image: 'images/web', parents: ['images/base'] },
    ]);
    expect(jobs[1]?.job).to.deep.equal({
      description: `A web server.\n\nMade by Cooperage from images/web/image.json of ${TARGET.url}`,
      url: TARGET.url,
      branch: 'refs/heads/next',
      credentialsId: 'gitlab',
      scriptPath: 'images/web/Jenkinsfile',
      lightweight: true,
      parameters: [
        ['registry', 'r.example.com', 'Registry host, with its port where it needs one'],
        ['namespace', 'team', 'Project or namespace in the registry'],
        ['image_name', 'web', 'Repository name'],
        ['image_tag', 'latest', 'Tags, with a blank between'],
      ].map(([name, defaultValue, description]) => ({ name, defaultValue, description, trim: true })),
      keepBuilds: '20',
      concurrent: false,
      triggers: { cron: null, pollScm: null, upstream: 'base', gitlabPush: null },
    });
  });

  it('takes a push in GitLab for a trigger where that is wanted: of this branch', () => {
    expect(jobsOf({ gitlabPush: true }).jobs[0]?.job.triggers.gitlabPush).to.equal('next');
  });

  it('wants a library at the folder only where one is named, and its configuration is wanted', () => {
    const library = { name: 'cooperage', version: 'v1' };
    const git = { credentialsId: 'gitlab' };
    expect(jobsOf({ git }, { library }).library).to.equal(null);
    expect(jobsOf({ git, folderLibrary: {} }).library).to.equal(null);
    const common = { ...library, implicit: false, versioned: true };
    expect(jobsOf({ git, folderLibrary: {} }, { library }).library).to.deep.equal({
      ...common,
      url: TARGET.url,
      credentialsId: 'gitlab',
    });
    // The credentials are for the workspace's repository.
    const url = 'https://gitlab.example.com/platform/cooperage.git';
    expect(jobsOf({ git, folderLibrary: { url } }, { library }).library).to.deep.equal({
      ...common,
      url,
      credentialsId: null,
    });
    expect(jobsOf({ folderLibrary: { url, credentialsId: 'x' } }, { library }).library).to.deep.include({
      credentialsId: 'x',
    });
  });

  it('knows not all images where a spec has errors', () => {
    const { jobs, complete } = jobsOf({}, {}, { 'images/web/image.json': '{' });
    expect(jobs.map(({ name }) => name)).to.deep.equal(['base']);
    expect(complete).to.equal(false);
  });
});
