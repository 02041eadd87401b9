import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { cooper } from '../../support/workspace.js';
import { needs } from '../../support/parts.js';

describe('completion in bash', () => {
  let script: string;
  before(async function () {
    needs(this, 'bash');
    script = (await cooper('completion', 'bash')).out;
  });

  /** What is offered for the last of these words. */
  const offered = (...words: string[]): string[] => {
    const text = `${script}
cooper() { [[ "$*" == '-C /elsewhere complete-images' ]] && echo other || printf 'web\\nwindows\\ndb\\n'; }
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _cooper
printf '%s\\n' "\${COMPREPLY[@]}"`;
    const out = execFileSync('bash', ['--norc', '-u', '-c', text, 'bash', 'cooper', ...words], {
      encoding: 'utf8',
    });
    return out.split('\n').filter((word) => word !== '');
  };

  it('commands, and those below them', () => {
    expect(offered('val')).to.deep.equal(['validate']);
    expect(offered('')).to.include.members(['init', 'compile', 'doctor', 'completion']);
    expect(offered('jobs', 'p')).to.deep.equal(['plan', 'prune']);
    expect(offered('completion', '')).to.include.members(['bash', 'zsh', 'fish']);
  });

  it('options and their values', () => {
    expect(offered('validate', '--j')).to.deep.equal(['--jenkins', '--json']);
    expect(offered('validate', '--format', '')).to.deep.equal(['text', 'json', 'sarif', 'gitlab', 'junit']);
    // As bash splits `--format=gi`.
    expect(offered('validate', '--format', '=', 'gi')).to.deep.equal(['gitlab']);
    expect(offered('jobs', 'plan', '--fol')).to.deep.equal(['--folder']);
    // Nothing of ours: bash offers files.
    expect(offered('-C', '')).to.deep.equal([]);
    expect(offered('import', '--out', '')).to.deep.equal([]);
  });

  it('images, of the workspace that is meant', () => {
    expect(offered('run', 'w')).to.deep.equal(['web', 'windows']);
    expect(offered('validate', 'web', 'd')).to.deep.equal(['db']);
    expect(offered('-C', '/elsewhere', 'run', 'o')).to.deep.equal(['other']);
    expect(offered('-C', 'validate', 'run', 'w')).to.deep.equal(['web', 'windows']);
    expect(offered('init', 'w')).to.deep.equal([]);
  });
});
