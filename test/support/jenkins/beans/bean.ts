/**
 * Objects as Jenkins exports them by `api/json`: with a class, and properties of which some show at a depth that
 * others don't.
 * https://github.com/jenkinsci/stapler/tree/master/core/src/main/java/org/kohsuke/stapler/export
 */
export type Value = string | number | boolean | null | Bean | readonly Value[];

export interface Bean {
  readonly class: string | null;
  readonly properties: Readonly<Record<string, Property>>;
}

interface Property {
  /** Asked for only when it is shown: beans refer to one another in circles. */
  readonly value: () => Value;
  readonly visibility: number;
}

/** Visible at any depth, as in the tiny form of a job or build. */
export const ALWAYS = 999;

export function bean(
  className: string | null,
  properties: Readonly<Record<string, Value | (() => Value)>>,
  /** Visibility of the properties that have another than 1; of all where it is a number. */
  visible: Readonly<Record<string, number>> | number = {},
): Bean {
  const entries = Object.entries(properties).map(([name, value]): [string, Property] => [
    name,
    {
      value: typeof value === 'function' ? value : () => value,
      visibility: typeof visible === 'number' ? visible : (visible[name] ?? 1),
    },
  ]);
  return { class: className, properties: Object.fromEntries(entries) };
}

export function isBean(value: Value): value is Bean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
