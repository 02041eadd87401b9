/** The agent's disk and memory. */
import type { Signature } from '../signature.js';

export const MACHINE: readonly Signature[] = [
  {
    code: 'disk-quota',
    rank: 'cause',
    patterns: ['[Dd]isk quota exceeded'],
    stages: null,
    what: "The quota of the agent's user on its disk is used up",
    field: null,
    todo: 'Remove what the user keeps there (docker system prune, old workspaces), or have the quota raised.',
    sources: ['https://man7.org/linux/man-pages/man3/errno.3.html'],
  },
  {
    code: 'disk-full',
    rank: 'cause',
    patterns: [
      '[Nn]o space left on device',
      'no space left in ',
      'not enough free space in ',
      "You don't have enough free space",
    ],
    stages: null,
    what: 'A disk of the agent is full',
    field: null,
    todo: "Free it: docker system prune, old workspaces; with buildah its store lies in the workspace's @tmp folder, and with vfs each layer is a whole copy. An agent for images needs some ten gigabytes.",
    sources: [
      'https://man7.org/linux/man-pages/man3/errno.3.html',
      'https://docs.docker.com/engine/manage-resources/pruning/',
    ],
  },
  {
    code: 'out-of-memory',
    rank: 'cause',
    patterns: [
      'OutOfMemoryError',
      'exit code: 137',
      'exit code 137',
      'exit status 137',
      'non-zero code: 137',
      '[Cc]annot allocate memory',
      'signal: killed',
      'OOMKilled',
      'out of memory',
      'JavaScript heap out of',
    ],
    stages: null,
    what: 'The memory did not suffice, and the system killed what needed it',
    field: { by: 'instruction' },
    todo: 'Give the agent (or its pod) more memory, or let the command take less: fewer processes at once (make -j2), a smaller heap. 137 is also what a container says that was stopped from outside.',
    sources: ['https://docs.docker.com/engine/containers/resource_constraints/'],
  },
];
