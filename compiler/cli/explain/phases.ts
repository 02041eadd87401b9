/** The phases whose result can be shown alone. */
export const PHASES = ['compose', 'resolve', 'plan', 'emit'] as const;

export type Phase = (typeof PHASES)[number];
