import { expect } from 'chai';
import { jenkinsNeeds, type JenkinsNeeds } from '../../compiler/jenkins-needs.js';
import { jenkinsWorkspace } from '../../compiler/jenkins-workspace.js';
import { memory, ROOT, SETTINGS, spec, type Content } from '../support/workspace.js';

describe('jenkins-needs', () => {
  const needs = (files: Readonly<Record<string, Content>>, settings: object = {}): JenkinsNeeds => {
    const all = memory({ 'cooperage.json': { ...SETTINGS, ...settings }, ...files });
    const workspace = jenkinsWorkspace(ROOT, [], () => {}, all);
    expect(workspace.diagnostics).to.deep.equal([]);
    return jenkinsNeeds(workspace);
  };
  const plugins = (found: JenkinsNeeds): string[] => found.plugins.map(({ ids }) => ids[0] ?? '');
  const EVERY = [
    'workflow-job',
    'workflow-cps',
    'pipeline-model-definition',
    'pipeline-stage-step',
    'pipeline-groovy-lib',
    'workflow-scm-step',
    'git',
    'workflow-basic-steps',
    'workflow-durable-task-step',
  ];

  it('the plainest image', () => {
    const open = { defaults: { publish: { registry: 'r.test' } } };
    const found = needs({ 'images/web/image.json': spec() }, open);
    expect(plugins(found)).to.deep.equal([...EVERY, 'pipeline-rest-api']);
    expect(found.credentials).to.deep.equal([]);
    expect(found.labels).to.deep.equal([{ expression: null, images: ['images/web'] }]);
    expect(found.clouds).to.deep.equal([]);
  });

  it('each feature brings its plugin, with the images that use it', () => {
    const found = needs({
      'images/a/image.json': spec({
        name: 'a',
        pipeline: { agent: { docker: { image: 'x:1', label: 'docker' } }, approval: {} },
      }),
      'images/b/image.json': spec({
        name: 'b',
        pipeline: {
          agent: { kubernetes: { yamlFile: 'pod.yaml', cloud: 'k8s' } },
          notify: { email: ['a@example.com'] },
        },
        secrets: {
          npm: { credentialsId: 'npm' },
          key: { credentialsId: 'key', kind: 'file' },
          site: { credentialsId: 'npm', kind: 'usernamePassword' },
        },
      }),
      'images/b/pod.yaml': 'kind: Pod\n',
    });
    const by = Object.fromEntries(found.plugins.map(({ ids, images }) => [ids[0], images]));
    expect(by).to.deep.include({
      git: null,
      'credentials-binding': ['images/a', 'images/b'],
      'plain-credentials': ['images/b'],
      'pipeline-input-step': ['images/a'],
      mailer: ['images/b'],
      'docker-workflow': ['images/a'],
      kubernetes: ['images/b'],
    });
    expect(found.credentials.map(({ id, use, kinds }) => [id, use, ...kinds])).to.deep.equal([
      ['registry', 'registry', 'usernamePassword'],
      ['key', 'secret', 'file'],
      ['npm', 'secret', 'text'],
      ['npm', 'secret', 'usernamePassword'],
    ]);
    expect(found.credentials[0]?.images).to.deep.equal(['images/a', 'images/b']);
    expect(found.labels).to.deep.equal([{ expression: 'docker', images: ['images/a'] }]);
    expect(found.clouds).to.deep.equal([{ name: 'k8s', images: ['images/b'] }]);
  });

  it('the settings bring theirs', () => {
    const jenkins = {
      folder: 'platform/images',
      gitlabPush: true,
      git: { url: 'git@gitlab.example.com:a/b.git', credentialsId: 'deploy' },
      folderLibrary: { url: 'https://gitlab.example.com/lib.git', credentialsId: 'lib' },
    };
    const library = { name: 'cooperage', version: 'v1' };
    const found = needs({ 'images/web/image.json': spec() }, { jenkins, library });
    expect(plugins(found)).to.include.members(['ssh-credentials', 'cloudbees-folder', 'gitlab-plugin']);
    expect(found.credentials.slice(0, 2)).to.deep.equal([
      { id: 'deploy', use: 'git', kinds: ['ssh', 'usernamePassword'], images: null },
      { id: 'lib', use: 'library', kinds: ['usernamePassword'], images: null },
    ]);
  });

  it('groups thousands of images by what they need', () => {
    const files = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [
        `images/i${index}/image.json`,
        spec({ name: `i${index}`, pipeline: { agent: { label: index % 2 ? 'odd' : 'even' } } }),
      ]),
    );
    const found = needs(files);
    expect(found.labels.map(({ images }) => images.length)).to.deep.equal([15, 15]);
    expect(found.credentials).to.have.length(1);
  });
});
