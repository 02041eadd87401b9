/** A folder's config.xml: made, read, and changed in place. Of a folder that somebody else made we own one library. */
import { DOMParser, type Element } from '@xmldom/xmldom';
import { type NoPipelineJob, UNREADABLE } from './config.js';
import type { FieldChange, OwnedLibrary } from './job.js';
import {
  append,
  children,
  find,
  indent,
  isTrue,
  need,
  parseXml,
  setText,
  setTexts,
  textAt,
  wordAt,
  xmlText,
} from './xml.js';

export const FOLDER = 'com.cloudbees.hudson.plugins.folder.Folder';

const LIBRARIES = 'org.jenkinsci.plugins.workflow.libs.FolderLibraries';
const LIBRARY = 'org.jenkinsci.plugins.workflow.libs.LibraryConfiguration';
const RETRIEVER = 'org.jenkinsci.plugins.workflow.libs.SCMSourceRetriever';
const GIT = 'jenkins.plugins.git.GitSCMSource';
const TRAITS = 'jenkins.plugins.git.traits';

export interface FoundFolder {
  readonly description: string;
  readonly libraries: readonly OwnedLibrary[];
}

export function newFolderXml(description: string, library: OwnedLibrary | null): string {
  const skeleton = `<${FOLDER}><actions/><description/><properties/></${FOLDER}>`;
  const root = new DOMParser().parseFromString(skeleton, 'text/xml').documentElement as Element;
  setText(root, 'description', description);
  if (library) writeLibrary(root, library);
  indent(root);
  return xmlText(root);
}

export function readFolder(xml: string): FoundFolder | NoPipelineJob {
  const root = parseXml(xml);
  if (root === null) return UNREADABLE;
  return { description: textAt(root, 'description') ?? '', libraries: elementsOf(root).map(libraryOf) };
}

/** The same config with that library; other libraries, and all else, stay. */
export function patchFolder(xml: string, library: OwnedLibrary): { readonly xml: string } | NoPipelineJob {
  const root = parseXml(xml);
  if (root === null) return UNREADABLE;
  writeLibrary(root, library);
  return { xml: xmlText(root) };
}

export function compareLibraries(from: OwnedLibrary | null, to: OwnedLibrary): FieldChange[] {
  const before = from ? fieldsOf(from) : {};
  return Object.entries(fieldsOf(to)).flatMap(([field, value]) => {
    const old = before[field] ?? null;
    return old === value ? [] : [{ field: `library ${to.name}, ${field}`, from: old, to: value }];
  });
}

function fieldsOf({
  version,
  url,
  credentialsId,
  implicit,
  versioned,
}: OwnedLibrary): Record<string, string | null> {
  return {
    'Git URL': url,
    'Git credentials': credentialsId,
    'default version': version,
    implicit: implicit ? 'yes' : 'no',
    'other versions allowed': versioned ? 'yes' : 'no',
  };
}

function elementsOf(root: Element): Element[] {
  const list = find(root, 'properties', LIBRARIES, 'libraries');
  return list ? children(list, LIBRARY) : [];
}

function libraryOf(element: Element): OwnedLibrary {
  const scm = find(element, 'retriever', 'scm');
  const isGit = scm?.getAttribute('class') === GIT;
  return {
    name: wordAt(element, 'name') ?? '',
    version: wordAt(element, 'defaultVersion'),
    url: isGit ? wordAt(scm, 'remote') : null,
    credentialsId: isGit ? wordAt(scm, 'credentialsId') : null,
    implicit: isTrue(element, 'implicit'),
    versioned: find(element, 'allowVersionOverride') === null || isTrue(element, 'allowVersionOverride'),
  };
}

function writeLibrary(root: Element, library: OwnedLibrary): void {
  const list = need(root, 'properties', LIBRARIES, 'libraries');
  const known = elementsOf(root).find((element) => wordAt(element, 'name') === library.name);
  const element = known ?? append(list, LIBRARY);
  setText(element, 'name', library.name);
  const scm = gitOf(element) ?? freshGit(element);
  setText(scm, 'remote', library.url ?? '');
  setText(scm, 'credentialsId', library.credentialsId);
  setTexts(element, {
    defaultVersion: library.version ?? '',
    implicit: String(library.implicit),
    allowVersionOverride: String(library.versioned),
  });
  // Commits of the library would stand among the changes of every image.
  if (!known) setText(element, 'includeInChangesets', 'false');
}

function gitOf(library: Element): Element | null {
  const retriever = find(library, 'retriever');
  const scm = find(retriever, 'scm');
  return retriever?.getAttribute('class') === RETRIEVER && scm?.getAttribute('class') === GIT ? scm : null;
}

/** Branches and tags can be named as a version; commits need no trait. */
function freshGit(library: Element): Element {
  setText(library, 'retriever', null);
  const scm = append(append(library, 'retriever', { class: RETRIEVER }), 'scm', { class: GIT });
  setText(scm, 'remote', '');
  const traits = append(scm, 'traits');
  for (const trait of ['BranchDiscoveryTrait', 'TagDiscoveryTrait']) append(traits, `${TRAITS}.${trait}`);
  return scm;
}
