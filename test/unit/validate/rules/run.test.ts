import { expect } from 'chai';
import { link, problemsOf, spec } from '../../../support/workspace.js';

describe('validate/rules/run', () => {
  const script = (path: string): string[] =>
    problemsOf(spec({ run: [{ scriptFile: path }] }), {
      'images/web/setup.sh': 'true',
      'images/web/linked.sh': link('/etc/passwd'),
      'images/web/dir/x': '',
      'images/web/a;b.sh': 'true',
      'images/web/a b.sh': 'true',
    });
  const mount = (options: object, more: object = {}): string[] =>
    problemsOf(spec({ run: [{ commands: ['a'], mounts: [options] }], ...more })).map(
      (line) => line.split(' ')[0] ?? '',
    );

  it('a script file is there, a file, and beside the spec', () => {
    expect(script('setup.sh')).to.deep.equal([]);
    expect(script('dir/x')).to.deep.equal([]);
    for (const [path, code] of [
      ['gone.sh', 'path-missing'],
      ['dir', 'path-wrong-kind'],
      ['linked.sh', 'path-outside'],
      ['../web/setup.sh', 'path-outside'],
      ['dir/../setup.sh', 'path-unclean'],
      ['setup.sh/', 'path-unclean'],
    ] as const)
      expect(script(path), path).to.deep.equal([`${code} :6:21`]);
  });

  it('a script file has a name that no shell reads otherwise', () => {
    for (const path of ['a;b.sh', 'a b.sh']) expect(script(path), path).to.deep.equal(['unquotable :6:21']);
  });

  it('an interpreter goes with a script', () => {
    expect(problemsOf(spec({ run: [{ script: 'a', interpreter: 'python3' }] }))).to.deep.equal([]);
    expect(problemsOf(spec({ run: [{ exec: ['a'], interpreter: 'python3' }] }))).to.deep.equal([
      'option-needs :9:7',
    ]);
  });

  it('a mount has what its type needs, and nothing else', () => {
    expect(mount({ type: 'cache', target: '/c', id: 'x', sharing: 'locked', uid: 1 })).to.deep.equal([]);
    expect(mount({ type: 'tmpfs', target: '/t', size: 5 })).to.deep.equal([]);
    expect(mount({ type: 'bind', target: '/b', from: 'x', source: '/y' })).to.deep.equal([]);
    expect(mount({ type: 'ssh' })).to.deep.equal([]);
    for (const type of ['bind', 'cache', 'tmpfs'])
      expect(mount({ type }), type).to.deep.equal(['mount-target']);
    expect(mount({ type: 'secret' })).to.deep.equal(['mount-target']);
    expect(mount({ type: 'bind', target: '/b', size: 5 })).to.deep.equal(['mount-option']);
    expect(mount({ type: 'tmpfs', target: '/b', sharing: 'locked' })).to.deep.equal(['mount-option']);
  });

  it('a secret is one of `secrets`', () => {
    const secrets = { npmrc: { credentialsId: 'npm' } };
    expect(mount({ type: 'secret', id: 'npmrc', env: 'X' }, { secrets })).to.deep.equal([]);
    expect(mount({ type: 'secret', id: 'npmrx' }, { secrets })).to.deep.equal(['secret-unknown']);
    expect(mount({ type: 'secret', id: 'toString' })).to.deep.equal(['secret-unknown']);
  });

  it('in stages, steps and triggers too', () => {
    const item = { exec: ['a'], interpreter: 'sh' };
    const stages = [{ name: 'a', from: 'x', run: [item], steps: [{ run: item }] }];
    const { length } = problemsOf(spec({ stages, from: { stage: 'a' }, onbuild: [{ run: item }] })).filter(
      (line) => line.startsWith('option-needs'),
    );
    expect(length).to.equal(3);
  });

  it('a script is found in stages and steps, but a trigger has none', () => {
    const more = { 'images/web/a.sh': '' };
    const item = { scriptFile: 'a.sh' };
    const stages = [{ name: 'a', from: 'x', runAfterFiles: [item] }];
    expect(problemsOf(spec({ stages, from: { stage: 'a' }, steps: [{ run: item }] }), more)).to.deep.equal(
      [],
    );
    expect(problemsOf(spec({ steps: [{ run: item }] }))).to.deep.equal(['path-missing :7:23']);
    expect(problemsOf(spec({ onbuild: [{ run: item }] }), more)).to.deep.equal(['option-needs :7:9']);
  });

  it('heredocs belong to lines', () => {
    expect(
      problemsOf(spec({ run: [{ exec: ['a'], heredocs: [{ name: 'E', content: '' }] }] })),
    ).to.deep.equal(['option-needs :9:7']);
  });
});
