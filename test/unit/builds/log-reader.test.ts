import { expect } from 'chai';
import fc from 'fast-check';
import {
  LogReader,
  LONGEST_LINE,
  type LogLine,
  type LogReaderOptions,
} from '../../../compiler/builds/log-reader.js';

const ESC = '\u001b';
const NOTE = `${ESC}[8mha:////4AbC+/09==${ESC}[0m`;

/** Reads a log that comes in these parts. */
function read(parts: readonly (string | Uint8Array)[], options: LogReaderOptions = {}): LogLine[] {
  const lines: LogLine[] = [];
  const reader = new LogReader((line) => lines.push(line), options);
  for (const part of parts) reader.push(typeof part === 'string' ? Buffer.from(part) : part);
  reader.end();
  return lines;
}

const texts = (log: string | Uint8Array, options?: LogReaderOptions): string[] =>
  read([log], options).map(({ text }) => text);

/** Text as logs hold it, and as someone makes it who wants to break them. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\n',
        '\r\n',
        '\r',
        ESC,
        NOTE,
        `${ESC}[8mha:`,
        `${ESC}[8mh`,
        `${ESC}[31m`,
        `${ESC}[38;5;200m`,
        `${ESC}]0;title`,
        '\u0007',
        `${ESC}\\`,
        '\u009b2J',
        '\u202e',
        '[Pipeline] { (Build)\n',
        '[Pipeline] }\n',
        `${NOTE}[Pipeline] { (Test)\n`,
        `[2026-01-02T03:04:05.678Z] ${NOTE}[Pipeline] // stage\n`,
        '[2026-01-02T03:04:05.678Z] text\n',
        'ü€𝒳',
      ),
      fc.string({ unit: 'binary', maxLength: 12 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => Buffer.from(parts.join('')));
const bytes = fc.oneof(hostile, fc.uint8Array({ maxLength: 200 }));

/** Without its colours. */
function without(line: LogLine): LogLine {
  const { text, stage, kind, time } = line;
  return { text, stage, kind, time };
}

function cutAt(whole: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [...cuts.map((cut) => cut % (whole.length + 1)), 0, whole.length].sort((a, b) => a - b);
  return places.slice(1).map((end, index) => whole.slice(places[index], end));
}

describe('the log reader', () => {
  describe('lines', () => {
    it('end by \\n, \\r\\n, and a bare \\r as progress bars write it', () => {
      expect(texts('a\nb\r\n\n\r\n10%\r20%\r\r\nc')).to.deep.equal(['a', 'b', '', '', '10%', '20%', 'c']);
    });

    it('have no more than their last one without an end', () => {
      expect(texts('')).to.deep.equal([]);
      expect(texts('a\n')).to.deep.equal(['a']);
      expect(texts('a')).to.deep.equal(['a']);
      expect(texts('a\rb\nc')).to.deep.equal(['a', 'b', 'c']);
    });

    it('are the same however the log is cut', () => {
      fc.assert(
        fc.property(bytes, fc.array(fc.nat(), { maxLength: 20 }), fc.boolean(), (whole, cuts, color) => {
          const told: unknown[] = [];
          const options = { color, onStage: (change: unknown) => told.push(change) };
          const expected = read([whole], options);
          const stages = told.splice(0);
          expect(read(cutAt(whole, cuts), options)).to.deep.equal(expected);
          expect(told.splice(0)).to.deep.equal(stages);
          expect(
            read(
              [...whole].map((byte) => Uint8Array.of(byte)),
              options,
            ),
          ).to.deep.equal(expected);
        }),
        { numRuns: 500 },
      );
    });

    it('are cut at a bound, and say how much is missing', () => {
      const [line] = read(['x'.repeat(LONGEST_LINE + 5)]);
      expect(line?.text.slice(LONGEST_LINE)).to.equal(' … (5 more characters of this line are left out)');
      const [exact] = read(['x'.repeat(LONGEST_LINE)]);
      expect(exact?.text).to.have.length(LONGEST_LINE);
    });

    it('are not cut amid a character', () => {
      const [pair] = read([`${'x'.repeat(LONGEST_LINE - 1)}𝒳y`]);
      expect(pair?.text.slice(LONGEST_LINE - 2))
        .to.match(/^x …/)
        .and.contain('(3 more');
    });

    it('are cut also where the rest is nothing but notes', () => {
      expect(texts(`a${NOTE.repeat(10_000)}b`)).to.deep.equal(['ab']);
      expect(texts(`a${ESC}[8mha:${'A'.repeat(1_000_000)}${ESC}[0mb`)).to.deep.equal(['ab']);
    });
  });

  describe('what must not reach a terminal', () => {
    it('never comes out', () => {
      fc.assert(
        fc.property(bytes, (whole) => {
          for (const { text } of read([whole]))
            expect(text).not.to.match(
              /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ud800-\udfff]/u,
            );
        }),
        { numRuns: 500 },
      );
    });

    it('is nothing but colours where they are asked for, ended with their line; all else stays the same', () => {
      fc.assert(
        fc.property(bytes, (whole) => {
          const lines = read([whole], { color: true });
          for (const { colored, text } of lines) {
            if (colored === undefined) continue;
            expect(colored.endsWith(`${ESC}[0m`)).to.equal(true);
            expect(colored).not.to.match(/\u001b\[(.*;)?[568]m/);
            const bare = colored.replaceAll(/\u001b\[[0-9;:]*m/g, '');
            expect([text, `[2026-01-02T03:04:05.678Z] ${text}`]).to.include(bare);
          }
          expect(lines.map((line) => without(line))).to.deep.equal(read([whole]));
        }),
        { numRuns: 500 },
      );
    });

    for (const [what, text, clean] of [
      ['a note', `a ${NOTE}b`, 'a b'],
      ['two notes', `${NOTE}${NOTE}b`, 'b'],
      ['a note without an end', `a ${ESC}[8mha:////AAAA== is broken`, 'a  is broken'],
      ['what only begins like a note', `${ESC}[8mhallo`, 'hallo'],
      ['what only begins like a note, at the end', `${ESC}[8mh`, 'h'],
      ['colours', `${ESC}[1;31mred${ESC}[0m ${ESC}[38;5;200mpink`, 'red pink'],
      ['moves of the cursor', `${ESC}[2J${ESC}[10;20Hx${ESC}[K`, 'x'],
      ['a title', `${ESC}]0;owned\u0007x${ESC}]2;owned${ESC}\\y`, 'xy'],
      ['a link', `${ESC}]8;;http://evil.test${ESC}\\text${ESC}]8;;${ESC}\\`, 'text'],
      ['a string for the device', `${ESC}Pq#0${ESC}\\x`, 'x'],
      ['words for a program', `${ESC}_owned${ESC}\\x${ESC}^owned${ESC}\\y`, 'xy'],
      ['a string that another sequence breaks off', `${ESC}]0;t${ESC}[31mx`, 'x'],
      ['sequences of one character', '\u009b31mx\u009d0;t\u009cy', 'xy'],
      ['a charset', `${ESC}(0x`, 'x'],
      ['a reset', `${ESC}cx`, 'x'],
      ['a broken sequence', `${ESC}[3\u0001x${ESC}[1ü`, 'xü'],
      ['bells and backspaces', 'a\u0007b\bc\u0000d\u007f', 'abcd'],
      ['turned writing', 'a\u202eb\u2066c', 'abc'],
      ['a tab, which stays', 'a\tb', 'a\tb'],
    ] as const)
      it(`is left out: ${what}`, () => {
        expect(texts(text)).to.deep.equal([clean]);
      });

    it('ends with its line', () => {
      expect(texts(`${ESC}]0;never ended\nerror: x\n${ESC}[\nmore\n${ESC}[8mha:AAAA\nmore`)).to.deep.equal([
        '',
        'error: x',
        '',
        'more',
        '',
        'more',
      ]);
    });

    it('is no colour: hiding, blinking, the end of a note', () => {
      const colored = (text: string) => read([text], { color: true }).map((line) => line.colored);
      expect(colored(`${ESC}[8mx${ESC}[5my${ESC}[32mgreen`)).to.deep.equal([`xy${ESC}[32mgreen${ESC}[0m`]);
      expect(colored(`${NOTE}x`)).to.deep.equal([undefined]);
      expect(colored(`${NOTE}${ESC}[0mx`)).to.deep.equal([`${ESC}[0mx${ESC}[0m`]);
      expect(colored(`[2026-01-02T03:04:05.678Z] ${ESC}[1mx`)).to.deep.equal([`${ESC}[1mx${ESC}[0m`]);
    });

    it('is no colour of a line that is cut, or that has more of them than text', () => {
      const [long, full] = read(
        [`${ESC}[1m${'x'.repeat(LONGEST_LINE + 1)}\n${`${ESC}[1mx`.repeat(20_000)}\n`],
        {
          color: true,
        },
      );
      expect(long?.colored).to.equal(undefined);
      expect(full?.colored).to.equal(undefined);
      expect(full?.text).to.equal('x'.repeat(20_000));
    });
  });

  describe('UTF-8', () => {
    it('that is whole comes as it is', () => {
      fc.assert(
        fc.property(fc.string({ unit: 'grapheme', maxLength: 50 }), (text) => {
          fc.pre(!/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/.test(text));
          expect(texts(`${text}\n`)).to.deep.equal([text]);
        }),
      );
    });

    it('that is none is replaced', () => {
      expect(texts(Uint8Array.of(0x61, 0xff, 0x62, 0xe2, 0x82, 0x0a, 0xf0, 0x9d))).to.deep.equal([
        'a\ufffdb\ufffd',
        '\ufffd',
      ]);
    });
  });

  describe('stages', () => {
    const stagesOf = (log: string): (string | null)[] => read([log]).map(({ stage }) => stage);
    const kinds = (log: string): string[] => read([log]).map(({ kind }) => kind);

    it('begin with a block that has a name, and end with it', () => {
      const log = [
        'Started by user ann',
        '[Pipeline] Start of Pipeline',
        '[Pipeline] node',
        'Running on agent',
        '[Pipeline] {',
        '[Pipeline] stage',
        '[Pipeline] { (Build)',
        '[Pipeline] withEnv',
        '[Pipeline] {',
        '[Pipeline] sh',
        '+ make',
        '[Pipeline] }',
        '[Pipeline] // withEnv',
        'still',
        '[Pipeline] }',
        '[Pipeline] // stage',
        '[Pipeline] stage',
        '[Pipeline] { (Declarative: Post Actions)',
        'report',
        '[Pipeline] }',
        '[Pipeline] // stage',
        '[Pipeline] }',
        '[Pipeline] // node',
        '[Pipeline] End of Pipeline',
        'Finished: SUCCESS',
      ].join('\n');
      expect(stagesOf(log)).to.deep.equal([
        ...Array.from({ length: 6 }, () => null),
        ...Array.from({ length: 9 }, () => 'Build'),
        null,
        null,
        'Declarative: Post Actions',
        'Declarative: Post Actions',
        'Declarative: Post Actions',
        ...Array.from({ length: 5 }, () => null),
      ]);
      expect(
        read([log])
          .filter(({ kind }) => kind === 'output')
          .map(({ text }) => text),
      ).to.deep.equal([
        'Started by user ann',
        'Running on agent',
        '+ make',
        'still',
        'report',
        'Finished: SUCCESS',
      ]);
    });

    it('lie in each other', () => {
      expect(
        stagesOf(
          '[Pipeline] { (Outer)\n[Pipeline] { (Inner)\nx\n[Pipeline] }\ny\n[Pipeline] }\nz\n[Pipeline] }\nw',
        ),
      ).to.deep.equal(['Outer', 'Inner', 'Inner', 'Inner', 'Outer', 'Outer', null, null, null]);
    });

    it('are not the branches of a parallel, in the way of today and of old', () => {
      expect(stagesOf('[Pipeline] { (Branch: a)\n[Pipeline] { (Test a)\n[Pipeline] }\nx')).to.deep.equal([
        null,
        'Test a',
        'Test a',
        null,
      ]);
      expect(
        stagesOf('[Pipeline] [a] { (Branch: a)\n[Pipeline] [a] { (Test a)\n[Pipeline] [a] }\nx'),
      ).to.deep.equal([null, 'Test a', 'Test a', null]);
    });

    it('are told when they begin and end', () => {
      const told: string[] = [];
      const options = {
        onStage: ({ name, what }: { name: string; what: string }) => told.push(`${what} ${name}`),
      };
      read(['[Pipeline] { (A)\n[Pipeline] { (B)\n[Pipeline] }\n[Pipeline] }\n[Pipeline] }\n'], options);
      expect(told).to.deep.equal(['start A', 'start B', 'end B', 'end A']);
    });

    it('begin before their line and end after it, and have no colours in their names', () => {
      const told: string[] = [];
      const reader = new LogReader(({ text }) => told.push(text), {
        color: true,
        onStage: ({ name, what }) => told.push(`${what} ${name}`),
      });
      reader.push(Buffer.from(`[Pipeline] { (${ESC}[31mA${ESC}[0m)\nx\n[Pipeline] }\n`));
      expect(told).to.deep.equal(['start A', '[Pipeline] { (A)', 'x', '[Pipeline] }', 'end A']);
    });

    it('are not what a build prints, where Jenkins writes its notes', () => {
      const log = `${NOTE}[Pipeline] { (Build)\n[Pipeline] }\n[Pipeline] { (Forged)\n${NOTE}x [Pipeline] }\n[Pipeline] }${NOTE}\n${NOTE}[Pipeline] }\n`;
      expect(stagesOf(log)).to.deep.equal(Array.from({ length: 6 }, () => 'Build'));
      expect(kinds(log)).to.deep.equal(['pipeline', 'output', 'output', 'output', 'output', 'pipeline']);
    });

    it('are found behind the time that Timestamper writes', () => {
      const [first, second] = read([
        `[2026-01-02T03:04:05.678Z] ${NOTE}[Pipeline] { (Build)\n[2026-01-02T03:04:06.000Z] + make\n`,
      ]);
      expect(first).to.deep.equal({
        text: '[Pipeline] { (Build)',
        stage: 'Build',
        kind: 'pipeline',
        time: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
      });
      expect(second).to.deep.equal({
        text: '+ make',
        stage: 'Build',
        kind: 'output',
        time: Date.UTC(2026, 0, 2, 3, 4, 6),
      });
    });

    it('do not fill the memory, and are counted even so', () => {
      const deep = 5000;
      const log = `${'[Pipeline] { (x)\n'.repeat(deep)}${'[Pipeline] }\n'.repeat(deep)}end`;
      expect(read([log]).at(-1)?.stage).to.equal(null);
      expect(read([log.slice(0, -'[Pipeline] }\nend'.length)]).at(-1)?.stage).to.equal('x');
      const some = `${'[Pipeline] { (x)\n'.repeat(1000)}${'[Pipeline] }\n'.repeat(999)}end`;
      expect(read([some]).at(-1)?.stage).to.equal('x');
      expect(read([`[Pipeline] { (${'n'.repeat(10_000)})`])[0]?.stage).to.have.length(200);
    });

    it('time that is none stays in the text', () => {
      expect(read(['[2026-99-99T03:04:05.678Z] x'])[0]).to.deep.include({
        text: '[2026-99-99T03:04:05.678Z] x',
        time: null,
      });
    });
  });
});
