import type { Plugin } from '../../../clients/jenkins/types.js';
import type { PluginNeed } from '../../../jenkins-needs/plugins.js';
import { atLeast, type Check } from '../check.js';
import { failed, needed, ok, shownName, unseen, type Seen } from './seen.js';

export function pluginChecks(needs: readonly PluginNeed[], plugins: Seen<readonly Plugin[]>): Check[] {
  const all = { name: 'plugins', neededFor: 'everything', required: true };
  if ('fault' in plugins) return [failed(all, plugins.fault)];
  if ('unseen' in plugins) {
    const wanted = needs.filter(({ optional }) => !optional).map(({ ids }) => ids[0]);
    return [unseen(all, 'Overall/SystemRead', `see that these are installed: ${wanted.join(', ')}`)];
  }
  const known = new Map(plugins.value.map((plugin) => [plugin.id, plugin]));
  return needs.map((need) => check(need, known));
}

/** Jenkins starts no plugin without those that it is made of. */
const WHOLE = 'workflow-aggregator';

function check(
  { ids, isPart, title, use, minimum, optional, images }: PluginNeed,
  known: ReadonlyMap<string, Plugin>,
): Check {
  const installed = ids.flatMap((id) => known.get(id) ?? []);
  const plugin = installed.find(({ active }) => active) ?? installed[0];
  const id = plugin?.id ?? ids[0] ?? '';
  const base = { name: `plugin ${id}`, ...needed(use, images), required: !optional };
  const lack = (found: string, help: string): Check => ({
    ...base,
    state: optional ? 'limited' : 'missing',
    found,
    help,
  });
  const whole = isPart ? known.get(WHOLE) : undefined;
  if (!plugin && whole?.active === true) return ok(base, `with ${WHOLE} ${shownName(whole.version)}`);
  const manager = 'in Manage Jenkins, Plugins';
  if (!plugin)
    return lack(
      'not installed',
      `have "${title}" installed ${manager}${isPart ? '; "Pipeline" brings it' : ''}`,
    );
  const version = shownName(plugin.version);
  if (!plugin.active)
    return lack(`${version}, not active`, `have it enabled ${manager}, and Jenkins restarted`);
  if (minimum && !atLeast(plugin.version, ...minimum))
    return lack(version, `have it updated to ${minimum.join('.')} or later`);
  return ok(base, version);
}
