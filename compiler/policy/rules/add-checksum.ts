import type { InstructionBody, SourceOperand } from '../../model/instruction.js';
import { problem } from '../../model/problem.js';
import type { About, Rule } from '../rule.js';

/** What ADD fetches is compared with a digest. */
export const addChecksum: Rule<'add-checksum'> = function* ({ plan }) {
  for (const { body } of plan.instructions)
    for (const source of fetchedBy(body))
      if ('path' in source && isAddress(source.path))
        yield problem('policy-add-checksum', source.origin, { address: withoutUser(source.path) });
};

function fetchedBy(body: InstructionBody): readonly SourceOperand[] {
  if (body.verb === 'ONBUILD') return fetchedBy(body.instruction);
  return body.verb === 'ADD' && !body.flags.some(({ name }) => name === 'checksum') ? body.sources : [];
}

/** As BuildKit tells them apart: an address that ends with .git is a repository, and states a commit of its own. */
function isAddress(path: string): boolean {
  return /^https?:\/\//iu.test(path) && !/^[^#?]*\.git(?:[#?]|$)/iu.test(path);
}

/** A message shows no password. */
function withoutUser(address: string): string {
  return address.replace(/\/\/[^/]*@/u, '//');
}

export const about: About = {
  why: 'What an address answers may change, by accident or not. A checksum lets the build fail instead.',
  fix: 'State `checksum` beside `add`: the publisher tells it, or `sha256sum` of the file that you have looked at.',
  bad: {
    from: 'debian:12',
    copy: [{ add: 'https://example.com/tool-1.2.tar.gz', to: '/opt/' }],
  },
  good: {
    from: 'debian:12',
    copy: [
      {
        add: 'https://example.com/tool-1.2.tar.gz',
        to: '/opt/',
        checksum: 'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
      },
    ],
  },
};
