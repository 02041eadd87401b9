import { expect } from 'chai';
import { fullReference, parseReference } from '../../../compiler/reference/reference.js';

const DIGEST = `sha256:${'a'.repeat(64)}`;

/** As a person writes it → registry, repository, tag, digest. */
const REFERENCES: Readonly<Record<string, readonly [string, string, string | null, string | null]>> = {
  debian: ['docker.io', 'library/debian', 'latest', null],
  'debian:12': ['docker.io', 'library/debian', '12', null],
  [`debian@${DIGEST}`]: ['docker.io', 'library/debian', null, DIGEST],
  [`debian:12@${DIGEST}`]: ['docker.io', 'library/debian', '12', DIGEST],
  'team/app': ['docker.io', 'team/app', 'latest', null],
  'team/app.web/x:1': ['docker.io', 'team/app.web/x', '1', null],
  'docker.io/debian': ['docker.io', 'library/debian', 'latest', null],
  'index.docker.io/debian:12': ['docker.io', 'library/debian', '12', null],
  'docker.io/team/app': ['docker.io', 'team/app', 'latest', null],
  'localhost/x': ['localhost', 'x', 'latest', null],
  'localhost:5000/x:y': ['localhost:5000', 'x', 'y', null],
  '[::1]:5000/x': ['[::1]:5000', 'x', 'latest', null],
  'r.example.com/a/b/c:1': ['r.example.com', 'a/b/c', '1', null],
  'Registry/x': ['Registry', 'x', 'latest', null],
};

describe('reference/reference', () => {
  for (const [text, [registry, repository, tag, digest]] of Object.entries(REFERENCES))
    it(`${text.slice(0, 40)} is ${registry}/${repository}`, () => {
      expect(parseReference(text)).to.deep.equal({ registry, repository, tag, digest });
    });

  for (const text of [
    '',
    'scratch it',
    'Debian',
    '$BASE',
    'a:',
    'a@sha256:1',
    'r.example.com:0/x',
    'r.example.com:65536/x',
    `${'a'.repeat(256)}`,
    `${'h'.repeat(252)}.com/x`,
    `library.example/${'a/'.repeat(127)}aa`,
  ])
    it(`${JSON.stringify(text).slice(0, 40)} is none`, () => expect(parseReference(text)).to.equal(null));

  it('the completed text is the same for the same image, and reads back as itself', () => {
    const full = (text: string): string => fullReference(parseReference(text)!);
    expect(full('debian:12'))
      .to.equal('docker.io/library/debian:12')
      .and.to.equal(full('docker.io/debian:12'));
    expect(full('debian')).to.equal(full('debian:latest'));
    for (const text of Object.keys(REFERENCES)) expect(full(full(text)), text).to.equal(full(text));
  });
});
