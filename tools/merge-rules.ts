/** The table of merge rules, out of the schema's `x-merge`. */
import type { MergeRule } from '../compiler/model/merge-rule.js';
import { below, follow, itemsOf, rootPlace, typesOf, type Place } from './schemas.js';

/** The text of `compiler/compose/merge-rules.ts`, not yet formatted. */
export function mergeRules(): string {
  const rules: MergeRule = { rule: 'byKey', fields: fieldsOf(rootPlace('image.schema.json')) };
  return `/** How the fields of a spec merge. Generated from schemas/ by \`npm run generate\`; not edited by hand. */

import type { MergeRule } from '../model/merge-rule.js';

export const MERGE_RULES: MergeRule = ${JSON.stringify(rules)};
`;
}

function fieldsOf(place: Place): Record<string, MergeRule> {
  return Object.fromEntries(
    Object.keys(place.schema.properties ?? {}).flatMap((key) => {
      const rule = ruleOf(below(place, 'properties', key));
      return rule === null ? [] : [[key, rule]];
    }),
  );
}

/** Null for what is simply replaced. */
function ruleOf(place: Place): MergeRule | null {
  const end = place.schema.$ref === undefined ? place : follow(place);
  const rule = place.schema['x-merge'] ?? end.schema['x-merge'];
  if (rule === undefined) return end === place ? null : end.schema.$ref === undefined ? null : ruleOf(end);
  // Packages are an object of lists: the lists unite.
  if (rule === 'union' && typesOf(end.schema).includes('object')) {
    const packages = { rule: 'union', packages: true } as const;
    const fields = Object.fromEntries(Object.keys(end.schema.properties ?? {}).map((key) => [key, packages]));
    return { rule: 'byKey', fields };
  }
  if (rule === 'replace') return null;
  const values = end.schema.additionalProperties;
  const value =
    typeof values === 'object' && values.$ref !== undefined
      ? follow({ ...end, schema: values }).schema
      : values;
  const nullIsValue = typeof value === 'object' && typesOf(value).includes('null');
  const inner = end.schema.items === undefined ? end : innermost(itemsOf(end, end.schema.items));
  const fields = rule === 'byKey' || rule === 'byName' ? fieldsOf(inner) : {};
  return {
    rule: rule as MergeRule['rule'],
    ...(nullIsValue ? { nullIsValue: true as const } : {}),
    ...(Object.keys(fields).length > 0 ? { fields } : {}),
  };
}

function innermost(place: Place): Place {
  return place.schema.$ref === undefined ? place : innermost(follow(place));
}
