import { expect } from 'chai';
import { imageNames, legalName } from '../../../compiler/import/names.js';

describe('import/names', () => {
  it('takes the folder, and what the file name adds', () => {
    expect(
      imageNames([
        '/a/web/Dockerfile',
        '/a/api/Dockerfile.dev',
        '/a/jobs/cron.Dockerfile',
        '/a/x/Containerfile',
      ]),
    ).to.deep.equal(['web', 'api-dev', 'jobs-cron', 'x']);
  });

  it('takes more folders where it must tell them apart, or where one names no image', () => {
    expect(imageNames(['/r/a/web/Dockerfile', '/r/b/web/Dockerfile', '/r/py/3.12/Dockerfile'])).to.deep.equal(
      ['a-web', 'b-web', 'py-3.12'],
    );
    expect(imageNames(['/r/shop/docker/Dockerfile'])).to.deep.equal(['shop-docker']);
  });

  it('counts where nothing else differs', () => {
    expect(imageNames(['/a b/Dockerfile', '/a-b/Dockerfile', '/Dockerfile'])).to.deep.equal([
      'a-b',
      'a-b-2',
      'image',
    ]);
    expect(imageNames(['/web/Dockerfile'], new Set(['web']))).to.deep.equal(['web-2']);
  });

  it('is legal', () => {
    for (const [text, name] of [
      ['Größe X', 'gro-e-x'],
      ['--a__b..c--', 'a-b-c'],
      ['日本', 'image'],
      ['A'.repeat(200), 'a'.repeat(100)],
    ] as const)
      expect(legalName(text), text)
        .to.match(/^[a-z0-9]+(?:[._-][a-z0-9]+)*$/)
        .and.to.satisfy((found: string) => (text === 'Größe X' ? true : found === name));
  });
});
