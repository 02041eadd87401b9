import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { compile, nodeFiles, type CompileResult } from '../../../compiler/index.js';
import { MARK } from '../../../compiler/model/artifact.js';
import { DiskWorkspace } from '../../support/workspace.js';

const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');
const GENERATED = ['Dockerfile', 'Jenkinsfile', 'context.list', 'tests.list'];
const examples = readdirSync(`${REPOSITORY}/examples`);

/** The committed files of the examples are what they compile to. UPDATE_GOLDENS=1 records them anew. */
describe('compile: the examples', () => {
  let result: CompileResult;
  before(() => {
    const output = process.env['UPDATE_GOLDENS'] === '1' ? 'write' : 'check';
    result = compile(REPOSITORY, { output, files: nodeFiles, incremental: false });
    if (output === 'write') result = compile(REPOSITORY, { output: 'check', incremental: false });
  });

  it('have no problems, not even a warning but for scratch', () => {
    expect(result.diagnostics).to.deep.equal([]);
    expect(result.images.map(({ dir }) => dir)).to.deep.equal(examples.map((name) => `examples/${name}`));
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
          expect(readFileSync(path, 'utf8').split('\n')[0]).to.include(`${MARK}examples/${name}/image.json`);
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
      for (const path of ['cooperage.json', 'examples', 'vars', 'resources', 'schemas', '.gitattributes'])
        cpSync(`${REPOSITORY}/${path}`, copy.path(path), { recursive: true });
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
        for (const path of ['cooperage.json', 'examples'])
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
