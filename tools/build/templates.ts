/** The Handlebars templates as functions, so that start-up needs Handlebars' runtime only. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import Handlebars from 'handlebars';
import { root } from '../root.js';
import { absent, BuildProblem } from './problem.js';
import { selfContained } from './self-contained.js';

const FOLDER = 'compiler/emit/templates';

const OPTIONS: PrecompileOptions = {
  noEscape: true, // Quoting is the quoting module's work; HTML's rules are wrong for every target of ours.
  strict: true,
  knownHelpersOnly: true,
  preventIndent: true, // An indented partial would also indent the lines inside values.
};

interface Template {
  /** `Jenkinsfile.hbs` is exported as `jenkinsfile`, `job-config.hbs` as `jobConfig`. */
  readonly name: string;
  /** A file whose name begins with `_` is a partial: `_stage.hbs` is used as `{{> stage}}`. */
  readonly isPartial: boolean;
  readonly code: string;
}

/** The module's code: one exported function a template. */
export async function templatesModule(): Promise<string> {
  const lines = readTemplates().map(({ name, isPartial, code }) =>
    isPartial
      ? `environment.registerPartial(${JSON.stringify(name)}, environment.template(${code}));`
      : `export const ${name} = environment.template(${code});`,
  );
  const head = [
    `import Handlebars from 'handlebars/runtime.js';`,
    'const environment = Handlebars.create();',
  ];
  return selfContained([...head, ...lines].join('\n'), 'templates');
}

/** The module's types. */
export function templatesTypes(): string {
  const names = readTemplates().flatMap(({ name, isPartial }) => (isPartial ? [] : [name]));
  const functions = names.map((name) => `export const ${name}: Template;\n`).join('');
  return `/** Fills a template in. A name that the view doesn't have is an exception. */\ntype Template = (view: object) => string;\n\n${functions}`;
}

function readTemplates(): readonly Template[] {
  const files = list().filter((file) => file.endsWith('.hbs'));
  if (files.length === 0) throw absent(`templates (${FOLDER}/*.hbs)`);
  return files.sort().map((file) => {
    const bare = basename(file, '.hbs');
    const name = bare.replace(/^_/, '').replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
    return {
      name: name.charAt(0).toLowerCase() + name.slice(1),
      isPartial: bare.startsWith('_'),
      code: precompile(file),
    };
  });
}

function precompile(file: string): string {
  const text = readFileSync(join(root, FOLDER, file), 'utf8');
  try {
    return Handlebars.precompile(text, OPTIONS) as string;
  } catch (error) {
    throw new BuildProblem(`${FOLDER}/${file}: ${(error as Error).message}`, { cause: error });
  }
}

function list(): string[] {
  try {
    return readdirSync(join(root, FOLDER));
  } catch {
    return [];
  }
}
