import type { Element } from '@xmldom/xmldom';
import type { OwnedJob, OwnedTriggers, TriggerKind } from '../job.js';
import { append, children, find, isTrue, need, setText, setTexts, textAt, wordAt } from '../xml.js';
import type { Subject } from './subject.js';

const PROPERTY = 'org.jenkinsci.plugins.workflow.job.properties.PipelineTriggersJobProperty';

/** One kind of trigger: its element, what that says, and how it comes to say something else. */
interface Kind {
  readonly label: string;
  readonly element: string;
  read(element: Element): string | null;
  write(element: Element, value: string): void;
}

export const KINDS: Readonly<Record<TriggerKind, Kind>> = {
  cron: timer('timer', 'hudson.triggers.TimerTrigger', {}),
  pollScm: timer('SCM polling', 'hudson.triggers.SCMTrigger', { ignorePostCommitHooks: 'false' }),
  upstream: {
    label: 'after jobs',
    element: 'jenkins.triggers.ReverseBuildTrigger',
    read(element) {
      const names = (wordAt(element, 'upstreamProjects') ?? '').split(',').map((name) => name.trim());
      const threshold = wordAt(element, 'threshold', 'name') ?? 'SUCCESS';
      const list = names.filter((name) => name !== '').sort();
      if (list.length === 0) return null;
      return list.join(', ') + (threshold === 'SUCCESS' ? '' : ` (${threshold})`);
    },
    write(element, value) {
      setTexts(element, { spec: textAt(element, 'spec') ?? '', upstreamProjects: value });
      setTexts(need(element, 'threshold'), {
        name: 'SUCCESS',
        ordinal: '0',
        color: 'BLUE',
        completeBuild: 'true',
      });
    },
  },
  gitlabPush: {
    label: 'GitLab push to',
    element: 'com.dabsquared.gitlabjenkins.GitLabPushTrigger',
    read(element) {
      if (!isTrue(element, 'triggerOnPush')) return null;
      const filter = wordAt(element, 'branchFilterType') ?? 'All';
      if (filter === 'NameBasedFilter') return wordAt(element, 'includeBranchesSpec') ?? 'all branches';
      return filter === 'All' ? 'all branches' : filter;
    },
    write(element, value) {
      // Of these the plugin's defaults are others; where somebody has chosen already, that stays.
      const chosen = find(element, 'triggerOnPush') !== null;
      if (!chosen) {
        setTexts(element, {
          spec: '',
          triggerOnMergeRequest: 'false',
          triggerOnNoteRequest: 'false',
          triggerOpenMergeRequestOnPush: 'never',
          ciSkip: 'true',
          setBuildDescription: 'true',
        });
      }
      setTexts(element, {
        triggerOnPush: 'true',
        branchFilterType: 'NameBasedFilter',
        includeBranchesSpec: value,
      });
    },
  },
};

const ORDER = Object.keys(KINDS) as TriggerKind[];

/**
 * What starts the job by itself. Stated at creation, so that no first build by hand is needed. A kind that the image
 * does not declare is left as it is: Jenkins removes at the next build what an earlier Jenkinsfile had set, and what
 * is taken away here would keep firing until the controller restarts.
 */
export const triggers: Subject = {
  read: (root) => ({
    triggers: Object.fromEntries(
      ORDER.map((kind) => {
        const element = elementOf(root, kind);
        return [kind, element && KINDS[kind].read(element)];
      }),
    ) as unknown as OwnedTriggers,
  }),
  write(root, job) {
    for (const kind of ORDER) {
      const value = job.triggers[kind];
      if (value === null) continue;
      const found = elementOf(root, kind);
      if (found && KINDS[kind].read(found) === value) continue;
      const element = found ?? append(need(root, 'properties', PROPERTY, 'triggers'), KINDS[kind].element);
      KINDS[kind].write(element, value);
    }
  },
  fields: ({ triggers: stated }: OwnedJob) =>
    Object.fromEntries(ORDER.map((kind) => [`trigger: ${KINDS[kind].label}`, stated[kind]])),
};

function timer(label: string, element: string, more: Readonly<Record<string, string>>): Kind {
  return {
    label,
    element,
    read: (found) => lines(textAt(found, 'spec') ?? '') || null,
    write(found, value) {
      setText(found, 'spec', value);
      for (const [name, text] of Object.entries(more))
        if (find(found, name) === null) setText(found, name, text);
    },
  };
}

/** Without the white space that means nothing in a crontab. */
export function lines(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** Old versions had triggers beside the properties; a controller reads both. */
function elementOf(root: Element, kind: TriggerKind): Element | null {
  const places = [find(root, 'properties', PROPERTY, 'triggers'), find(root, 'triggers')];
  return places.flatMap((place) => (place ? children(place, KINDS[kind].element) : []))[0] ?? null;
}
