/** The build plan: what planning one image yields, and what emit/ and run/ work from. No logic here. */

import type { Instruction } from './instruction.js';
import type { BuilderName, Kind, PackageManager } from './names.js';

/** An RFC 6901 JSON pointer into the image spec, e.g. `/run/0`. */
export type Pointer = string;

/** What of the builder the Dockerfile asks for beyond plain instructions. Checked on the agent before anything runs. */
export type Feature =
  | 'mounts'
  | 'heredoc'
  | 'start-interval'
  | 'security'
  | 'chmod'
  | 'link'
  | 'parents'
  | 'exclude'
  | 'checksum'
  | 'keep-git-dir'
  | 'unpack'
  | 'network'
  | 'platform'
  | 'emulation'
  /** Loads the frontend that the Dockerfile names, which brings what it needs. */
  | 'frontend';

/** An entry that Prepare adds to the build context; the rootfs directory itself is `ContextPlan.rootfs`. */
export type ContextEntry =
  | {
      readonly type: 'file';
      readonly path: string;
      readonly mode: string;
      readonly owner: string;
      readonly content: string;
      readonly origin: Pointer;
    }
  | {
      readonly type: 'dir';
      readonly path: string;
      readonly mode: string;
      readonly owner: string;
      readonly origin: Pointer;
    }
  | {
      readonly type: 'attr';
      readonly path: string;
      readonly mode: string | null;
      readonly owner: string;
      readonly origin: Pointer;
    }
  | { readonly type: 'script'; readonly path: string; readonly origin: Pointer }
  /** A path of the context folder that is shipped as it is; `.` is all of it. */
  | { readonly type: 'copy'; readonly path: string; readonly origin: Pointer }
  /** A POSIX extended regular expression of paths of the context folder; the last one that matches a path decides. */
  | { readonly type: 'ignore' | 'keep'; readonly expression: string; readonly origin: Pointer };

export interface ContextPlan {
  /** Directory beside the spec, or null. */
  readonly rootfs: string | null;
  /** The context folder, from the workspace's root; null where nothing of it is copied. */
  readonly folder: string | null;
  readonly entries: readonly ContextEntry[];
}

export interface TestPlan {
  readonly name: string;
  /** argv; a shell string has become `/bin/sh -c …`. Empty where the test has no command. */
  readonly command: readonly string[];
  readonly exitCode: number;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  readonly files: readonly string[];
  readonly ports: readonly number[];
  readonly seconds: number;
  readonly origin: Pointer;
}

export interface SecretPlan {
  readonly id: string;
  /** The environment variable that carries it in the Build stage. */
  readonly variable: string;
  readonly credentialsId: string;
  readonly kind: 'file' | 'text' | 'usernamePassword';
}

export interface PublishPlan {
  readonly registry: string;
  readonly namespace: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly kind: Kind;
  /** '' for none, 'true' for all, or tags with a blank between. */
  readonly overwrite: string;
  readonly apiUrl: string;
  readonly plainHttp: boolean;
  readonly credentialsId: string | null;
}

export type AgentPlan =
  | { readonly type: 'any' }
  | { readonly type: 'label'; readonly label: string }
  | {
      readonly type: 'docker';
      readonly image: string;
      readonly args: string | null;
      readonly label: string | null;
    }
  | {
      readonly type: 'kubernetes';
      readonly yamlFile: string;
      readonly defaultContainer: string | null;
      readonly cloud: string | null;
    };

export type StepName = 'imageVerify' | 'imagePrepare' | 'imageBuild' | 'imageTest' | 'imagePush';

/** One pipeline stage: a call of one step with literal arguments. run/ makes the same call on this machine. */
export interface StagePlan {
  readonly name: 'Verify' | 'Prepare' | 'Build' | 'Test' | 'Push';
  readonly step: StepName;
  /** Non-empty arguments only, in a fixed order. An argument `plainHttp` becomes COOPERAGE_PLAIN_HTTP. */
  readonly args: Readonly<Record<string, string>>;
  /** Variables bound to credentials in this stage only. */
  readonly credentials: readonly { readonly variable: string; readonly credentialsId: string }[];
}

/** Seconds, as a Jenkins `timeout(time:, unit:)`. */
export interface Timeout {
  readonly time: number;
  readonly unit: 'SECONDS' | 'MINUTES' | 'HOURS';
}

export interface PipelinePlan {
  readonly library: { readonly name: string; readonly version: string } | null;
  readonly agent: AgentPlan;
  readonly timeout: Timeout;
  readonly keepBuilds: number;
  readonly cron: readonly string[];
  readonly pollScm: readonly string[];
  /** Jobs after whose success this one is built: those of the images that it is built on. */
  readonly upstream: readonly string[];
  readonly approval: {
    readonly message: string;
    readonly submitters: readonly string[];
    readonly timeout: Timeout;
  } | null;
  readonly notify: { readonly email: readonly string[]; readonly on: readonly string[] } | null;
  readonly stages: readonly StagePlan[];
}

/** Parser directives at the top of the Dockerfile; null for none. */
export interface DirectivesPlan {
  readonly syntax: string | null;
  readonly escape: '\\' | '`';
  readonly check: string | null;
}

/** An argument of the build whose value an environment variable gives. */
export interface BuildArgument {
  readonly name: string;
  readonly variable: string;
}

export interface BuildPlan {
  /** Where the generated files lie, from the workspace's root, with '/': `images/nginx-19-el6`. */
  readonly dir: string;
  /** The spec's folder: `dir`, or the folder above it for a variant of a matrix. */
  readonly source: string;
  /** File name of the spec in `source`: `image.json` or `image.jsonc`. */
  readonly specFile: string;
  /** Of a matrix; null where the spec gives one image. */
  readonly variant: string | null;
  readonly description: string;
  readonly comment: readonly string[];
  readonly directives: DirectivesPlan;
  /** Of all stages, one after the other: each begins with FROM, after the ARGs that stand before the first. */
  readonly instructions: readonly Instruction[];
  /** Asked of the builder. */
  readonly features: readonly Feature[];
  readonly context: ContextPlan;
  readonly tests: readonly TestPlan[];
  readonly secrets: readonly SecretPlan[];
  readonly buildArgs: readonly BuildArgument[];
  /** Empty: the builder's own. */
  readonly platforms: readonly string[];
  readonly publish: PublishPlan;
  readonly builder: BuilderName;
  readonly pipeline: PipelinePlan;
}

export type { BuilderName, Instruction, Kind, PackageManager };
