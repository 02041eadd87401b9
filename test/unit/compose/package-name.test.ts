import { expect } from 'chai';
import { packageName } from '../../../compiler/compose/package-name.js';

describe('compose/package-name', () => {
  for (const [text, name] of [
    ['curl', 'curl'],
    ['curl=7.88.1-10', 'curl'],
    ['py3-pip~=23', 'py3-pip'],
    ['nginx>=1.2', 'nginx'],
    ['nginx-1.9.15-5.el6', 'nginx'],
    ['bind-32:9.8.2-0.el6', 'bind'],
    ['java-11-openjdk', 'java-11-openjdk'],
    ['java-1.8.0-openjdk-devel', 'java-1.8.0-openjdk-devel'],
    ['python3.11', 'python3.11'],
    ['@development-tools', '@development-tools'],
  ] as const)
    it(`${text} is ${name}`, () => expect(packageName(text)).to.equal(name));
});
