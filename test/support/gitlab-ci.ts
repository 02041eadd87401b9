/**
 * A pipeline's file as GitLab reads it, as far as ours go: jobs with what they extend, rules, the script that a runner
 * gives to a shell. What it doesn't know it refuses.
 * https://docs.gitlab.com/ci/yaml/
 */
import { load } from 'js-yaml';

export interface Job {
  readonly stage?: string;
  readonly image?: string;
  readonly needs?: readonly string[];
  readonly interruptible?: boolean;
  readonly variables?: Readonly<Record<string, string>>;
  readonly before_script?: readonly string[];
  readonly script: readonly string[];
  readonly rules?: readonly Rule[];
  readonly artifacts?: {
    readonly when?: string;
    readonly expire_in?: string;
    readonly reports?: Readonly<Record<string, string>>;
  };
}

interface Rule {
  readonly if: string;
  readonly when?: string;
}

export interface Pipeline {
  readonly variables: Readonly<Record<string, string>>;
  readonly workflow?: { readonly rules: readonly Rule[] };
  readonly include?: readonly { readonly local: string }[];
  readonly jobs: Readonly<Record<string, Job>>;
}

type Raw = Readonly<Record<string, unknown>>;
const KEYWORDS =
  'stage image needs interruptible variables before_script script rules artifacts extends'.split(' ');

export function pipelineOf(text: string): Pipeline {
  const { variables = {}, workflow, include, ...templates } = load(text) as Raw;
  for (const [name, job] of Object.entries(templates))
    for (const keyword of Object.keys(job as Raw))
      if (!KEYWORDS.includes(keyword)) throw new Error(`${name} has the unknown keyword ${keyword}`);
  const jobs = Object.keys(templates)
    .filter((name) => !name.startsWith('.'))
    .map((name) => [name, extended(name, templates)] as const);
  return { variables, workflow, include, jobs: Object.fromEntries(jobs) } as unknown as Pipeline;
}

/** Later ones win, maps are merged, lists are not. */
function extended(name: string, templates: Raw): Raw {
  const { extends: parents = [], ...own } = templates[name] as Raw & { extends?: string | string[] };
  return [...[parents].flat().map((parent) => extended(parent, templates)), own].reduce(merge, {});
}

function merge(under: Raw, over: Raw): Raw {
  const isMap = (value: unknown): value is Raw =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  const entries = Object.entries(over).map(([key, value]) => {
    const below = under[key];
    return [key, isMap(below) && isMap(value) ? merge(below, value) : value];
  });
  return { ...under, ...Object.fromEntries(entries) };
}

/** Whether a job, or a pipeline by its workflow, comes to be. */
export function runs(
  rules: readonly Rule[] | undefined,
  variables: Readonly<Record<string, string>>,
): boolean {
  const rule = rules?.find(({ if: expression }) => holds(expression, variables));
  return rules === undefined || (rule !== undefined && rule.when !== 'never');
}

/** https://docs.gitlab.com/ci/jobs/job_rules/#cicd-variable-expressions, without `||`, `=~` and brackets. */
function holds(expression: string, variables: Readonly<Record<string, string>>): boolean {
  return expression.split(' && ').every((part) => {
    const [, left = '', operator, right = ''] =
      /^(\$\w+|"[^"]*")(?: (==|!=) (\$\w+|"[^"]*"))?$/.exec(part) ?? [];
    if (left === '') throw new Error(`no expression of ours: ${part}`);
    const value = (word: string): string | undefined =>
      word.startsWith('$') ? variables[word.slice(1)] : word.slice(1, -1);
    if (operator === undefined) return (value(left) ?? '') !== '';
    return (value(left) === value(right)) === (operator === '==');
  });
}

/** What a runner's shell is given: the lines of both, one after the other, and the first failure ends it. */
export function scriptOf({ before_script = [], script }: Job): string {
  return ['set -e', ...before_script, ...script, ''].join('\n');
}

/** What GitLab says of a pipeline by its variables. */
export const PIPELINES = {
  'a merge request': {
    CI_PIPELINE_SOURCE: 'merge_request_event',
    CI_DEFAULT_BRANCH: 'main',
    CI_MERGE_REQUEST_IID: '7',
    CI_OPEN_MERGE_REQUESTS: 'group/images!7',
  },
  'a push to a branch with a merge request': {
    CI_PIPELINE_SOURCE: 'push',
    CI_DEFAULT_BRANCH: 'main',
    CI_COMMIT_BRANCH: 'feature',
    CI_OPEN_MERGE_REQUESTS: 'group/images!7',
  },
  'a push to a branch without one': {
    CI_PIPELINE_SOURCE: 'push',
    CI_DEFAULT_BRANCH: 'main',
    CI_COMMIT_BRANCH: 'feature',
  },
  'a push to the default branch': {
    CI_PIPELINE_SOURCE: 'push',
    CI_DEFAULT_BRANCH: 'main',
    CI_COMMIT_BRANCH: 'main',
  },
  'a push to the default branch, from which a merge request is open': {
    CI_PIPELINE_SOURCE: 'push',
    CI_DEFAULT_BRANCH: 'main',
    CI_COMMIT_BRANCH: 'main',
    CI_OPEN_MERGE_REQUESTS: 'group/images!8',
  },
  'a schedule': {
    CI_PIPELINE_SOURCE: 'schedule',
    CI_DEFAULT_BRANCH: 'main',
    CI_COMMIT_BRANCH: 'main',
  },
  'a tag': { CI_PIPELINE_SOURCE: 'push', CI_DEFAULT_BRANCH: 'main', CI_COMMIT_TAG: 'v1' },
} as const;
