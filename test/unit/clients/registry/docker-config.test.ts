import { expect } from 'chai';
import { dockerAccounts } from '../../../../compiler/clients/registry/docker-config.js';
import { MemoryFiles } from '../../../../compiler/host/memory-files.js';
import { FaultyFiles, refusal } from '../../../support/faulty-files.js';

const ENV = { HOME: '/home/me' };
const auth = (text: string): { auth: string } => ({ auth: Buffer.from(text).toString('base64') });
const accounts = (config: unknown): ReturnType<typeof dockerAccounts> =>
  dockerAccounts(
    new MemoryFiles({
      '/home/me/.docker/config.json': typeof config === 'string' ? config : JSON.stringify(config),
    }),
    ENV,
  );

describe('clients/registry/docker-config', () => {
  it('has the account of each registry, by its host', () => {
    const { of, hint } = accounts({
      auths: {
        'r.example.com:5000': auth('me:pass:word'),
        'https://index.docker.io/v1/': auth('hub:geheim'),
        'http://old.example.com/v2/': auth('old:x'),
      },
    });
    expect(of('r.example.com:5000')).to.deep.equal({ user: 'me', password: 'pass:word' });
    expect(of('docker.io')).to.deep.equal({ user: 'hub', password: 'geheim' });
    expect(of('old.example.com')).to.deep.equal({ user: 'old', password: 'x' });
    expect(of('r.example.com')).to.equal(null);
    expect(hint('r.example.com')).to.equal('');
  });

  it('DOCKER_CONFIG names another folder', () => {
    const files = new MemoryFiles({ '/cfg/config.json': JSON.stringify({ auths: { a: auth('u:p') } }) });
    expect(dockerAccounts(files, { ...ENV, DOCKER_CONFIG: '/cfg' }).of('a')).to.deep.equal({
      user: 'u',
      password: 'p',
    });
    expect(dockerAccounts(files, {}).of('a')).to.equal(null);
  });

  it('says when accounts are with a helper', () => {
    const store = accounts({
      auths: { a: {} },
      credsStore: 'desktop',
      credHelpers: { 'ecr.example': 'ecr-login' },
    });
    expect(store.of('a')).to.equal(null);
    expect(store.hint('a')).to.include('"desktop"');
    expect(store.hint('ecr.example')).to.include('"ecr-login"');
  });

  it('a damaged file has no accounts, and says so', () => {
    for (const config of ['{', '[]', 'null', '"x"']) {
      expect(accounts(config).of('a'), config).to.equal(null);
      expect(accounts(config).hint('a'), config).to.include('/home/me/.docker/config.json');
    }
    for (const entry of [null, 1, {}, auth('nocolon'), auth(':p'), auth('u:'), { auth: 5 }])
      expect(accounts({ auths: { a: entry } }).of('a'), JSON.stringify(entry)).to.equal(null);
    expect(accounts({ auths: [], credHelpers: 1, credsStore: {} }).hint('a')).to.equal('');
  });

  it('so has one that may not be read, and one that is not there is nothing to speak of', () => {
    const denied = new FaultyFiles(new MemoryFiles(), () => {
      throw refusal('EACCES');
    });
    expect(dockerAccounts(denied, ENV).hint('a')).to.include('permission denied');
    expect(dockerAccounts(new MemoryFiles(), ENV).hint('a')).to.equal('');
  });
});
