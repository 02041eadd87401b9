/** Parameters that people give, against the grammar of OCI references. */
import { expect } from 'chai';
import { needs } from '../../support/parts.js';
import { Folder, SHELLS, library } from './runtime.js';

const FILES = ['lib.sh', 'lib/args.sh'];
const GOOD = {
  COOPERAGE_REGISTRY: 'registry.example.com:5000',
  COOPERAGE_NAMESPACE: 'team/web',
  COOPERAGE_NAME: 'nginx-19-el6',
  COOPERAGE_TAG: '1.9.15 latest',
};

for (const shell of SHELLS) {
  describe(`parameters in ${shell.join(' ')}`, () => {
    const folder = new Folder();

    before(function () {
      needs(this, 'dash');
    });

    after(() => {
      folder.remove();
    });

    const check = (env: Partial<typeof GOOD>): { ok: boolean; log: string } => {
      const body = 'work_open; check_parameters; printf "%s|%s|%s\\n" "$IMAGE" "$TAG" "$TAGS"';
      const { code, log } = library(shell, FILES, body, {
        env: { COOPERAGE_WORK: `${folder.path}/work/1`, ...GOOD, ...env },
      });
      return { ok: code === 0, log };
    };

    it('takes legal ones', () => {
      expect(check({}).log).to.equal(
        'registry.example.com:5000/team/web/nginx-19-el6|1.9.15|1.9.15\nlatest\n',
      );
      expect(check({ COOPERAGE_NAMESPACE: '' }).log).to.match(/^registry.example.com:5000\/nginx-19-el6\|/);
      expect(check({ COOPERAGE_TAG: '  b   a  b ' }).log).to.match(/\|b\|b\na\n$/);
      for (const host of [
        'localhost',
        'localhost:5000',
        '127.0.0.1',
        '[::1]:5000',
        '[::1]',
        'a.b',
        'A.b-c.d:1',
        'harbor:443',
      ]) {
        expect(check({ COOPERAGE_REGISTRY: host }), host).to.include({ ok: true });
      }
    });

    const bad: Record<keyof typeof GOOD, string[]> = {
      COOPERAGE_REGISTRY: [
        '',
        'harbor',
        'https://a.b',
        'a.b/c',
        'a.b:0',
        'a.b:65536',
        'a.b:123456',
        'a.b:',
        '-a.b',
        'a-.b',
        'a..b',
        '.a',
        'a_b.c',
        'a.b\nc.d',
        'a.b c',
        '$(id).b',
        'a.b;id',
        '`id`.b',
        `${'a'.repeat(260)}.b`,
        'é.b',
        '[::1',
        '::1',
        'user@a.b',
        '--x.y',
      ],
      COOPERAGE_NAMESPACE: [
        '/',
        'a/',
        '/a',
        'a//b',
        'A',
        'a___b',
        'a..b',
        '-a',
        'a-',
        'a b',
        'a\nb',
        '..',
        'a/../b',
        '$(id)',
        'a'.repeat(256),
        '*',
      ],
      COOPERAGE_NAME: ['', 'A', 'a:b', 'a@b', ' a', 'a ', 'a\n', '"', "'", '$HOME', 'a'.repeat(140_000 / 4)],
      COOPERAGE_TAG: [
        '',
        '  ',
        '-a',
        '.a',
        'a:b',
        'a/b',
        'a\nb',
        'a\tb',
        'ä',
        '*',
        '$(id)',
        'a '.repeat(51).replace(/a/g, () => `a${Math.random()}`),
        'a'.repeat(129),
        '--help',
      ],
    };
    for (const [name, values] of Object.entries(bad)) {
      for (const value of values) {
        it(`refuses ${name}=${JSON.stringify(value).slice(0, 50)}`, () => {
          const { ok, log } = check({ [name]: value });
          expect(ok, log).to.equal(false);
          expect(log).to.match(/ERROR: the parameter (registry|namespace|image_name|image_tag)\b/);
          expect(log).to.contain('what to do: ');
          expect(log.length).to.be.lessThan(1000);
          expect(log).to.match(/^[\n\x20-\x7e]*$/);
        });
      }
    }

    it('refuses a work directory that must not be removed', () => {
      for (const work of [
        '',
        '/',
        'relative/x',
        '/tmp',
        '/a/../b',
        '/a/./b',
        '/a//b',
        '/a/b/..',
        '/a/b\nc',
      ]) {
        const { code, log } = library(shell, ['lib.sh'], 'work_path', { env: { COOPERAGE_WORK: work } });
        expect(code, `${work}: ${log}`).to.equal(1);
      }
    });

    const references: Record<string, string> = {
      'debian:12': 'docker.io library/debian 12 ',
      debian: 'docker.io library/debian latest ',
      'user/x': 'docker.io user/x latest ',
      'team/app.web/x': 'docker.io team/app.web/x latest ',
      'docker.io/nginx:1': 'docker.io library/nginx 1 ',
      'index.docker.io/library/nginx:1': 'docker.io library/nginx 1 ',
      'localhost/x': 'localhost x latest ',
      'r.io:5000/a/b:1': 'r.io:5000 a/b 1 ',
      '[::1]:5000/x:1': '[::1]:5000 x 1 ',
      [`r.io/x@sha256:${'a'.repeat(64)}`]: `r.io x  sha256:${'a'.repeat(64)}`,
      [`r.io/x:1@sha256:${'a'.repeat(64)}`]: `r.io x 1 sha256:${'a'.repeat(64)}`,
    };
    for (const [reference, expected] of Object.entries(references)) {
      it(`reads ${reference.slice(0, 40)} as docker does`, () => {
        const body =
          'parse_reference "$REFERENCE"; printf "%s" "$REF_HOST $REF_REPOSITORY $REF_TAG $REF_DIGEST"';
        expect(library(shell, FILES, body, { env: { REFERENCE: reference } }).log).to.equal(expected);
      });
    }

    for (const reference of [
      '',
      'A/b',
      'a:b:c',
      'r.io/',
      'r.io/x@sha256:1',
      'r.io/x@md5:1',
      'r.io/../x',
      'a b',
      '$(id)',
      'x\ny',
      'r.io/x:-1',
    ]) {
      it(`refuses the base ${JSON.stringify(reference)}`, () => {
        const { code, log } = library(shell, FILES, 'parse_reference "$REFERENCE"', {
          env: { REFERENCE: reference },
        });
        expect(code, log).to.equal(1);
        expect(log).to.contain('the base image is not a legal reference');
      });
    }
  });
}
