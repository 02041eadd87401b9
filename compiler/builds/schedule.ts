/** What is built after what, and how much at once. */

export interface Scheduled {
  /** Its name in `after` of others. */
  readonly dir: string;
  /** Those of the same plan that must succeed before it. */
  readonly after: readonly string[];
}

/**
 * Runs each after those that it waits for, in the given order where nothing holds it up. What waits for something that
 * failed does not run.
 * @param tasks free of rings
 * @param parallel at once, at least 1
 * @param run tells whether what waits for it may go on; must not reject
 * @param onSkipped `because` has failed, or was skipped itself
 */
export async function schedule<T extends Scheduled>(
  tasks: readonly T[],
  parallel: number,
  run: (task: T) => Promise<boolean>,
  onSkipped: (task: T, because: string) => void,
): Promise<void> {
  const done = new Map<string, boolean>();
  const running = new Map<string, Promise<void>>();
  let waiting = [...tasks];
  while (waiting.length > 0 || running.size > 0) {
    const still: T[] = [];
    for (const task of waiting) {
      const failed = task.after.find((dir) => done.get(dir) === false);
      if (failed !== undefined) {
        done.set(task.dir, false);
        onSkipped(task, failed);
      } else if (running.size < parallel && task.after.every((dir) => done.get(dir) === true))
        running.set(
          task.dir,
          run(task).then((ok) => {
            done.set(task.dir, ok);
            running.delete(task.dir);
          }),
        );
      else still.push(task);
    }
    // Who was skipped may hold up another that was looked at before it: look again.
    const isStuck = running.size === 0 && still.length === waiting.length;
    waiting = still;
    if (isStuck) return;
    if (running.size > 0) await Promise.race(running.values());
  }
}
