import type { Element } from '@xmldom/xmldom';
import type { OwnedJob, OwnedParameter } from '../job.js';
import { append, children, find, isTrue, need, setTexts, textAt, wordAt } from '../xml.js';
import type { Subject } from './subject.js';

const PROPERTY = 'hudson.model.ParametersDefinitionProperty';
const STRING = 'hudson.model.StringParameterDefinition';
const OURS = ['registry', 'namespace', 'image_name', 'image_tag'];

/**
 * The parameters that the Jenkinsfile declares. They are in the job before its first build, so that this one can
 * already be started with values. Parameters of other names stay.
 */
export const parameters: Subject = {
  read: (root) => ({
    parameters: definitions(root).flatMap((element): OwnedParameter[] => {
      const name = nameOf(element);
      if (name === null || element.nodeName !== STRING) return [];
      return [
        {
          name,
          defaultValue: textAt(element, 'defaultValue') ?? '',
          description: textAt(element, 'description') ?? '',
          trim: isTrue(element, 'trim'),
        },
      ];
    }),
  }),
  write(root, job) {
    const list = need(root, 'properties', PROPERTY, 'parameterDefinitions');
    for (const { name, defaultValue, description, trim } of job.parameters) {
      const found = definitions(root).filter((element) => nameOf(element) === name);
      const same = found.find((element) => element.nodeName === STRING);
      for (const other of found) if (other !== same) list.removeChild(other);
      setTexts(same ?? append(list, STRING), { name, description, defaultValue, trim: String(trim) });
    }
  },
  fields: parameterFields,
};

function parameterFields({ parameters: list }: OwnedJob): Record<string, string | null> {
  return Object.fromEntries(
    list.flatMap(({ name, defaultValue, description, trim }) =>
      OURS.includes(name)
        ? [
            [`parameter ${name}`, defaultValue],
            [`parameter ${name}, description`, description],
            [`parameter ${name}, trimmed`, trim ? 'yes' : 'no'],
          ]
        : [],
    ),
  ) as Record<string, string | null>;
}

/** Of any type. */
function definitions(root: Element): Element[] {
  const list = find(root, 'properties', PROPERTY, 'parameterDefinitions');
  return list ? children(list) : [];
}

function nameOf(element: Element): string | null {
  return wordAt(element, 'name');
}
