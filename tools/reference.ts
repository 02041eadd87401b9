/** The reference pages: path from the repository's root → what makes its text. */
import { diagnosticsPage } from './reference/diagnostics.js';
import { failuresPage } from './reference/failures.js';
import { page } from './reference/page.js';
import { policyPage } from './reference/policy.js';

export const REFERENCE: Readonly<Record<string, () => string>> = {
  'docs/reference/image.md': () =>
    page({
      schema: 'image.schema.json',
      title: 'Image specs',
      intro:
        'One file for each image: `image.json`, or `image.jsonc` where it has comments. A key that is not on this ' +
        'page is an error. *Merge* tells how a field meets what `defaults`, fragments and overrides say of it; ' +
        '[Reuse](../reuse.md) shows all of that at work. The folder `examples/` has whole images.',
      elsewhere: {},
    }),
  'docs/reference/workspace.md': () =>
    page({
      schema: 'workspace.schema.json',
      title: 'Workspace settings',
      intro: 'A repository with this file at its root is a workspace. Every field may be left out.',
      elsewhere: { 'image.schema.json': 'image.md' },
    }),
  'docs/reference/policy.md': policyPage,
  'docs/reference/lock.md': () =>
    page({
      schema: 'lock.schema.json',
      title: 'The lock',
      intro: 'One file for the workspace. Commit it; do not edit it. See [Locking base images](../lock.md).',
      elsewhere: {},
    }),
  'docs/reference/diagnostics.md': diagnosticsPage,
  'docs/reference/failures.md': failuresPage,
};
