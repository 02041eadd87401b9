/** Strings that break out of badly quoted places. */

import fc from 'fast-check';

const PIECES = [
  ...`'"\`\\$ \t\n\r\v\f\0\b{}()[]<>&|;#=:-+?*/%!@^~,.`,
  ...[
    '${',
    '$$',
    '$A',
    '${A',
    '${A:-',
    '${{',
    '}}',
    '$(',
    '$((',
    '))',
    '<<',
    '<<E',
    ' <<-E',
    '<<<',
    '&&',
    '||',
    '--',
    '--x',
  ],
  ...[
    "'''",
    '"""',
    '*/',
    '/*',
    '//',
    '-->',
    '\\u0027',
    '\\u000a',
    '\\u0024',
    '\\\\u0041',
    '\\x',
    '\\n',
    '\\\\',
    '\\\n',
    ' \\',
  ],
  ...[
    '["a"]',
    '["',
    '"]',
    '[1]',
    'EOF',
    'RUN',
    '\nRUN x',
    '# syntax=x',
    'escape=`',
    'check=',
    'syntax=',
    'if',
    'fi',
    'a',
    'b c',
    'A',
  ],
  ...[
    '\u0085',
    '\u00a0',
    '\u2028',
    '\u2029',
    '\u3000',
    '\ufeff',
    '\u202e',
    'é',
    '😀',
    '\ud800',
    '\udc00',
    '\uffff',
    '\ufffe',
    '\x7f',
    '\x1b[',
  ],
];

/** Short hostile text. */
export const hostile: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join('')),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme' }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);

/** The same without what no target can hold, so that most of them get through. */
export const sayable: fc.Arbitrary<string> = hostile.map((text) => text.replace(/[\0\n\uffff]|\p{Cs}/gu, ''));

/** Text of about 64 KB. */
export const long: fc.Arbitrary<string> = fc
  .tuple(
    hostile.filter((text) => text.length > 0),
    fc.integer({ min: 60_000, max: 66_000 }),
  )
  .map(([text, length]) => text.repeat(Math.ceil(length / text.length)).slice(0, length));

/** THOROUGH=50 searches fifty times as long. */
const THOROUGH = Number(process.env['THOROUGH'] ?? 1);

/** Checks a property of many values at once, for consumers that take a whole batch in one process. */
export function checkBatches<T>(
  value: fc.Arbitrary<T>,
  check: (values: T[]) => void,
  batches = 8,
  size = 250,
): void {
  const batch = fc.array(value, { minLength: 1, maxLength: size, size: 'max' });
  fc.assert(
    fc.property(batch, (values) => void check(values)),
    { numRuns: batches * THOROUGH, endOnFailure: false },
  );
}
