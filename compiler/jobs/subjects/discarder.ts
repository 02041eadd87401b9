import { append, find, isTrue, need, setText, setTexts, wordAt } from '../xml.js';
import type { Subject } from './subject.js';

const PROPERTY = 'jenkins.model.BuildDiscarderProperty';
const ROTATOR = 'hudson.tasks.LogRotator';
const NO_LIMIT = '-1';

/** How many builds are kept. Limits of other kinds stay, where the strategy is the common one. */
export const discarder: Subject = {
  read(root) {
    const strategy = find(root, 'properties', PROPERTY, 'strategy');
    const kept = wordAt(strategy, 'numToKeep');
    const known = strategy?.getAttribute('class') === ROTATOR && kept !== NO_LIMIT;
    return { keepBuilds: known ? kept : null };
  },
  write(root, job) {
    const property = need(root, 'properties', PROPERTY);
    const found = find(property, 'strategy');
    if (found?.getAttribute('class') === ROTATOR) return setText(found, 'numToKeep', job.keepBuilds);
    setText(property, 'strategy', null);
    return setTexts(append(property, 'strategy', { class: ROTATOR }), {
      daysToKeep: NO_LIMIT,
      numToKeep: job.keepBuilds ?? NO_LIMIT,
      artifactDaysToKeep: NO_LIMIT,
      artifactNumToKeep: NO_LIMIT,
    });
  },
  fields: (job) => ({ 'builds kept': job.keepBuilds }),
};

const CONCURRENCY = 'org.jenkinsci.plugins.workflow.job.properties.DisableConcurrentBuildsJobProperty';

/** The Jenkinsfile says it too, but only from the first build on: until then builds would run together. */
export const concurrency: Subject = {
  read: (root) => ({
    // The element of old versions of Pipeline: Job, which a controller still reads.
    concurrent:
      find(root, 'properties', CONCURRENCY) === null &&
      (find(root, 'concurrentBuild') === null || isTrue(root, 'concurrentBuild')),
  }),
  write(root, job) {
    const properties = need(root, 'properties');
    if (job.concurrent) return setText(properties, CONCURRENCY, null);
    setText(root, 'concurrentBuild', null);
    return setText(need(properties, CONCURRENCY), 'abortPrevious', 'false');
  },
  fields: (job) => ({ 'concurrent builds': job.concurrent ? 'yes' : 'no' }),
};
