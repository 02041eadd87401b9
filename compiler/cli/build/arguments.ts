/** What the command line of `cooper build` says, checked before anything is asked. */
import type { Parameters } from '../../builds/start.js';
import type { Wrong } from '../wrong.js';
import { parseReference } from '../../reference/reference.js';

/** As the argument parser yields them. */
export interface BuildArguments {
  readonly images: readonly string[];
  readonly all?: boolean;
  readonly withParents?: boolean;
  readonly withChildren?: boolean;
  readonly tag?: readonly string[];
  readonly registry?: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly follow?: boolean;
  readonly detach?: boolean;
  readonly parallel?: number;
  /** Minutes. */
  readonly patience?: number;
  readonly abortOnInterrupt?: boolean;
  readonly folder?: string;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/u;
/** Bytes of a parameter: longer ones break git on the agent. */
const LONGEST = 4096;

/** The parameters that the job gets, in the names of the generated Jenkinsfiles. */
export function parametersOf({
  tag = [],
  registry,
  namespace,
  name,
  images,
  all,
}: BuildArguments): Parameters | Wrong {
  if (images.length > 0 === (all === true))
    return { problem: 'it is not said what to build', help: 'Name images, or give --all.' };
  const wrongTag = tag.find((text) => !TAG.test(text));
  if (wrongTag !== undefined)
    return {
      problem: `--tag ${JSON.stringify(wrongTag)} is no tag`,
      help: 'At most 128 letters, digits, ".", "_" and "-", not beginning with "." or "-".',
    };
  const image_tag = tag.join(' ');
  const reference = [registry ?? 'r.example.com', namespace ?? 'namespace', name ?? 'name'].join('/');
  const parsed = parseReference(reference);
  const isWhole =
    parsed !== null && parsed.registry === (registry ?? 'r.example.com') && parsed.digest === null;
  if (!isWhole || reference.length + image_tag.length > LONGEST || reference.split('/').at(-1)?.includes(':'))
    return {
      problem: `--registry, --namespace and --name make no reference: ${JSON.stringify(reference)}`,
      help: 'A registry is a host with an optional port; namespace and name are lower case, without a tag.',
    };
  return {
    ...(registry === undefined ? {} : { registry }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { image_name: name }),
    ...(tag.length === 0 ? {} : { image_tag }),
  };
}

/** A repository holds one image: with one name for several, the later would push over the earlier. */
export function severalOfOneName(
  { name }: Pick<BuildArguments, 'name'>,
  images: readonly { readonly dir: string }[],
): Wrong | null {
  if (name === undefined || images.length < 2) return null;
  return {
    problem: `--name is for one image, and these are ${images.length}: ${images
      .slice(0, 3)
      .map(({ dir }) => dir)
      .join(', ')}${images.length > 3 ? ' …' : ''}`,
    help: 'Build each with a name of its own, or leave --name out.',
  };
}

export function isWrong(value: Parameters | Wrong): value is Wrong {
  return 'problem' in value;
}
