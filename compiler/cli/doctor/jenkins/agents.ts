import { fits, parseLabel } from '../../../clients/jenkins/label.js';
import type { Agent, Plugin } from '../../../clients/jenkins/types.js';
import type { CloudNeed, LabelNeed } from '../../../jenkins-needs.js';
import type { Check } from '../check.js';
import { failed, few, needed, ok, shownName, unseen, type Seen } from './seen.js';

/** Plugins that make agents when they are wanted. */
const CLOUDS = [
  'kubernetes',
  'ec2',
  'ec2-fleet',
  'docker-plugin',
  'azure-vm-agents',
  'google-compute-engine',
  'openstack-cloud',
  'amazon-ecs',
  'nomad',
];

export function agentChecks(
  needs: readonly LabelNeed[],
  agents: Seen<readonly Agent[]>,
  plugins: Seen<readonly Plugin[]>,
): Check[] {
  const base = { name: 'agents', neededFor: 'every build', required: true };
  if (needs.length === 0) return [];
  if ('fault' in agents) return [failed(base, agents.fault)];
  if ('unseen' in agents) {
    const labels = needs.flatMap(({ expression }) => (expression === null ? [] : [shownName(expression)]));
    const wanted = labels.length === 0 ? '' : ` with ${labels.join('; ')}`;
    return [unseen(base, 'Overall/Read', `see that there are agents${wanted}`)];
  }
  // The controller's own node has no executors where it builds nothing, as it should.
  const building = agents.value.filter(({ executors }) => executors > 0);
  return needs.map((need) => check(need, building, cloudIn(plugins)));
}

/** The plugin of a cloud, null for none, undefined where plugins are not seen. */
function cloudIn(plugins: Seen<readonly Plugin[]>): string | null | undefined {
  if (!('value' in plugins)) return undefined;
  return plugins.value.find(({ id, active }) => active && CLOUDS.includes(id))?.id ?? null;
}

function check(
  { expression, images }: LabelNeed,
  agents: readonly Agent[],
  cloud: string | null | undefined,
): Check {
  const label = expression === null ? null : parseLabel(expression);
  const fitting = agents.filter(({ labels }) => label === null || fits(label, new Set(labels)));
  const name = expression === null ? 'any agent' : `label ${shownName(expression)}`;
  const base = { name, ...needed('builds', images), required: true };
  const names = few(fitting.map((agent) => agent.name));
  const online = fitting.filter(({ offline }) => !offline);
  if (online.length > 0) return ok(base, `${online.length} of ${fitting.length} online: ${names}`);
  if (fitting.length > 0)
    return {
      ...base,
      state: 'limited',
      found: `all ${fitting.length} offline: ${names}`,
      help: 'builds wait until one of them is online; see Manage Jenkins, Nodes',
    };
  const give =
    expression === null ? 'have an agent made' : 'give an agent these labels, or correct `pipeline.agent`';
  const found = expression === null ? 'no agent has an executor' : 'no agent has it';
  if (cloud === null) return { ...base, state: 'missing', found, help: give };
  const maybe =
    cloud === undefined
      ? 'a cloud may make one: not seen'
      : `the plugin ${cloud} may make one: clouds are not seen`;
  return { ...base, state: 'limited', found: `${found} now`, help: `${maybe}; else ${give}` };
}

/** Clouds are a part of the configuration, which no API tells. */
export function cloudChecks(needs: readonly CloudNeed[]): Check[] {
  return needs.map(({ name, images }) =>
    unseen(
      {
        name: name === null ? 'Kubernetes cloud' : `cloud ${shownName(name)}`,
        ...needed('builds', images),
        required: false,
      },
      'Overall/Administer, and no API tells it',
      `see in Manage Jenkins, Clouds that ${name === null ? 'there is one of Kubernetes' : 'it is there'}`,
    ),
  );
}
