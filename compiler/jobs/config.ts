/** A job's config.xml: made, read, and changed in place. */
import { DOMParser, type Element } from '@xmldom/xmldom';
import type { FieldChange, OwnedJob, TriggerKind } from './job.js';
import { description } from './subjects/description.js';
import { concurrency, discarder } from './subjects/discarder.js';
import { parameters } from './subjects/parameters.js';
import { source } from './subjects/source.js';
import type { Subject } from './subjects/subject.js';
import { KINDS, triggers } from './subjects/triggers.js';
import { find, indent, isTrue, parseXml, setText, xmlText } from './xml.js';

const SUBJECTS: readonly Subject[] = [description, concurrency, discarder, parameters, triggers, source];

const FROM_SCM = 'org.jenkinsci.plugins.workflow.cps.CpsScmFlowDefinition';

/** What Jenkins itself writes around what we own. */
const SKELETON = `<flow-definition>
<actions/><description/><keepDependencies>false</keepDependencies><properties/>
<definition class="${FROM_SCM}"/><triggers/><disabled>false</disabled>
</flow-definition>`.replace(/\n/gu, '');

export interface FoundJob {
  readonly job: OwnedJob;
  readonly disabled: boolean;
}

/** Why a config.xml is not that of a job that we could own; the sentence's end, behind its name. */
export interface NoPipelineJob {
  readonly what: string;
}

/** The config.xml of a job that is not there yet. */
export function newJobXml(job: OwnedJob): string {
  const root = new DOMParser().parseFromString(SKELETON, 'text/xml').documentElement as Element;
  for (const subject of SUBJECTS) subject.write(root, job);
  indent(root);
  return xmlText(root);
}

export function readJob(xml: string): FoundJob | NoPipelineJob {
  const root = rootOf(xml);
  return 'what' in root ? root : { job: jobOf(root), disabled: isTrue(root, 'disabled') };
}

/** The same config, with what we own as `job` says, and all else as it is. */
export function patchJob(xml: string, job: OwnedJob): { readonly xml: string } | NoPipelineJob {
  const root = rootOf(xml);
  if ('what' in root) return root;
  const found = jobOf(root);
  for (const subject of SUBJECTS) if (changesOf([subject], found, job).length > 0) subject.write(root, job);
  return { xml: xmlText(root) };
}

/** The same config, with the job switched off. */
export function disableJob(xml: string): { readonly xml: string } | NoPipelineJob {
  const root = rootOf(xml);
  if ('what' in root) return root;
  setText(root, 'disabled', 'true');
  return { xml: xmlText(root) };
}

/** What differs, in a fixed order; triggers of kinds that `to` does not declare are no difference. */
export function compareJobs(from: OwnedJob | null, to: OwnedJob): FieldChange[] {
  return changesOf(SUBJECTS, from, to);
}

/** Kinds of triggers that a job has and its image does not declare. */
export function strayTriggers(found: OwnedJob, wanted: OwnedJob): string[] {
  return (Object.keys(KINDS) as TriggerKind[])
    .filter((kind) => found.triggers[kind] !== null && wanted.triggers[kind] === null)
    .map((kind) => `${KINDS[kind].label} ${found.triggers[kind]}`);
}

function changesOf(subjects: readonly Subject[], from: OwnedJob | null, to: OwnedJob): FieldChange[] {
  return subjects.flatMap((subject) => {
    const before = from ? subject.fields(from) : {};
    return Object.entries(subject.fields(to)).flatMap(([field, value]) => {
      const old = before[field] ?? null;
      const undeclared = subject === triggers && value === null;
      return old === value || undeclared ? [] : [{ field, from: old, to: value }];
    });
  });
}

export const UNREADABLE: NoPipelineJob = { what: 'has a configuration that is no readable XML' };

function rootOf(xml: string): Element | NoPipelineJob {
  const root = parseXml(xml);
  if (root === null) return UNREADABLE;
  if (root.nodeName !== 'flow-definition')
    return { what: `is no Pipeline job, but a ${shown(root.nodeName)}` };
  const type = find(root, 'definition')?.getAttribute('class') ?? 'none';
  return type === FROM_SCM ? root : { what: 'is a Pipeline job whose script does not come from SCM' };
}

function jobOf(root: Element): OwnedJob {
  return Object.assign({}, ...SUBJECTS.map((subject) => subject.read(root))) as OwnedJob;
}

/** The names of things from elsewhere, as a sentence can hold them. */
function shown(name: string): string {
  return name.replace(/[^\w.$-]/gu, '?').slice(0, 100);
}
