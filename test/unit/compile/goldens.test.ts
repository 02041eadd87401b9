import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { compile, nodeFiles, type CompileResult } from '../../../compiler/index.js';
import { MARK } from '../../../compiler/model/artifact.js';
import { DiskWorkspace } from '../../support/workspace.js';

const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');
const PARTS = ['cooperage.json', 'examples', 'fragments', 'vars', 'resources', 'schemas', '.gitattributes'];
const GENERATED = ['Dockerfile', 'Jenkinsfile', 'context.list', 'tests.list'];
/** The folders of generated files: one for each image, and with a matrix one for each variant. */
const examples = readdirSync(`${REPOSITORY}/examples`, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('/Jenkinsfile'))
  .map((path) => path.replace(/\/Jenkinsfile$/, ''))
  .sort();
/** Of a generated file: the spec it comes from, by its header; below a Dockerfile's directives. */
const headerOf = (text: string): string => /^(?:# \w+=.*\n)*(.*)\n/.exec(text)?.[1] ?? '';

/** The committed files of the examples are what they compile to. UPDATE_GOLDENS=1 records them anew. */
describe('compile: the examples', () => {
  let result: CompileResult;
  before(() => {
    const output = process.env['UPDATE_GOLDENS'] === '1' ? 'write' : 'check';
    result = compile(REPOSITORY, { output, files: nodeFiles, incremental: false });
    if (output === 'write') result = compile(REPOSITORY, { output: 'check', incremental: false });
  });

  it('have no problems, not even a warning; one breaks a rule of the policy and tells why', () => {
    expect(
      result.diagnostics.map(({ severity, code, location }) => [severity, code, location?.file]),
    ).to.deep.equal([['note', 'waived', 'examples/dns-cache/image.json']]);
    expect(result.images.map(({ dir }) => dir).sort()).to.deep.equal(
      examples.map((name) => `examples/${name}`),
    );
  });

  it('every one is there: no spec without its files', () => {
    const specs = readdirSync(`${REPOSITORY}/examples`);
    expect([...new Set(examples.map((name) => name.split('/')[0]))].sort()).to.deep.equal(specs.sort());
  });

  it('compile to the committed files, bit for bit (UPDATE_GOLDENS=1 records them anew)', () => {
    expect(result.changes.map(({ artifact }) => artifact.path)).to.deep.equal([]);
    expect(result.removals).to.deep.equal([]);
  });

  for (const name of examples)
    it(`${name}: has the generated files, each with its header`, () => {
      for (const file of GENERATED) {
        const path = `${REPOSITORY}/examples/${name}/${file}`;
        if (!existsSync(path)) expect(file).to.match(/\.list$/);
        else
          expect(headerOf(readFileSync(path, 'utf8'))).to.include(
            `${MARK}examples/${name.split('/')[0]}/image.json`,
          );
      }
    });

  it('nginx-19-el6 has the instructions of the original, in this order', () => {
    const text = readFileSync(`${REPOSITORY}/examples/nginx-19-el6/Dockerfile`, 'utf8');
    expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).to.deep.equal([
      'FROM r.your.domain/admin/centos-68:latest',
      'RUN yum -y install nginx-1.9.15-5.el6 && yum clean all',
      'ADD rootfs.tar.gz /',
      'EXPOSE 80',
      'ENTRYPOINT ["/usr/local/nginx/sbin/nginx"]',
      'CMD ["-c", "/usr/local/nginx/conf/nginx.conf", "-g", "daemon off;"]',
    ]);
  });

  describe('in a copy', () => {
    let copy: DiskWorkspace;
    beforeEach(() => {
      copy = new DiskWorkspace();
      for (const path of PARTS) cpSync(`${REPOSITORY}/${path}`, copy.path(path), { recursive: true });
    });
    afterEach(() => copy.remove());

    const check = (): CompileResult => compile(copy.root, { output: 'check', incremental: false });

    it('a generated file that no spec generates is found', () => {
      const header = `# ${MARK}examples/gone/image.json; do not edit.\n`;
      copy.write({ 'examples/gone/Dockerfile': header, 'examples/nginx-19-el6/tests.list': header });
      expect(check().removals).to.deep.equal([
        'examples/gone/Dockerfile',
        'examples/nginx-19-el6/tests.list',
      ]);
      copy.write({ 'examples/gone/Dockerfile': 'FROM scratch\n' });
      expect(check().removals).to.deep.equal(['examples/nginx-19-el6/tests.list']);
    });

    it('a file that was edited by hand is found', () => {
      copy.write({
        'examples/jq-alpine/Dockerfile': `${copy.read('examples/jq-alpine/Dockerfile')}USER root\n`,
      });
      copy.write({ 'resources/cooperage/build.sh': 'true\n' });
      expect(check().changes.map(({ artifact, standing }) => `${standing} ${artifact.path}`)).to.deep.equal([
        'differs resources/cooperage/build.sh',
        'differs examples/jq-alpine/Dockerfile',
      ]);
    });

    it('compiles to the same bytes where nothing was generated before', () => {
      const before = copy.tree();
      const bare = new DiskWorkspace();
      try {
        for (const path of ['cooperage.json', 'examples', 'fragments'])
          cpSync(copy.path(path), bare.path(path), { recursive: true });
        for (const name of examples)
          for (const file of GENERATED)
            if (existsSync(bare.path('examples', name, file)))
              bare.write({ [`examples/${name}/${file}`]: `# ${MARK}x\n` });
        bare.write({ '.gitattributes': copy.read('.gitattributes') });
        compile(bare.root);
        const after = bare.tree();
        for (const [path, content] of Object.entries(after))
          if (!path.startsWith('vars') && !path.startsWith('resources') && !path.startsWith('schemas'))
            expect(withoutMode(content), path).to.equal(withoutMode(before[path] ?? ''));
        expect(Object.keys(after).filter((path) => path.startsWith('vars/'))).to.not.be.empty;
      } finally {
        bare.remove();
      }
    });
  });
});

/** A clone's modes are the umask's of who made it. */
function withoutMode(entry: string): string {
  return entry.replace(/^(file|directory) \d+/, '$1');
}
