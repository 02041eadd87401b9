/** A controller in memory, as far as folders and jobs go: for what only logic decides. HTTP is tested elsewhere. */
import type {
  Answer,
  Item,
  JenkinsApi,
  JenkinsFault,
  JobPath,
} from '../../../compiler/clients/jenkins/types.js';
import { FOLDER } from '../../../compiler/jobs/folder-config.js';

const ROOTS: Readonly<Record<string, string>> = {
  'flow-definition': 'org.jenkinsci.plugins.workflow.job.WorkflowJob',
  project: 'hudson.model.FreeStyleProject',
};

export const FAULT: JenkinsFault = { kind: 'forbidden', status: 403, reason: 'http://j: no', advice: 'Ask.' };

export interface MemoryController extends JenkinsApi {
  /** Full name → config.xml. */
  readonly configs: Map<string, string>;
  /** `POST name` for what was changed, in order. */
  readonly changes: string[];
  /** `verb name` → the fault that it answers. */
  readonly faults: Map<string, JenkinsFault>;
  /** Full names of jobs whose build 3 runs. */
  readonly running: Set<string>;
  /** Called before each request. */
  before: (request: string) => void;
}

export function memoryController(configs: Readonly<Record<string, string>> = {}): MemoryController {
  const kept = new Map(Object.entries(configs));
  const changes: string[] = [];
  const faults = new Map<string, JenkinsFault>();
  const running = new Set<string>();
  const name = (path: JobPath): string => path.join('/');
  const answer = async <T>(request: string, value: () => T): Promise<Answer<T>> => {
    api.before(request);
    const fault = faults.get(request);
    return fault ? { fault } : { value: value() };
  };
  const change = (request: string, action: () => void): Promise<Answer<null>> =>
    answer(request, () => {
      changes.push(request);
      action();
      return null;
    });
  const api = {
    url: 'http://j',
    configs: kept,
    changes,
    faults,
    before: () => {},
    config: (path: JobPath) => answer(`config ${name(path)}`, () => kept.get(name(path)) ?? null),
    items: (path: JobPath) =>
      answer(`items ${name(path)}`, () =>
        path.length > 0 && !kept.get(name(path))?.includes(FOLDER) ? null : itemsIn(kept, name(path)),
      ),
    create: (path: JobPath, job: string, xml: string) => {
      const full = name([...path, job]);
      return change(`create ${full}`, () => kept.set(full, xml));
    },
    configure: (path: JobPath, xml: string) =>
      change(`configure ${name(path)}`, () => kept.set(name(path), xml)),
    job: (path: JobPath) =>
      answer(`job ${name(path)}`, () => ({ lastBuild: running.has(name(path)) ? 3 : null, queueItem: null })),
    build: (path: JobPath, number: number) =>
      answer(`build ${name(path)}`, () => ({ number, building: running.has(name(path)) })),
    running,
    remove: (path: JobPath) => change(`remove ${name(path)}`, () => kept.delete(name(path))),
  } as unknown as MemoryController;
  return api;
}

function itemsIn(configs: ReadonlyMap<string, string>, folder: string): Item[] {
  const prefix = folder === '' ? '' : `${folder}/`;
  return [...configs].flatMap(([path, xml]) => {
    const rest = path.startsWith(prefix) ? path.slice(prefix.length) : '/';
    const root = /<([\w.-]+)/u.exec(xml.replace(/<\?.*?\?>/u, ''))?.[1] ?? '';
    return rest.includes('/') || path === folder ? [] : [{ name: rest, type: ROOTS[root] ?? root }];
  });
}
