import { bytesOf, mountOptions, truth } from '../dockerfile/flagContent.js';
import type { StageNames } from './stageNames.js';

/** The value of `--mount` as the spec's object. */
export function mountOf(
  text: string,
  names: StageNames,
): { mount: Record<string, unknown> } | { problem: string } {
  const mount: Record<string, unknown> = { type: 'bind' };
  for (const [name, value] of mountOptions(text)) {
    const converted = option(name, value, names);
    if (converted === null)
      return { problem: `\`${name}${value === null ? '' : `=${value}`}\` is no option that a spec has` };
    Object.assign(mount, converted);
  }
  if (mount['type'] === 'secret') return { mount: secret(mount) };
  // Without a target Docker takes the working directory.
  if (mount['type'] !== 'ssh') mount['target'] ??= '.';
  return { mount };
}

function option(name: string, value: string | null, names: StageNames): Record<string, unknown> | null {
  switch (name) {
    case 'type':
    case 'sharing':
      return value === null ? null : { [name]: value.toLowerCase() };
    case 'target':
    case 'source':
    case 'id':
    case 'env':
    case 'mode':
      return value === null ? null : { [name]: value };
    case 'from':
      return value === null ? null : { from: names.find(value) ?? value };
    case 'uid':
    case 'gid':
      return /^\d{1,10}$/.test(value ?? '') ? { [name]: Number(value) } : null;
    case 'size': {
      const size = bytesOf(value ?? '');
      return size === null ? null : { size };
    }
    case 'readonly':
      return truth(value) ? { readonly: true } : { readwrite: true };
    case 'readwrite':
      return truth(value) ? { readwrite: true } : { readonly: true };
    case 'required':
      return truth(value) ? { required: true } : {};
    default:
      return null;
  }
}

/** The id of a secret, which a spec must name, comes from its source or its target where it is not given. */
function secret(mount: Record<string, unknown>): Record<string, unknown> {
  const { source, ...rest } = mount;
  const target = typeof mount['target'] === 'string' ? mount['target'] : '';
  return { ...rest, id: mount['id'] ?? source ?? target.slice(target.lastIndexOf('/') + 1) };
}
