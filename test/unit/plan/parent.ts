import type { ImageIdentity } from '../../../compiler/model/image.js';

/** An image that others are built on. */
export function parent(more: Partial<ImageIdentity> = {}): ImageIdentity {
  return {
    dir: 'images/base',
    variant: null,
    name: 'base',
    repository: 'r.example.com/team/base',
    tags: ['1.2', 'latest'],
    job: 'base',
    ...more,
  };
}
