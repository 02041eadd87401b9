/** Stages whose lines tell nothing of why a build failed: they run afterwards, and speak of it. */

const AFTERWARDS = new Set(['Declarative: Post Actions', 'Report', 'Cleanup']);

export function isAfterwards(stage: string | null): boolean {
  return stage !== null && AFTERWARDS.has(stage);
}
