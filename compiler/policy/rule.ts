import type { ResolvedImage } from '../model/image.js';
import type { BuildPlan } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import type { PolicySettings } from '../model/spec.js';

export type RuleName = Exclude<keyof PolicySettings, 'preset'>;

type Stated<N extends RuleName> = Extract<NonNullable<PolicySettings[N]>, object>;

/** What cooperage.json states for a rule beside its severity: an option that is not required may be absent. */
export type OptionsOf<N extends RuleName> = Omit<Stated<N>, 'severity' | 'waivable'>;

/** What a rule looks at: the complete spec, and the instructions of all stages that were planned from it. */
export interface Subject {
  readonly image: ResolvedImage;
  readonly plan: BuildPlan;
}

/** Finds what breaks the rule. Pointers lead into the spec; the severity is set by who asks. */
export type Rule<N extends RuleName> = (subject: Subject, options: OptionsOf<N>) => Iterable<Problem>;

/** A rule as its reference page tells it. Beside the rule, but only the tools load it. */
export interface About {
  /** Why a team would demand it: whole sentences. */
  readonly why: string;
  /** How to keep it: whole sentences. */
  readonly fix: string;
  /** Fields of a spec that break it, where cooperage.json says what the rule's schema has as its first example. */
  readonly bad: Readonly<Record<string, unknown>>;
  /** Fields of a spec that keep it. */
  readonly good: Readonly<Record<string, unknown>>;
}
