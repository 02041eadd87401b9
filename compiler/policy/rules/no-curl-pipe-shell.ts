import { problem } from '../../model/problem.js';
import { runTexts } from '../commands.js';
import type { About, Rule } from '../rule.js';
import { fetchedAndRun, type FetchedAndRun } from '../shell/fetched.js';

/** Nothing is run that nobody has seen. One finding for each RUN. */
export const noCurlPipeShell: Rule<'no-curl-pipe-shell'> = function* ({ image, plan }) {
  for (const { text, commands, origin } of runTexts(plan, image.facts)) {
    const found = commands ? fetchedAndRun(commands) : inOtherLanguage(text);
    if (found) yield problem('policy-no-curl-pipe-shell', origin, { ...found });
  }
};

const PIPE = /\b(curl|wget)\b[^|\n]{0,500}\|[ \t]*(?:sudo[ \t]+)?(?:\/[\w/]{0,50}\/)?((?:ba|da|a|z|k)?sh)\b/;

/** A command in a string of Python, say. */
function inOtherLanguage(text: string): FetchedAndRun | null {
  const [, downloader = '', interpreter = ''] = PIPE.exec(text) ?? [];
  return downloader === '' ? null : { downloader, interpreter };
}

export const about: About = {
  why: 'What an address answers may be another text at each build, or half of one: nobody has reviewed what runs as root, and no digest tells that it changed.',
  fix: 'Fetch to a file, compare its checksum, then run it. Better: a package, or `add` with `checksum`. Data that goes to another program (`| tar -x`, `| python3 -c …`) is no finding.',
  bad: { from: 'debian:12', run: ['curl -fsSL https://get.example.com | sh'] },
  good: {
    from: 'debian:12',
    run: [
      {
        commands: [
          'curl -fsSL -o /tmp/install.sh https://get.example.com/1.2.sh',
          'echo "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef  /tmp/install.sh" | sha256sum -c',
          'sh /tmp/install.sh',
        ],
      },
    ],
  },
};
