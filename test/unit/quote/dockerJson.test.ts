import { expect } from 'chai';
import fc from 'fast-check';
import { dockerJson } from '../../../compiler/quote/dockerJson.js';

describe('dockerJson', () => {
  it('is a JSON array on one line', () => {
    expect(dockerJson(['/bin/sh', '-c', 'a\n"b" \\ $c'])).to.deep.equal({
      text: '["/bin/sh", "-c", "a\\n\\"b\\" \\\\ $c"]',
    });
    expect(dockerJson([])).to.deep.equal({ text: '[]' });
  });

  it('shows characters that nobody sees', () => {
    expect(dockerJson(['\u2028\u202e\x7f'])).to.deep.equal({ text: '["\\u2028\\u202e\\u007f"]' });
  });

  it('refuses NUL and half characters', () => {
    expect(dockerJson(['a', '\0']))
      .to.have.property('problem')
      .that.includes('NUL');
    expect(dockerJson(['\ud800']))
      .to.have.property('problem')
      .that.includes('lone surrogate');
  });

  it('reads back as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (argv) => {
        const quoted = dockerJson(argv);
        if ('problem' in quoted) return argv.some((argument) => argument.includes('\0'));
        expect(quoted.text).not.to.match(/[\n\r]/);
        expect(JSON.parse(quoted.text)).to.deep.equal(argv);
        return true;
      }),
    );
  });
});
