import type { Instruction } from '../../model/instruction.js';
import type { Pointer } from '../../model/plan.js';
import { problem } from '../../model/problem.js';
import type { About, OptionsOf, Rule, Subject } from '../rule.js';

type Right = NonNullable<OptionsOf<'no-privileged-builder'>['allow']>[number];

interface Found {
  readonly right: Right;
  readonly what: string;
  readonly advice: string;
  readonly origin: Pointer;
}

/** The build cannot reach beyond itself. What it is, is that of the spec, not of one run on this machine. */
export const noPrivilegedBuilder: Rule<'no-privileged-builder'> = function* (subject, { allow = [] }) {
  for (const { right, what, advice, origin } of rightsOf(subject))
    if (!allow.includes(right)) yield problem('policy-no-privileged-builder', origin, { what, advice });
};

function* rightsOf({ image: { pipeline }, plan }: Subject): Generator<Found> {
  const { builder = 'docker', buildNetwork, agent } = pipeline;
  if (builder === 'docker')
    yield {
      right: 'docker',
      what: 'whoever reaches the Docker daemon is root there',
      advice: 'Set `pipeline.builder` to buildah, which needs no daemon.',
      origin: '/pipeline/builder',
    };
  if (buildNetwork === 'host') yield { ...HOST_NETWORK, origin: '/pipeline/buildNetwork' };
  for (const instruction of plan.instructions) yield* rightsOfRun(instruction);
  const args = typeof agent === 'object' ? agent.docker?.args : undefined;
  const option = args === undefined ? null : grantingOption(args);
  if (option !== null)
    yield {
      right: 'agent',
      what: `${option} of its container`,
      advice: 'Remove the option from `pipeline.agent.docker.args`.',
      origin: '/pipeline/agent/docker/args',
    };
}

const HOST_NETWORK = {
  right: 'host-network',
  what: 'RUN sees the network of the host',
  advice: 'Use the default network, or none.',
} as const;

function* rightsOfRun({ body, origin }: Instruction): Generator<Found> {
  const run = body.verb === 'ONBUILD' ? body.instruction : body;
  if (run.verb !== 'RUN') return;
  for (const { name, value } of run.flags) {
    if (name === 'network' && value === 'host') yield { ...HOST_NETWORK, origin };
    if (name === 'security' && value === 'insecure')
      yield {
        right: 'insecure',
        what: 'RUN goes without the sandbox',
        advice: 'Remove `security`.',
        origin,
      };
  }
}

const GRANTING =
  /(?:^|\s)(--privileged|--cap-add|--device|--security-opt[= ]\S*unconfined|--(?:pid|ipc|uts|userns|cgroupns)[= ]host|--net(?:work)?[= ]host)(?=[=\s]|$)/;
const SOCKET = /docker\.sock|containerd\.sock|podman\.sock|crio\.sock/;

/** The first option of `docker run` that gives the container rights over its host. */
function grantingOption(args: string): string | null {
  const option = GRANTING.exec(args.replaceAll(/["']/g, ''))?.[1];
  return option ?? (SOCKET.test(args) ? 'the socket of the engine in a volume' : null);
}

export const about: About = {
  why: 'Jenkins builds what a merge request says. A build that is root on its agent can read the secrets of other jobs there, and change what they build.',
  fix: 'Build with buildah; leave `security` and the host network alone; start the agent without `--privileged` and without the socket. Where agents are thrown away after each build, `"allow": ["docker"]` may do. A pod of Kubernetes (`yamlFile`) is not looked into: that is for the cluster\'s own admission rules.',
  bad: { from: 'debian:12', pipeline: { builder: 'docker', agent: { label: 'docker' } } },
  good: { from: 'debian:12', pipeline: { builder: 'buildah' } },
};
