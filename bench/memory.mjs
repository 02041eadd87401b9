// Loaded before the measured program: writes its peak memory (in kB) when it ends.
// VmHWM is this program's own; ru_maxrss would also count what its parent had when it forked.
import { readFileSync, writeFileSync } from 'node:fs';

process.on('exit', () => {
  let peak = String(process.resourceUsage().maxRSS);
  try {
    peak = /^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? peak;
  } catch {
    // Not Linux: ru_maxrss is what there is.
  }
  writeFileSync(process.env.COOPERAGE_BENCH_MEMORY, peak);
});
