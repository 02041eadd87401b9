import { setText, textAt } from '../xml.js';
import type { Subject } from './subject.js';

export const description: Subject = {
  read: (root) => ({ description: textAt(root, 'description') ?? '' }),
  write: (root, job) => setText(root, 'description', job.description),
  fields: (job) => ({ description: job.description.trim() || null }),
};
