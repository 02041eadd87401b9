/** How a field meets an inherited value: the schema's `x-merge`. */
export interface MergeRule {
  /**
   * replace: the value replaces the inherited one; byKey: objects, key by key; byName: lists of objects, item by
   * item, by `name`; union: both lists, each item once; append: both lists, inherited items first, and an item
   * with the same `id` in place of the inherited one.
   */
  readonly rule: 'replace' | 'byKey' | 'byName' | 'union' | 'append';
  /** `null` is a value of its own here, and doesn't remove the inherited one. */
  readonly nullIsValue?: true;
  /** Items are packages: a later one of the same name wins, whatever its version. */
  readonly packages?: true;
  /** Rules of an object's fields, or of the fields of a list's items; those that are not named replace. */
  readonly fields?: Readonly<Record<string, MergeRule>>;
}
