import { expandVariables } from '../quote/index.js';

/** Variables at most, so that arguments which name each other end: in a ring, or doubling at each step. */
const MOST = 200;

/** A text with the defaults of `globalArgs` in it, or the variable that has none; null for what only the builder knows. */
export type WithDefaults = { readonly text: string } | { readonly unset: string | null };

/**
 * Puts the defaults of `globalArgs` into a reference, as the builder does it for FROM.
 * @param globalArgs without the builder's own, such as TARGETARCH, which are not known before the build
 */
export function withDefaults(
  reference: string,
  globalArgs: Readonly<Record<string, string | null>> = {},
): WithDefaults {
  let left = MOST;
  let unset: string | null = null;
  const lookup = (name: string): string | null => {
    const value = Object.hasOwn(globalArgs, name) ? (globalArgs[name] ?? null) : null;
    if (value === null) unset = name;
    return value === null || left-- <= 0 ? null : expandVariables(value, lookup);
  };
  const text = expandVariables(reference, lookup);
  return text === null ? { unset } : { text };
}
