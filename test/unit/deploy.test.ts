/** The demo of deploy/: what its parts say of each other, and what none of them may say. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { load, YAML11_SCHEMA } from 'js-yaml';
import { jenkinsWorkspace } from '../../compiler/jenkins-workspace.js';

const deploy = resolve(import.meta.dirname, '../../deploy');

interface Service {
  readonly image: string;
  readonly build?: unknown;
  readonly command?: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test: readonly string[] };
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

interface Casc {
  readonly jenkins: {
    readonly securityRealm: {
      readonly local: { readonly users: readonly { readonly id: string; readonly password: string }[] };
    };
    readonly nodes: readonly { readonly permanent: Readonly<Record<string, unknown>> }[];
  };
  readonly credentials: {
    readonly system: {
      readonly domainCredentials: readonly {
        readonly credentials: readonly { readonly usernamePassword: Readonly<Record<string, string>> }[];
      }[];
    };
  };
  readonly jobs: readonly { readonly script: string }[];
}

const text = (path: string): string => readFileSync(join(deploy, path), 'utf8');
const { services, volumes } = load(text('compose.yaml'), { schema: YAML11_SCHEMA }) as Compose;
const casc = load(text('images/controller/jenkins.yaml')) as Casc;
const variables = (source: string): string[] =>
  [...source.matchAll(/\$\{(\w+)/g)].map(([, name = '']) => name);

describe('deploy/compose.yaml', () => {
  it('opens its ports to this machine alone', () => {
    const ports = Object.values(services).flatMap((service) => service.ports ?? []);
    expect(ports).to.have.length(3);
    for (const port of ports) expect(port).to.match(/^127\.0\.0\.1:\$\{\w+:-\d+\}:/);
  });

  it('pins what it does not build', () => {
    for (const [name, { image, build }] of Object.entries(services))
      expect(image, name).to.match(
        build === undefined
          ? /^docker\.io\/[a-z/]+:[\w.-]+@sha256:[0-9a-f]{64}$/
          : /^cooperage-demo\/[a-z]+$/,
      );
  });

  it('gives nobody the host', () => {
    const source = text('compose.yaml');
    expect(source).not.to.match(/docker\.sock|privileged:|cap_add:|pid: *host|network_mode: *host|devices:/);
    for (const [name, service] of Object.entries(services))
      for (const volume of service.volumes ?? [])
        expect(Object.keys(volumes), `${name} mounts volumes, no folder of the host`).to.include(
          volume.split(':')[0],
        );
  });

  it('shows the passwords to nobody who does not need them', () => {
    const readers = Object.keys(services).filter((name) =>
      services[name]?.volumes?.some((volume) => volume.startsWith('secrets:')),
    );
    expect(readers).to.have.members(['prepare', 'jenkins', 'seed']);
    const values = Object.values(services).flatMap((service) => Object.entries(service.environment ?? {}));
    const passwords = values.filter(([name]) => name.endsWith('PASSWORD')).map(([, value]) => value);
    expect(passwords).to.deep.equal(['${JENKINS_PASSWORD:-}', '${REGISTRY_PASSWORD:-}']);
  });

  it('waits for the health of whatever stays', () => {
    const staying = Object.keys(services).filter((name) => !['prepare', 'seed'].includes(name));
    expect(staying).to.have.members(['git', 'registry', 'jenkins', 'agent']);
    for (const name of staying) expect(services[name]?.healthcheck?.test, name).to.be.an('array');
  });

  it('has every variable told in .env.example, and every volume used', () => {
    const told = [...text('.env.example').matchAll(/^#(\w+)=/gm)].map(([, name]) => name);
    expect(told).to.have.members([...new Set(variables(text('compose.yaml')))]);
    for (const volume of Object.keys(volumes)) expect(text('compose.yaml')).to.include(`- ${volume}:/`);
  });
});

describe('deploy/images', () => {
  it('name plugins with a version each, once, and all that docs/jenkins.md asks of every workspace', () => {
    const lines = text('images/controller/plugins.txt')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    for (const line of lines) expect(line).to.match(/^[a-z0-9]+(-[a-z0-9]+)*:\d[\w.-]*$/);
    const names = lines.map((line) => line.split(':')[0]);
    expect(new Set(names).size).to.equal(names.length);
    expect(names).to.include.members([
      ...['workflow-aggregator', 'pipeline-groovy-lib', 'git', 'credentials-binding', 'cloudbees-folder'],
      ...['mailer', 'pipeline-rest-api', 'configuration-as-code', 'job-dsl'],
    ]);
  });

  it('are built from exact bases', () => {
    for (const dockerfile of [
      'images/agent/Dockerfile',
      'images/controller/Dockerfile',
      'tools/Dockerfile',
    ]) {
      const bases = [
        ...text(dockerfile).matchAll(/^(?:FROM|ARG BASE=)\s*"?(docker\.io\S+?)"?(?: AS \w+)?$/gm),
      ];
      expect(bases, dockerfile).not.to.have.length(0);
      for (const [, base = ''] of bases)
        expect(base).to.match(/^docker\.io\/[a-z/]+:[\w.-]*\d[\w.-]*(@sha256:[0-9a-f]{64})?$/);
    }
  });

  it('of tools sees in its context whatever it copies', () => {
    const shown = new Set(
      text('tools/Dockerfile.dockerignore')
        .split('\n')
        .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : [])),
    );
    for (const path of shown) expect(existsSync(join(deploy, '..', path)), path).to.equal(true);
    const copies = text('tools/Dockerfile').matchAll(/^COPY (?:--from=build |--chmod=\d+ )?(.*) \S+$/gm);
    const paths = [...copies].flatMap(([, sources = '']) => sources.split(' '));
    for (const path of paths.filter((source) => source !== '.' && source !== '/src/dist')) {
      const within = path.replace(/^\/src\//, '');
      expect(
        [...shown].some((one) => within === one || within.startsWith(`${one}/`)),
        path,
      ).to.equal(true);
    }
  });
});

describe('deploy/images/controller/jenkins.yaml', () => {
  const { settings, images } = jenkinsWorkspace(join(deploy, 'workspace'));
  const known = casc.credentials.system.domainCredentials.flatMap(({ credentials }) =>
    credentials.map(({ usernamePassword }) => usernamePassword['id']),
  );

  it('holds no secret: each is a variable that is made by prepare, or set by compose.yaml', () => {
    const secrets = [...text('tools/prepare').matchAll(/^ *secret (\w+)/gm)].map(([, name]) => name);
    const set = Object.keys(services['jenkins']?.environment ?? {});
    const { users } = casc.jenkins.securityRealm.local;
    expect(users.map(({ id, password }) => [id, password])).to.deep.equal([['demo', '${JENKINS_PASSWORD}']]);
    expect([...secrets, ...set]).to.include.members(variables(JSON.stringify(casc)));
  });

  it('has the folder, the agent and the credentials that the workspace asks for', () => {
    const [node] = casc.jenkins.nodes;
    expect(images.map(({ pipeline }) => pipeline.agent)).to.deep.equal(
      images.map(() => ({ type: 'label', label: node?.permanent['labelString'] })),
    );
    expect(node?.permanent['name']).to.equal(services['agent']?.environment?.['AGENT_NAME']);
    expect(known).to.deep.equal([settings.defaults?.publish?.credentialsId]);
  });

  it('lacks the credentials that `broken` asks for', () => {
    const broken = images.find(({ name }) => name === 'broken');
    expect(broken?.publish.credentialsId).to.be.a('string');
    expect(known).not.to.include(broken?.publish.credentialsId);
  });
});

describe('deploy/workspace', () => {
  it('compiles, and holds an image for each of its folders', () => {
    const { images, diagnostics } = jenkinsWorkspace(join(deploy, 'workspace'));
    expect(diagnostics).to.deep.equal([]);
    expect(images.map(({ name }) => name)).to.have.members(readdirSync(join(deploy, 'workspace/images')));
  });
});
