/** Every example of docs/reference/image.md compiles: a reader may copy it. */
import { expect } from 'chai';
import { REFERENCE } from '../../../tools/reference.js';
import type { Content } from '../../support/workspace.js';
import { compileSpec, errors, outputs } from './one-image.js';
import { pageExamples, shownOn } from './page-examples.js';

/** The spec around an example has the stage and the secret that examples name. */
function complete(spec: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const stages = (spec['stages'] ?? []) as readonly { name: string }[];
  const build = stages.some(({ name }) => name === 'build') ? [] : [{ name: 'build', from: 'debian:12' }];
  const secrets = { npmrc: { credentialsId: 'npm', kind: 'file' } };
  return { secrets, ...spec, stages: [...build, ...stages] };
}

/** What lies in the workspace: the files, fragments and other images that examples name. */
const FILES: Readonly<Record<string, Content>> = {
  'fragments/base.json': {},
  'fragments/debian.json': {},
  'fragments/web.json': {},
  'images/centos-68/image.json': { name: 'centos-68', from: 'centos:6.8', publish: { tags: ['6.8'] } },
  'images/tools/image.json': { name: 'tools', from: 'debian:12' },
  'images/web/app.conf': 'x',
  'images/web/package.json': '{}',
  'images/web/package-lock.json': '{}',
  'images/web/go.mod': 'x',
  'images/web/rootfs/etc/app.conf': 'x',
  'images/web/scripts/setup.sh': 'true',
  'src/api/main.go': 'x',
};

const AXES = { python: ['3.11', '3.12'], os: ['bookworm', 'alpine'] };
const COPY = { copy: ['package.json'], to: '/srv/app/' };
const ADD = { add: 'https://example.com/tool.tar.gz', to: '/opt/' };
const CACHE = { type: 'cache', target: '/root/.cache' };
const SECRET = { type: 'secret', id: 'npmrc' };

/** The options of copies, as items of `copy` and as steps. */
const COPIES = Object.fromEntries(
  ['CopyItem', 'OnbuildItem', 'Step'].flatMap((title) => [
    [`${title}.copy`, { to: '/srv/app/' }],
    [`${title}.add`, { to: '/opt/' }],
    [`${title}.to`, { copy: ['package.json'] }],
    ...['from', 'chown', 'chmod', 'link', 'parents', 'exclude'].map((option) => [`${title}.${option}`, COPY]),
    ...['checksum', 'keepGitDir', 'unpack'].map((option) => [`${title}.${option}`, ADD]),
  ]),
) as Record<string, Record<string, unknown>>;

/** Where what the schema requires is not enough: what stands beside the example in its object. */
const BESIDE: Readonly<Record<string, Record<string, unknown>>> = {
  ...COPIES,
  'FromObject.tag': { spec: 'centos-68' },
  'StageSpec.from': { name: 'test' },
  'StageSpec.copy': { name: 'test', from: 'debian:12' },
  'MatrixSpec.axes': { name: '${{ matrix.python }}-${{ matrix.os }}' },
  ...Object.fromEntries(
    ['include', 'exclude', 'overrides'].map((key) => [
      `MatrixSpec.${key}`,
      { axes: AXES, name: '${{ matrix.python }}-${{ matrix.os }}' },
    ]),
  ),
  'RunObject.heredocs': { lines: ['cat <<EOF >/etc/nginx/conf.d/app.conf'] },
  'RunObject.interpreter': { script: ['print(6 * 7)'] },
  'FileSpec.mode': { content: ['x'] },
  'FileSpec.owner': { content: ['x'] },
  'Mount.type': { target: '/root/.cache' },
  'Mount.source': { type: 'bind', target: '/src/go.mod' },
  'Mount.from': { type: 'bind', target: '/usr/local/go' },
  'Mount.id': { type: 'secret' },
  'Mount.sharing': CACHE,
  'Mount.readonly': CACHE,
  'Mount.readwrite': { type: 'bind', target: '/src' },
  'Mount.required': SECRET,
  'Mount.env': SECRET,
  'Mount.mode': SECRET,
  'Mount.uid': SECRET,
  'Mount.gid': SECRET,
  'Mount.size': { type: 'tmpfs', target: '/tmp' },
};

describe('the reference page of the language', () => {
  const examples = pageExamples((entry) => BESIDE[entry]);

  it('shows these examples and no others', () => {
    expect(shownOn(REFERENCE['docs/reference/image.md']?.() ?? '')).to.have.members(
      examples.map(({ entry, example }) => `${entry} ${JSON.stringify(example)}`),
    );
  });

  for (const { entry, example, spec } of examples)
    it(`${entry} ${JSON.stringify(example)}`, () => {
      const result = compileSpec(complete(spec), FILES);
      expect(
        errors(result).map(({ code, message }) => `${code}: ${message}`),
        JSON.stringify(spec),
      ).to.deep.equal([]);
      expect(Object.keys(outputs(result))).to.not.be.empty;
    });
});
