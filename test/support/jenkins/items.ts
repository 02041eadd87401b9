/** Folders and jobs of the stand-in: a tree by name. */
import type { Document } from '@xmldom/xmldom';
import type { Build } from './builds/build.js';
import { CLASSES, type JobConfig, type JobProperties, readConfig } from './job-config.js';
import { saveAsJenkins } from './saved-config.js';
import { printXml } from './xml.js';

export interface StoredCredential {
  readonly id: string;
  readonly typeName: string;
  readonly description: string;
  /** As it was posted. */
  readonly xml: string;
}

export class Item {
  constructor(
    readonly parent: Folder | null,
    readonly name: string,
    public document: Document | null,
  ) {}

  get fullName(): string {
    return this.parent?.parent ? `${this.parent.fullName}/${this.name}` : this.name;
  }

  /** From the controller's address on, with a slash at its end; '' for the top. */
  get path(): string {
    return this.parent ? `${this.parent.path}job/${encodeURIComponent(this.name)}/` : '';
  }

  get class(): string {
    return CLASSES[this.document?.documentElement?.tagName ?? ''] ?? 'hudson.model.Hudson';
  }

  get xml(): string {
    return this.document ? printXml(this.document) : '';
  }
}

export class Folder extends Item {
  readonly items = new Map<string, Item>();
  readonly credentials = new Map<string, StoredCredential>();

  /** The item at the end of a way of names. */
  find(names: readonly string[]): Item | undefined {
    const [first, ...rest] = names;
    if (first === undefined) return this;
    const item = this.items.get(first);
    if (rest.length === 0) return item;
    return item instanceof Folder ? item.find(rest) : undefined;
  }

  /** Puts a folder or a job here. */
  add(name: string, document: Document): Item {
    const isFolder = document.documentElement?.tagName.endsWith('.Folder');
    const item = isFolder ? new Folder(this, name, document) : new Job(this, name, document);
    this.items.set(name, item);
    return item;
  }

  /** All jobs below. */
  jobs(): Job[] {
    return [...this.items.values()].flatMap((item) =>
      item instanceof Folder ? item.jobs() : item instanceof Job ? [item] : [],
    );
  }
}

export class Job extends Item {
  readonly builds: Build[] = [];
  nextNumber = 1;
  config: JobConfig;
  /** Triggers that fire: a re-posted config.xml without them does not stop them, a restart does. */
  upstream: Set<string>;

  constructor(parent: Folder | null, name: string, document: Document) {
    super(parent, name, document);
    this.config = readConfig(document);
    this.upstream = new Set(this.config.upstream);
  }

  /** Takes over a posted config.xml. */
  configure(document: Document): void {
    this.document = document;
    this.config = readConfig(document);
    for (const name of this.config.upstream) this.upstream.add(name);
  }

  /** Forgets what only the running controller knew. */
  reload(): void {
    this.upstream = new Set(this.config.upstream);
  }

  /** What the first build of a Declarative Pipeline does to its job. */
  save(versions: ReadonlyMap<string, string>, properties: JobProperties | null): void {
    if (!this.document) return;
    saveAsJenkins(this.document, versions, properties);
    this.config = readConfig(this.document);
    if (properties) this.upstream = new Set(this.config.upstream);
  }

  build(number: number): Build | undefined {
    return this.builds.find((build) => build.number === number);
  }

  get last(): Build | undefined {
    return this.builds.at(-1);
  }

  get running(): Build[] {
    return this.builds.filter(({ building }) => building);
  }
}
