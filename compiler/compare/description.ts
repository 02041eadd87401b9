import { change, type Change, type ImageState } from './change.js';

/** What people are told about the image. */
export function description(before: ImageState | null, after: ImageState): Change[] {
  const text = (state: ImageState | null): string | null => state?.plan.description || null;
  const owners = (state: ImageState | null): string | null => state?.resolved.spec.owners?.join(', ') || null;
  return [
    ...change('description', text(before), text(after), { name: 'description' }),
    ...change('description', owners(before), owners(after), { name: 'owners' }),
  ];
}
