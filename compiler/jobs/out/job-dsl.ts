/**
 * The folder and its jobs as a script of the plugin Job DSL. Its DSL says what it has words for; all else is put into
 * the configuration as it is, because the dynamic part of the DSL depends on the plugins that a controller has.
 * https://jenkinsci.github.io/job-dsl-plugin/
 */
import type { Element } from '@xmldom/xmldom';
import { groovy } from '../../quote/index.js';
import { newJobXml } from '../config.js';
import { newFolderXml } from '../folder-config.js';
import type { OwnedJob } from '../job.js';
import type { Wanted, WantedJob } from '../wanted.js';
import { children, find, parseXml } from '../xml.js';

/** Job DSL prints the configuration in XML 1.0, which has no way to say these. */
const CONTROL = /[^\P{Cc}\n\t]/gu;

/** A string of a class file has 64 KiB at most; no description is cut that anybody reads. */
const LONGEST = 20_000;

const HELPERS = `
def add
add = { parent, List elements ->
    elements.each { name, attributes, content ->
        if (content instanceof List) add(parent.appendNode(name, attributes), content)
        else parent.appendNode(name, attributes, content)
    }
}
def propertiesOf = { item -> item.get('properties') ? item.get('properties')[0] : item.appendNode('properties') }
`;

export function jobDsl(wanted: Wanted): string {
  return [
    '// Made by: cooper jobs sync --out. Changes here are lost.\n',
    HELPERS,
    ...wanted.folder
      .slice(0, -1)
      .map((_, depth) => `\nfolder(${literal(wanted.folder.slice(0, depth + 1).join('/'))})\n`),
    wanted.folder.length > 0 ? folderText(wanted) : '',
    ...wanted.jobs.map((job) => jobText(wanted, job)),
  ].join('');
}

function folderText({ folder, description, library }: Wanted): string {
  return `
folder(${literal(folder.join('/'))}) {
    description(${literal(description)})
${configureText(newFolderXml('', library))}}
`;
}

function jobText({ folder }: Wanted, { name, job }: WantedJob): string {
  return `
pipelineJob(${literal([...folder, name].join('/'))}) {
    description(${literal(job.description)})
${configureText(newJobXml(job))}    definition {
        cpsScm {
            scm {
                git {
                    remote {
                        url(${literal(job.url ?? '')})${credentialsText(job)}
                    }
                    branch(${literal(job.branch ?? '')})
                }
            }
            scriptPath(${literal(job.scriptPath ?? '')})
            lightweight()
        }
    }
}
`;
}

function credentialsText({ credentialsId }: OwnedJob): string {
  return credentialsId === null ? '' : `\n                        credentials(${literal(credentialsId)})`;
}

/** The properties of a config.xml; nothing where it has none. */
function configureText(xml: string): string {
  const properties = find(parseXml(xml), 'properties');
  const elements = properties ? children(properties) : [];
  if (elements.length === 0) return '';
  return `    configure { item ->
        add(propertiesOf(item), [
${elements.map((element) => elementText(element, 3)).join('')}        ])
    }
`;
}

/** `[name, attributes, content]`, where content is text or a list of such. */
function elementText(element: Element, depth: number): string {
  const indent = '    '.repeat(depth);
  const attributes = [...element.attributes].map(({ name, value }) => `${literal(name)}: ${literal(value)}`);
  const head = `${indent}[${literal(element.nodeName)}, [${attributes.join(', ') || ':'}], `;
  const below = children(element);
  if (below.length === 0) return `${head}${literal(element.textContent ?? '')}],\n`;
  return `${head}[\n${below.map((child) => elementText(child, depth + 1)).join('')}${indent}]],\n`;
}

function literal(text: string): string {
  return groovy(text.replace(CONTROL, '\ufffd').slice(0, LONGEST));
}
