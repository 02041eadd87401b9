import type { PolicySettings } from '../model/spec.js';

/**
 * `"preset": "recommended"`: rules that fit any team without options. Errors are what is wrong whatever the image
 * is for; warnings are what an image may have a reason for.
 */
export const RECOMMENDED: PolicySettings = {
  'no-latest-base': 'error',
  'no-root-user': 'warn',
  'no-secret-values': 'error',
  'no-curl-pipe-shell': 'error',
  'add-checksum': 'warn',
  'tests-required': 'warn',
  // Docker is what most agents have; everything beyond its daemon is still refused.
  'no-privileged-builder': { severity: 'error', allow: ['docker'] },
};
