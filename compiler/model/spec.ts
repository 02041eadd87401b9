/** The types of the schemas. Generated from schemas/ by `npm run generate`; not edited by hand. */

/** A partial spec, merged like a fragment that comes last. */
export interface PartialSpec {}

export interface MatrixOverride {
  /** The values that a combination must have. */
  readonly when: Readonly<Record<string, string>>;
  /** A partial spec, merged like a fragment that comes last. */
  readonly spec: PartialSpec;
}

/**
 * Makes several images of one spec: one for each combination of values, `${{ matrix.AXIS }}` in any
 * string.
 */
export interface MatrixSpec {
  /** The axes and their values. Values are strings: the number 3.10 would be 3.1. */
  readonly axes: Readonly<Record<string, readonly string[]>>;
  /** Further combinations, each with a value for every axis. */
  readonly include?: readonly Readonly<Record<string, string>>[];
  /** Combinations that are left out: those that have all the values of an item. */
  readonly exclude?: readonly Readonly<Record<string, string>>[];
  /**
   * The variant's name, and the folder of its generated files. The value of the axis where there is only
   * one; with more of them it must be given.
   */
  readonly name?: string;
  /** Partial specs for some of the combinations. */
  readonly overrides?: readonly MatrixOverride[];
}

export type Comment = string | readonly string[];

/** Parser directives: the lines at the very top of the Dockerfile. Most images need none. */
export interface Directives {
  /**
   * The Dockerfile frontend (`# syntax=`). Where it is not given, docker is asked for one only when an
   * instruction needs it; "none" takes the engine's own always.
   */
  readonly syntax?: string;
  /**
   * The escape character of the generated file (`# escape=`); the backtick is for Windows paths. Values
   * of the spec are written the same with both.
   * @default "\\"
   */
  readonly escape?: '\\' | '`';
  /** Which of BuildKit's build checks are left out, and whether they end the build (`# check=`). */
  readonly check?: string;
}

/** The build context of `copy`. Only what `copy` names is given to the builder. */
export interface ContextSpec {
  /**
   * The folder that `copy` takes paths from: from the spec's folder, inside the workspace.
   * @default "."
   */
  readonly dir?: string;
  /**
   * What is left out of it, in the patterns of .dockerignore: the last one that fits decides, `!` takes
   * back.
   */
  readonly ignore?: readonly string[];
}

/**
 * The base image: a reference, `{image, digest, platform}`, `{spec}` for another image of the
 * workspace, `{stage}` for an earlier stage, or "scratch" for an empty one.
 * Exactly one of `image`, `spec`, `stage`.
 */
export interface FromObject {
  /** The base image's reference. */
  readonly image?: string;
  /**
   * Of `image`: pins the base image to these very bytes. `cooper lock` does that for all images without
   * touching the specs.
   */
  readonly digest?: string;
  /**
   * Another image of this workspace, by its folder or name (`folder/variant` for one of a matrix):
   * stands for the reference that it publishes, and makes it be built first.
   */
  readonly spec?: string;
  /** Of `spec`: which of its tags; the first where it is not given. */
  readonly tag?: string;
  /** An earlier stage of this spec. */
  readonly stage?: string;
  /** The platform of the base image, where it is not the one that is built for. */
  readonly platform?: string;
}

/**
 * The base image: a reference, `{image, digest, platform}`, `{spec}` for another image of the
 * workspace, `{stage}` for an earlier stage, or "scratch" for an empty one.
 * Exactly one of `image`, `spec`, `stage`.
 */
export type From = string | FromObject;

/** A default, `null` for none, or where the build takes the value from. */
export interface ArgumentValueObject {
  /**
   * The environment variable of the build that gives the value; GIT_COMMIT and GIT_URL are the
   * checkout's. Not for secrets: who has the image can read it.
   */
  readonly fromEnv: string;
  /** The value where that variable is not set. */
  readonly default?: string;
}

/** A default, `null` for none, or where the build takes the value from. */
export type ArgumentValue = string | null | ArgumentValueObject;

/**
 * Distribution packages, installed in one RUN for each package manager: no prompts, no recommended
 * extras, no caches left in the layer.
 */
export interface Packages {
  /** Debian and Ubuntu packages; `name` or `name=version`. */
  readonly apt?: readonly string[];
  /** Alpine packages; `name` or `name=version`. */
  readonly apk?: readonly string[];
  /** Packages by yum; `name` or `name-version`. */
  readonly yum?: readonly string[];
  /** Packages by dnf. */
  readonly dnf?: readonly string[];
  /** Packages by microdnf. */
  readonly microdnf?: readonly string[];
  /** Packages by zypper. */
  readonly zypper?: readonly string[];
}

/** Text: a string, or an array of lines (so that a change shows by line). */
export type Text = string | readonly string[];

export interface HeredocText {
  /** The word that ends it. */
  readonly name: string;
  /** Its text, as it is. */
  readonly content: Text;
}

export interface Mount {
  /**
   * The kind of mount: a folder of the context, a stage or an image (`bind`), a folder that outlives the
   * build (`cache`), memory (`tmpfs`), one of `secrets` (`secret`), or an SSH agent (`ssh`).
   */
  readonly type: 'bind' | 'cache' | 'tmpfs' | 'secret' | 'ssh';
  /**
   * Where it is mounted. A secret is at /run/secrets/ID where it isn't given; bind, cache and tmpfs need
   * it.
   */
  readonly target?: string;
  /** Of bind and cache: the path in the build context or in `from`. */
  readonly source?: string;
  /** Of bind and cache: the stage or image that it is mounted from. */
  readonly from?: string;
  /** Of cache, secret and ssh: the id. A secret's is its key in `secrets`. */
  readonly id?: string;
  /** Of cache: whether builds share it at the same time. */
  readonly sharing?: 'shared' | 'private' | 'locked';
  /** Of bind and cache: no writes. */
  readonly readonly?: boolean;
  /** Of bind: writes are allowed, and thrown away. */
  readonly readwrite?: boolean;
  /** Of secret and ssh: the build fails when it isn't given. */
  readonly required?: boolean;
  /** Of secret: gives it as this variable instead of a file. */
  readonly env?: string;
  /** Of cache, secret and ssh: the file mode. */
  readonly mode?: string;
  /** Of cache, secret and ssh: the owner. */
  readonly uid?: number;
  /** Of cache, secret and ssh: the group. */
  readonly gid?: number;
  /** Of tmpfs: the upper limit, in bytes. */
  readonly size?: number;
}

/**
 * A string is one shell command; an object has exactly one of `commands`, `lines`, `script`,
 * `scriptFile`, `exec`.
 */
export interface RunObject {
  /** Complete commands, one each; the first that fails ends the build. */
  readonly commands?: readonly string[];
  /**
   * Physical lines, verbatim; the continuation `\` is added. A line that begins with `#` stays a
   * comment.
   */
  readonly lines?: readonly string[];
  /** Of `lines`: the texts of the heredocs that they begin with `<<`, in their order. */
  readonly heredocs?: readonly HeredocText[];
  /** A script, as a heredoc. Needs BuildKit of Docker 23 or later, or buildah 1.33. */
  readonly script?: Text;
  /** A script beside the spec, bind-mounted while it runs. Needs BuildKit or buildah. */
  readonly scriptFile?: string;
  /** A program and its arguments, without a shell. */
  readonly exec?: readonly string[];
  /** Of `script` and `scriptFile`: what runs it; the image's shell where it isn't given. */
  readonly interpreter?: string;
  /** Mounts while the command runs. Need BuildKit or buildah. */
  readonly mounts?: readonly Mount[];
  /** The network while the command runs. Needs BuildKit of Docker 23 or later, or buildah 1.30. */
  readonly network?: 'default' | 'none' | 'host';
  /** `insecure` runs without BuildKit's sandbox; the agent's buildx has to allow it. */
  readonly security?: 'sandbox' | 'insecure';
  /** Emitted directly above the instruction. */
  readonly comment?: Comment;
  /** A name for this item: an item with the same id, in what extends this, takes its place. */
  readonly id?: string;
}

/**
 * A string is one shell command; an object has exactly one of `commands`, `lines`, `script`,
 * `scriptFile`, `exec`.
 */
export type RunItem = string | RunObject;

/** A path, an address (`add`), or a file whose text stands here. */
export interface HeredocSource {
  /** The file name, and the word that ends the heredoc. */
  readonly name: string;
  /** The file's text. */
  readonly content: Text;
  /**
   * Whether variables in the text are expanded.
   * @default false
   */
  readonly expand?: boolean;
}

/** A path, an address (`add`), or a file whose text stands here. */
export type CopySource = string | HeredocSource;
/** What is copied: one path, or a list of paths and of files whose text stands here. */
export type CopySources = string | readonly CopySource[];

/**
 * A stage's name, an image, another image of the workspace, or a named context.
 * Exactly one of `image`, `spec`, `context`.
 */
export interface CopyFromObject {
  /** An image. */
  readonly image?: string;
  /** Of `image`: pins it to these very bytes. */
  readonly digest?: string;
  /** Another image of this workspace. */
  readonly spec?: string;
  /** Of `spec`: which of its tags; the first where it is not given. */
  readonly tag?: string;
  /** A named build context, which whoever builds must give. */
  readonly context?: string;
}

/**
 * A stage's name, an image, another image of the workspace, or a named context.
 * Exactly one of `image`, `spec`, `context`.
 */
export type CopyFrom = string | CopyFromObject;

/**
 * One COPY (`copy`) or one ADD (`add`).
 * Exactly one of `copy`, `add`.
 */
export interface CopyItem {
  /** COPY: one path, or a list of paths and inline files, of the build context or of `from`. Needs `to`. */
  readonly copy?: CopySources;
  /** ADD: addresses, repositories, and archives of the build context, which are unpacked. Needs `to`. */
  readonly add?: CopySources;
  /**
   * Where it goes, from `workdir` where it is no absolute path. A folder ends with `/`: several sources
   * need one.
   */
  readonly to: string;
  /** Of `copy`: where it is taken from. The build context where it is not given. */
  readonly from?: CopyFrom;
  /** Owner of what is put there; root where it is not given. */
  readonly chown?: string;
  /** Mode of what is put there. Needs BuildKit or buildah. */
  readonly chmod?: string;
  /**
   * A layer of its own, whatever lies below: it stays when the base changes. Needs BuildKit, or buildah
   * 1.41.
   */
  readonly link?: boolean;
  /** Of `copy`: keeps the parent folders of the sources. Needs BuildKit, or buildah 1.40. */
  readonly parents?: boolean;
  /** Patterns of what is left out, as they are: no variables. Needs BuildKit, or buildah 1.38. */
  readonly exclude?: readonly string[];
  /** Of `add`: the digest that what is fetched must have. */
  readonly checksum?: string;
  /** Of `add`: keeps `.git` of a repository that is fetched. Needs BuildKit. */
  readonly keepGitDir?: boolean;
  /**
   * Of `add`: whether archives are unpacked. Those of the build context are where it is not given, those
   * of an address are not. Needs BuildKit.
   */
  readonly unpack?: boolean;
  /** Emitted directly above the instruction. */
  readonly comment?: Comment;
  /** A name for this item: an item with the same id, in what extends this, takes its place. */
  readonly id?: string;
}

export type Command = string | readonly string[];

/** How the engine finds out whether a container is healthy; "none" turns the base image's check off. */
export interface HealthcheckObject {
  /** The command whose exit code tells the health: an array is exec form, a string shell form. */
  readonly test: Command;
  /** Time between two checks. */
  readonly interval?: string;
  /** A check that takes longer has failed. */
  readonly timeout?: string;
  /** Failures in this time after the start don't count. */
  readonly startPeriod?: string;
  /** Time between two checks in the start period. */
  readonly startInterval?: string;
  /** Failures in a row that make the container unhealthy. */
  readonly retries?: number;
}

/** One instruction, as in `steps`: exactly one verb, with its options beside it. */
export interface OnbuildItem {
  /** ARG: build arguments, here and not at the top. As in `args`. */
  readonly arg?: Readonly<Record<string, ArgumentValue>>;
  /** ENV: environment variables from here on. As in `env`. */
  readonly env?: Readonly<Record<string, string>>;
  /** LABEL: as in `labels`. */
  readonly label?: Readonly<Record<string, string>>;
  /** SHELL: the shell of all RUN lines from here on. */
  readonly shell?: readonly string[];
  /** RUN: one item as in `run`, a string or an object. */
  readonly run?: RunItem;
  /** COPY: one path, or a list of paths and inline files, of the build context or of `from`. Needs `to`. */
  readonly copy?: CopySources;
  /** ADD: addresses, repositories, and archives of the build context, which are unpacked. Needs `to`. */
  readonly add?: CopySources;
  /** WORKDIR: the folder of what follows, and of the container. Made where it is not there. */
  readonly workdir?: string;
  /** USER: who runs what follows, and the container. */
  readonly user?: string | number;
  /** VOLUME: mount points. What later lines write below them may be lost. */
  readonly volume?: readonly string[];
  /** EXPOSE: as in `expose`. */
  readonly expose?: readonly (number | string)[];
  /** STOPSIGNAL: as in `stopSignal`. */
  readonly stopSignal?: string;
  /** HEALTHCHECK: as in `healthcheck`. */
  readonly healthcheck?: HealthcheckObject | 'none';
  /** ENTRYPOINT: as in `entrypoint`. */
  readonly entrypoint?: Command;
  /** CMD: as in `cmd`. */
  readonly cmd?: Command;
  /** MAINTAINER, which Docker has deprecated: better a label. */
  readonly maintainer?: string;
  /**
   * Where it goes, from `workdir` where it is no absolute path. A folder ends with `/`: several sources
   * need one.
   */
  readonly to?: string;
  /** Of `copy`: where it is taken from. The build context where it is not given. */
  readonly from?: CopyFrom;
  /** Owner of what is put there; root where it is not given. */
  readonly chown?: string;
  /** Mode of what is put there. Needs BuildKit or buildah. */
  readonly chmod?: string;
  /**
   * A layer of its own, whatever lies below: it stays when the base changes. Needs BuildKit, or buildah
   * 1.41.
   */
  readonly link?: boolean;
  /** Of `copy`: keeps the parent folders of the sources. Needs BuildKit, or buildah 1.40. */
  readonly parents?: boolean;
  /** Patterns of what is left out, as they are: no variables. Needs BuildKit, or buildah 1.38. */
  readonly exclude?: readonly string[];
  /** Of `add`: the digest that what is fetched must have. */
  readonly checksum?: string;
  /** Of `add`: keeps `.git` of a repository that is fetched. Needs BuildKit. */
  readonly keepGitDir?: boolean;
  /**
   * Of `add`: whether archives are unpacked. Those of the build context are where it is not given, those
   * of an address are not. Needs BuildKit.
   */
  readonly unpack?: boolean;
  /** Emitted directly above the instruction. */
  readonly comment?: Comment;
  /** A name for this item: an item with the same id, in what extends this, takes its place. */
  readonly id?: string;
}

/** With `content` or `directory` a new entry; with neither, mode and owner of an entry of the rootfs. */
export interface FileSpec {
  /** The file's text. An array is lines, each ended by a line break; a string is taken as it is. */
  readonly content?: Text;
  /** An empty directory. */
  readonly directory?: true;
  /** File mode; 0644 for a file and 0755 for a directory where it isn't given. */
  readonly mode?: string;
  /** Numeric owner, `uid` or `uid:gid`; root where it isn't given. */
  readonly owner?: string | number;
}

/**
 * One instruction: exactly one verb, with its options beside it. Those from `to` to `unpack` belong to
 * `copy` and `add`.
 */
export interface Step {
  /** ARG: build arguments, here and not at the top. As in `args`. */
  readonly arg?: Readonly<Record<string, ArgumentValue>>;
  /** ENV: environment variables from here on. As in `env`. */
  readonly env?: Readonly<Record<string, string>>;
  /** LABEL: as in `labels`. */
  readonly label?: Readonly<Record<string, string>>;
  /** SHELL: the shell of all RUN lines from here on. */
  readonly shell?: readonly string[];
  /** RUN: one item as in `run`, a string or an object. */
  readonly run?: RunItem;
  /** RUN that installs packages and leaves no caches. As in `packages`. */
  readonly packages?: Packages;
  /** ADD of the rootfs, as root. At most once. */
  readonly rootfs?: string;
  /**
   * Inline files, in the same ADD as the rootfs: at most once, and where there are both directly behind
   * it.
   */
  readonly files?: Readonly<Record<string, FileSpec>>;
  /** COPY: one path, or a list of paths and inline files, of the build context or of `from`. Needs `to`. */
  readonly copy?: CopySources;
  /** ADD: addresses, repositories, and archives of the build context, which are unpacked. Needs `to`. */
  readonly add?: CopySources;
  /** WORKDIR: the folder of what follows, and of the container. Made where it is not there. */
  readonly workdir?: string;
  /** USER: who runs what follows, and the container. */
  readonly user?: string | number;
  /** VOLUME: mount points. What later lines write below them may be lost. */
  readonly volume?: readonly string[];
  /** EXPOSE: as in `expose`. */
  readonly expose?: readonly (number | string)[];
  /** STOPSIGNAL: as in `stopSignal`. */
  readonly stopSignal?: string;
  /** HEALTHCHECK: as in `healthcheck`. */
  readonly healthcheck?: HealthcheckObject | 'none';
  /** ENTRYPOINT: as in `entrypoint`. */
  readonly entrypoint?: Command;
  /** CMD: as in `cmd`. */
  readonly cmd?: Command;
  /** MAINTAINER, which Docker has deprecated: better a label. */
  readonly maintainer?: string;
  /** ONBUILD: one item as in `onbuild`. */
  readonly onbuild?: OnbuildItem;
  /**
   * Where it goes, from `workdir` where it is no absolute path. A folder ends with `/`: several sources
   * need one.
   */
  readonly to?: string;
  /** Of `copy`: where it is taken from. The build context where it is not given. */
  readonly from?: CopyFrom;
  /** Owner of what is put there; root where it is not given. */
  readonly chown?: string;
  /** Mode of what is put there. Needs BuildKit or buildah. */
  readonly chmod?: string;
  /**
   * A layer of its own, whatever lies below: it stays when the base changes. Needs BuildKit, or buildah
   * 1.41.
   */
  readonly link?: boolean;
  /** Of `copy`: keeps the parent folders of the sources. Needs BuildKit, or buildah 1.40. */
  readonly parents?: boolean;
  /** Patterns of what is left out, as they are: no variables. Needs BuildKit, or buildah 1.38. */
  readonly exclude?: readonly string[];
  /** Of `add`: the digest that what is fetched must have. */
  readonly checksum?: string;
  /** Of `add`: keeps `.git` of a repository that is fetched. Needs BuildKit. */
  readonly keepGitDir?: boolean;
  /**
   * Of `add`: whether archives are unpacked. Those of the build context are where it is not given, those
   * of an address are not. Needs BuildKit.
   */
  readonly unpack?: boolean;
  /** Emitted directly above the instruction. */
  readonly comment?: Comment;
  /** A name for this item: an item with the same id, in what extends this, takes its place. */
  readonly id?: string;
}

/** A build stage before the image itself. It has no rootfs and no inline files: use `copy`. */
export interface StageSpec {
  /** The stage's name, for `from` of a copy and `{stage}`. */
  readonly name: string;
  /**
   * The base image: a reference, `{image, digest, platform}`, `{spec}` for another image of the
   * workspace, `{stage}` for an earlier stage, or "scratch" for an empty one.
   */
  readonly from: From;
  /** Emitted above the stage. */
  readonly comment?: Comment;
  /**
   * Comments emitted directly above the instruction of a plain field, by the field's name, or by field
   * and key (`env.PATH`).
   */
  readonly comments?: Readonly<Record<string, Comment>>;
  /**
   * Build arguments of this stage: a default, `null` for none (or for one of `globalArgs`), or
   * `{fromEnv}` for a value that the build gives.
   */
  readonly args?: Readonly<Record<string, ArgumentValue>>;
  /** Environment variables. `$X` and `${X}` expand as in a Dockerfile; `$$` is a literal `$`. */
  readonly env?: Readonly<Record<string, string>>;
  /** The shell for RUN lines and for shell-form commands. */
  readonly shell?: readonly string[];
  /**
   * Distribution packages, installed in one RUN for each package manager: no prompts, no recommended
   * extras, no caches left in the layer.
   */
  readonly packages?: Packages;
  /** RUN instructions, before the rootfs and files are added. */
  readonly run?: readonly RunItem[];
  /** The working directory. */
  readonly workdir?: string;
  /** COPY and ADD, after the rootfs and files: from the build context, an earlier stage or an image. */
  readonly copy?: readonly CopyItem[];
  /** RUN instructions, after the rootfs and files are added. */
  readonly runAfterFiles?: readonly RunItem[];
  /** Mount points that hold data. */
  readonly volumes?: readonly string[];
  /** Who the container runs as; also a `$VARIABLE`. */
  readonly user?: string | number;
  /** Ports that the image listens on. */
  readonly expose?: readonly (number | string)[];
  /** The signal that stops the container. */
  readonly stopSignal?: string;
  /** How the engine finds out whether a container is healthy; "none" turns the base image's check off. */
  readonly healthcheck?: HealthcheckObject | 'none';
  /** Image labels. Source, revision and inputs are added at build time. */
  readonly labels?: Readonly<Record<string, string>>;
  /** What the container runs: an array is exec form, a string shell form, `[]` resets the base's. */
  readonly entrypoint?: Command;
  /** Default arguments of the entrypoint, or the command where there is none. */
  readonly cmd?: Command;
  /** Instructions that run when another image is built from this one. */
  readonly onbuild?: readonly OnbuildItem[];
  /**
   * The body in an order of your own, one instruction a step, in place of `shell packages run workdir
   * rootfs files copy runAfterFiles volumes user`: stating both is an error. `args`, `env` and what only
   * describes the image (from `expose` on) stay fields.
   */
  readonly steps?: readonly Step[];
}

export interface SecretSpec {
  /** The Jenkins credentials that hold it. */
  readonly credentialsId: string;
  /**
   * The kind of those credentials.
   * @default "text"
   */
  readonly kind?: 'file' | 'text' | 'usernamePassword';
}

export type Patterns = string | readonly string[];

/** At least one of `command`, `files`, `ports`. */
export interface TestSpec {
  /** What is checked, for the report. */
  readonly name: string;
  /** Run in the image instead of its entrypoint: an array is exec form, a string goes to /bin/sh -c. */
  readonly command?: Command;
  /**
   * The exit code that is expected.
   * @default 0
   */
  readonly exitCode?: number;
  /** Extended regular expressions (POSIX) that each must match a line of standard output. */
  readonly stdout?: Patterns;
  /** Likewise for standard error. */
  readonly stderr?: Patterns;
  /** Paths that must exist in the image. */
  readonly files?: readonly string[];
  /** TCP ports that must listen once the image's own entrypoint has been started. */
  readonly ports?: readonly (number | string)[];
  /**
   * How long the test may take.
   * @default "30s"
   */
  readonly timeout?: string;
}

/** Where the image is pushed. */
export interface PublishSettings {
  /** The registry's host, and port. */
  readonly registry?: string;
  /** The project or namespace in the registry. */
  readonly namespace?: string;
  /**
   * Tags of the pushed image. The first one names the build.
   * @default ["latest"]
   */
  readonly tags?: readonly string[];
  /** Jenkins credentials (user name with password) for the registry. */
  readonly credentialsId?: string;
  /**
   * Whether a tag that is there already may be moved: no, yes, or only these tags.
   * @default false
   */
  readonly overwrite?: boolean | readonly string[];
  /**
   * What the registry is, so that a missing project can be told from a refused account.
   * @default "distribution"
   */
  readonly kind?: 'distribution' | 'harbor' | 'gitlab';
  /** Where Harbor's or GitLab's own API is, when that isn't the registry's host. */
  readonly apiUrl?: string;
  /**
   * The registry speaks HTTP without TLS. Registries on the loopback address always may.
   * @default false
   */
  readonly plainHttp?: boolean;
}

/** A container on a node with Docker (Docker Pipeline plugin). */
export interface DockerAgent {
  /** The container that the build runs in. */
  readonly image: string;
  /** Arguments of `docker run`. */
  readonly args?: string;
  /** The label of the node that runs it. */
  readonly label?: string;
}

/** A pod (Kubernetes plugin). */
export interface KubernetesAgent {
  /** The pod's manifest in the workspace, from its root. */
  readonly yamlFile: string;
  /** The container that the stages run in. */
  readonly defaultContainer?: string;
  /** The name of the cloud in Jenkins. */
  readonly cloud?: string;
}

/**
 * Where the build runs.
 * Exactly one of `label`, `docker`, `kubernetes`.
 */
export interface AgentObject {
  /** A Jenkins label expression. */
  readonly label?: string;
  /** A container on a node with Docker (Docker Pipeline plugin). */
  readonly docker?: DockerAgent;
  /** A pod (Kubernetes plugin). */
  readonly kubernetes?: KubernetesAgent;
}

export type Cron = string | readonly string[];

/** What starts a build by itself. */
export interface TriggerSettings {
  /** Builds at these times, in Jenkins' cron syntax. */
  readonly cron?: Cron;
  /** Looks for changes at these times. */
  readonly pollScm?: Cron;
}

/** A person must agree before an agent is taken. */
export interface ApprovalSettings {
  /** The question that is asked. */
  readonly message?: string;
  /** Who may answer; anyone who may build where it isn't given. */
  readonly submitters?: readonly string[];
  /**
   * How long it waits.
   * @default "24h"
   */
  readonly timeout?: string;
}

/** Mails after a build (Mailer plugin). */
export interface NotifySettings {
  /** Who is written to. */
  readonly email: readonly string[];
  /**
   * After which builds.
   * @default ["failure","fixed"]
   */
  readonly on?: readonly ('always' | 'failure' | 'fixed' | 'success' | 'unstable' | 'aborted')[];
}

/** How Jenkins builds the image. */
export interface PipelineSettings {
  /**
   * Where the build runs.
   * @default "any"
   */
  readonly agent?: 'any' | AgentObject;
  /**
   * What builds the image. buildah needs no daemon and no privileges over the host.
   * @default "docker"
   */
  readonly builder?: 'docker' | 'buildah';
  /**
   * The network of RUN lines.
   * @default "default"
   */
  readonly buildNetwork?: 'default' | 'none' | 'host';
  /**
   * A build that takes longer is stopped.
   * @default "60m"
   */
  readonly timeout?: string;
  /** What starts a build by itself. */
  readonly triggers?: TriggerSettings;
  /**
   * How many builds Jenkins keeps.
   * @default 20
   */
  readonly keepBuilds?: number;
  /** A person must agree before an agent is taken. */
  readonly approval?: ApprovalSettings;
  /** Mails after a build (Mailer plugin). */
  readonly notify?: NotifySettings;
  /**
   * How often a transfer to or from the registry is tried again after a transient fault.
   * @default 3
   */
  readonly retries?: number;
}

export interface Waiver {
  /** The rule of the policy that may be broken. */
  readonly rule: string;
  /** Why, for reviewers and reports. */
  readonly reason: string;
}

/** One container image: what it holds, how it is tested, where it is pushed. */
export interface ImageSpec {
  /** The address of this schema, so that an editor completes and checks the file. */
  readonly $schema?: string;
  /** The repository name in the registry, in the grammar of the OCI distribution specification. */
  readonly name: string;
  /** One sentence about the image, for people. Shown as the Jenkins job's description. */
  readonly description?: string;
  /** Who to ask about this image. */
  readonly owners?: readonly string[];
  /**
   * Partial specs (fragments) that this one builds on: paths from the folder of this file. A later one
   * beats an earlier one, and this file beats all; each field tells how it merges. A fragment may extend
   * others.
   */
  readonly extends?: string | readonly string[];
  /** Values for `${{ vars.NAME }}` in any string of the spec. One may refer to others, and to `matrix`. */
  readonly vars?: Readonly<Record<string, string>>;
  /**
   * Makes several images of one spec: one for each combination of values, `${{ matrix.AXIS }}` in any
   * string.
   */
  readonly matrix?: MatrixSpec;
  /** Emitted as a comment at the top of the Dockerfile. */
  readonly comment?: Comment;
  /**
   * Comments emitted directly above the instruction of a plain field, by the field's name, or by field
   * and key (`env.PATH`).
   */
  readonly comments?: Readonly<Record<string, Comment>>;
  /** Parser directives: the lines at the very top of the Dockerfile. Most images need none. */
  readonly directives?: Directives;
  /**
   * Build arguments before the first FROM: the only ones that `from` may name. A stage that needs one
   * names it in its `args` with `null`.
   */
  readonly globalArgs?: Readonly<Record<string, string | null>>;
  /** The build context of `copy`. Only what `copy` names is given to the builder. */
  readonly context?: ContextSpec;
  /**
   * Earlier build stages, in order; the image itself is the last one, made of the fields beside this. It
   * takes files of a stage by `copy` with `from`, or builds on one by `from` with `{stage}`.
   */
  readonly stages?: readonly StageSpec[];
  /** The name of the image's own stage, for `docker build --target`. */
  readonly target?: string;
  /**
   * The base image: a reference, `{image, digest, platform}`, `{spec}` for another image of the
   * workspace, `{stage}` for an earlier stage, or "scratch" for an empty one.
   */
  readonly from: From;
  /**
   * Distribution packages, installed in one RUN for each package manager: no prompts, no recommended
   * extras, no caches left in the layer.
   */
  readonly packages?: Packages;
  /** RUN instructions, before the rootfs and files are added. */
  readonly run?: readonly RunItem[];
  /**
   * A directory beside the spec whose content is added at `/`, as a normalized `rootfs.tar.gz`: root
   * owns everything, modes keep only the exec bit. State other modes and owners in `files`.
   */
  readonly rootfs?: string;
  /**
   * Single files and directories of the image by their absolute path: inline content, or mode and owner
   * for something that the rootfs holds.
   */
  readonly files?: Readonly<Record<string, FileSpec>>;
  /** COPY and ADD, after the rootfs and files: from the build context, an earlier stage or an image. */
  readonly copy?: readonly CopyItem[];
  /** RUN instructions, after the rootfs and files are added. */
  readonly runAfterFiles?: readonly RunItem[];
  /**
   * Build arguments of this stage: a default, `null` for none (or for one of `globalArgs`), or
   * `{fromEnv}` for a value that the build gives.
   */
  readonly args?: Readonly<Record<string, ArgumentValue>>;
  /** Environment variables. `$X` and `${X}` expand as in a Dockerfile; `$$` is a literal `$`. */
  readonly env?: Readonly<Record<string, string>>;
  /** Image labels. Source, revision and inputs are added at build time. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Who the container runs as; also a `$VARIABLE`. */
  readonly user?: string | number;
  /** The working directory. */
  readonly workdir?: string;
  /** The shell for RUN lines and for shell-form commands. */
  readonly shell?: readonly string[];
  /** Mount points that hold data. */
  readonly volumes?: readonly string[];
  /** Ports that the image listens on. */
  readonly expose?: readonly (number | string)[];
  /** The signal that stops the container. */
  readonly stopSignal?: string;
  /** How the engine finds out whether a container is healthy; "none" turns the base image's check off. */
  readonly healthcheck?: HealthcheckObject | 'none';
  /** What the container runs: an array is exec form, a string shell form, `[]` resets the base's. */
  readonly entrypoint?: Command;
  /** Default arguments of the entrypoint, or the command where there is none. */
  readonly cmd?: Command;
  /** Instructions that run when another image is built from this one. */
  readonly onbuild?: readonly OnbuildItem[];
  /**
   * The body in an order of your own, one instruction a step, in place of `shell packages run workdir
   * rootfs files copy runAfterFiles volumes user`: stating both is an error. `args`, `env` and what only
   * describes the image (from `expose` on) stay fields.
   */
  readonly steps?: readonly Step[];
  /** Secrets that RUN lines mount by id. They are never part of a layer. */
  readonly secrets?: Readonly<Record<string, SecretSpec>>;
  /**
   * Platforms to build for, pushed under one index. The builder's own where it is not given. RUN lines
   * for another platform than the agent's need its emulation (binfmt); a stage of `$BUILDPLATFORM` needs
   * none.
   */
  readonly platforms?: readonly string[];
  /** Checks of the built image, before it is pushed. */
  readonly tests?: readonly TestSpec[];
  /** Where the image is pushed. */
  readonly publish?: PublishSettings;
  /** How Jenkins builds the image. */
  readonly pipeline?: PipelineSettings;
  /** Exceptions from the workspace's policy, each with its reason. */
  readonly waivers?: readonly Waiver[];
}

/**
 * Where Jenkins finds the steps: "workspace" loads them out of the job's own repository, with nothing
 * to configure; `{name, version}` names a library that an administrator has configured.
 */
export interface LibraryObject {
  /** The library's name, as configured in Jenkins. */
  readonly name: string;
  /** A tag or commit of the library's repository. */
  readonly version: string;
}

/** Values that every image takes where its own spec says nothing. */
export interface WorkspaceDefaults {
  /** Who to ask about this image. */
  readonly owners?: readonly string[];
  /** Image labels. Source, revision and inputs are added at build time. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Where the image is pushed. */
  readonly publish?: PublishSettings;
  /** How Jenkins builds the image. */
  readonly pipeline?: PipelineSettings;
  /** Parser directives: the lines at the very top of the Dockerfile. Most images need none. */
  readonly directives?: Directives;
}

/** Where the jobs get the workspace from. */
export interface GitSettings {
  /**
   * The address that Jenkins clones. Without it: that of the remote `origin` of this clone. It must hold
   * no password.
   */
  readonly url?: string;
  /**
   * The branch that the jobs build.
   * @default "main"
   */
  readonly branch?: string;
  /** The id of the credentials in Jenkins that may read the repository. Without it: none. */
  readonly credentialsId?: string;
}

/**
 * Configures the library that `library` names at the folder, so that no administrator has to. It runs
 * in the sandbox. Only with `library` as an object.
 */
export interface FolderLibrary {
  /** The address of the library's repository. Without it: that of the workspace. */
  readonly url?: string;
  /**
   * The id of the credentials that may read it. Without it: those of `git`, where the address is that of
   * the workspace.
   */
  readonly credentialsId?: string;
}

/**
 * The jobs in Jenkins, as `cooper jobs` makes them. The controller's address and the account come from
 * the environment, never from here.
 */
export interface JenkinsSettings {
  /**
   * The folder in Jenkins that holds the jobs of this workspace. `cooper jobs sync` makes it where it is
   * missing.
   */
  readonly folder?: string;
  /** Where the jobs get the workspace from. */
  readonly git?: GitSettings;
  /**
   * Configures the library that `library` names at the folder, so that no administrator has to. It runs
   * in the sandbox. Only with `library` as an object.
   */
  readonly folderLibrary?: FolderLibrary;
  /**
   * Whether a push in GitLab starts the jobs. Needs the plugin GitLab, and a webhook in the project.
   * @default false
   */
  readonly gitlabPush?: boolean;
}

/**
 * How `cooper publish` makes merge requests. The server's address, the project and the token come from
 * the environment, never from here.
 */
export interface Gitlab {
  /** The branch that changes are merged into. Without it: the project's default branch. */
  readonly targetBranch?: string;
  /**
   * The branch that `cooper publish` commits to, where the command line names none.
   * @default "cooperage/publish"
   */
  readonly branch?: string;
  /** The title of the merge request. Without it one is made of the images that change. */
  readonly title?: string;
  /** Labels that the merge request gets. Others that it has stay. */
  readonly labels?: readonly string[];
  /**
   * Who is asked to review: those whom CODEOWNERS names for the changed files, the `owners` of the
   * changed images, both, or nobody.
   * @default "both"
   */
  readonly reviewers?: 'codeowners' | 'owners' | 'both' | 'none';
  /**
   * Whether GitLab deletes the branch when the merge request is merged.
   * @default true
   */
  readonly removeSourceBranch?: boolean;
}

/**
 * Base images, and images that files are copied or mounted from, come from these registries only.
 * Images of this workspace are always allowed.
 */
export interface BaseRegistryObject {
  /**
   * How a finding counts: not at all, as a warning, or as an error that keeps the image from being
   * written.
   */
  readonly severity: 'off' | 'warn' | 'error';
  /**
   * Whether a spec may waive the rule, with a reason.
   * @default true
   */
  readonly waivable?: boolean;
  /**
   * Registries, with the namespace or repository where only that is meant. Docker Hub is docker.io, its
   * official images are docker.io/library.
   */
  readonly allow: readonly string[];
}

/**
 * Base images state a tag that does not move, or a digest. A pin in cooperage.lock.json counts as a
 * digest.
 */
export interface NoLatestBaseObject {
  /**
   * How a finding counts: not at all, as a warning, or as an error that keeps the image from being
   * written.
   */
  readonly severity: 'off' | 'warn' | 'error';
  /**
   * Whether a spec may waive the rule, with a reason.
   * @default true
   */
  readonly waivable?: boolean;
  /**
   * The tags that move. No tag at all is latest.
   * @default ["latest"]
   */
  readonly tags?: readonly string[];
}

/**
 * Base images, and images that files are copied or mounted from, are pinned by a digest: in the spec
 * or in cooperage.lock.json.
 */
export interface BaseDigestObject {
  /**
   * How a finding counts: not at all, as a warning, or as an error that keeps the image from being
   * written.
   */
  readonly severity: 'off' | 'warn' | 'error';
  /**
   * Whether a spec may waive the rule, with a reason.
   * @default true
   */
  readonly waivable?: boolean;
}

/**
 * The image states a user that is not root. Whom its base image runs as is not known when a spec is
 * compiled, so the user has to be stated.
 */
export interface NoRootUserObject {
  /**
   * How a finding counts: not at all, as a warning, or as an error that keeps the image from being
   * written.
   */
  readonly severity: 'off' | 'warn' | 'error';
  /**
   * Whether a spec may waive the rule, with a reason.
   * @default true
   */
  readonly waivable?: boolean;
}

/**
 * No variable, label, command, file or file name looks like a secret: tokens of well-known forms,
 * private keys, passwords in addresses, and literal values for names such as PASSWORD or API_TOKEN.
 * Files under the rootfs are judged by their name only.
 */
export interface NoSecretValuesObject {
  /**
   * How a finding counts: not at all, as a warning, or as an error that keeps the image from being
   * written.
   */
  readonly severity: 'off' | 'warn' | 'error';
  /**
   * Whether a spec may waive the rule, with a reason.
   * @default true
   */
  readonly waivable?: boolean;
  /** Names of variables, and paths of files, that hold no secret. */
  readonly allow?: readonly string[];
}

/**
 * No RUN gives what curl or wget fetches straight to an interpreter: through a pipe, `bash <(curl …)`,
 * or `sh -c "$(curl …)"`.
 */
export interface NoCurlPipeShellObject {
  /**
   * How a finding counts: not at all, as a warning, or as an error that keeps the image from being
   * written.
   */
  readonly severity: 'off' | 'warn' | 'error';
  /**
   * Whether a spec may waive the rule, with a reason.
   * @default true
   */
  readonly waivable?: boolean;
}

/**
 * Packages are installed with a version: those of `packages`, and those that RUN lines install by the
 * same package managers.
 */
export interface PackageVersionsObject {
  /**
   * How a finding counts: not at all, as a warning, or as an error that keeps the image from being
   * written.
   */
  readonly severity: 'off' | 'warn' | 'error';
  /**
   * Whether a spec may waive the rule, with a reason.
   * @default true
   */
  readonly waivable?: boolean;
  /** The package managers that are looked at; all where it is not given. */
  readonly managers?: readonly ('apt' | 'apk' | 'yum' | 'dnf' | 'microdnf' | 'zypper')[];
}

export interface RequiredLabel {
  /** The label's name. */
  readonly name: string;
  /**
   * A regular expression (of JavaScript, with the flag u) that matches somewhere in the value: begin it
   * with ^ and end it with $ for the whole.
   */
  readonly pattern: string;
}

/**
 * The image states these labels, and their values match. Those that Cooperage adds at build time
 * (source, revision, base) count as stated.
 */
export interface RequiredLabelsObject {
  /**
   * How a finding counts: not at all, as a warning, or as an error that keeps the image from being
   * written.
   */
  readonly severity: 'off' | 'warn' | 'error';
  /**
   * Whether a spec may waive the rule, with a reason.
   * @default true
   */
  readonly waivable?: boolean;
  /** Names of labels, or names with a pattern for the value. */
  readonly labels: readonly (string | RequiredLabel)[];
}

/** The image exposes these ports only. */
export interface AllowedPortsObject {
  /**
   * How a finding counts: not at all, as a warning, or as an error that keeps the image from being
   * written.
   */
  readonly severity: 'off' | 'warn' | 'error';
  /**
   * Whether a spec may waive the rule, with a reason.
   * @default true
   */
  readonly waivable?: boolean;
  /** Ports and ranges of ports; of TCP where no protocol is stated. */
  readonly ports: readonly (number | string)[];
}

/** The image has tests that run before it is pushed. */
export interface TestsRequiredObject {
  /**
   * How a finding counts: not at all, as a warning, or as an error that keeps the image from being
   * written.
   */
  readonly severity: 'off' | 'warn' | 'error';
  /**
   * Whether a spec may waive the rule, with a reason.
   * @default true
   */
  readonly waivable?: boolean;
  /**
   * How many.
   * @default 1
   */
  readonly minimum?: number;
}

/**
 * The build gets no rights over its agent: no Docker daemon (whoever reaches its socket is root
 * there), no RUN without sandbox or in the host's network, no agent container with such rights.
 */
export interface NoPrivilegedBuilderObject {
  /**
   * How a finding counts: not at all, as a warning, or as an error that keeps the image from being
   * written.
   */
  readonly severity: 'off' | 'warn' | 'error';
  /**
   * Whether a spec may waive the rule, with a reason.
   * @default true
   */
  readonly waivable?: boolean;
  /**
   * What is accepted: `docker` the builder docker, `insecure` RUN with security insecure, `host-network`
   * the host's network, `agent` rights of the agent's container.
   */
  readonly allow?: readonly ('docker' | 'insecure' | 'host-network' | 'agent')[];
}

/** What `add` fetches by HTTP has a `checksum`. Repositories of Git are left out. */
export interface AddChecksumObject {
  /**
   * How a finding counts: not at all, as a warning, or as an error that keeps the image from being
   * written.
   */
  readonly severity: 'off' | 'warn' | 'error';
  /**
   * Whether a spec may waive the rule, with a reason.
   * @default true
   */
  readonly waivable?: boolean;
}

/**
 * The rules that every image keeps. Without it all of them are off. The page on policy tells what each
 * demands, and how a spec waives one.
 */
export interface PolicySettings {
  /** A set of rules to start from; rules stated beside it replace those of the set. */
  readonly preset?: 'recommended';
  /**
   * Base images, and images that files are copied or mounted from, come from these registries only.
   * Images of this workspace are always allowed.
   */
  readonly 'base-registry'?: 'off' | BaseRegistryObject;
  /**
   * Base images state a tag that does not move, or a digest. A pin in cooperage.lock.json counts as a
   * digest.
   */
  readonly 'no-latest-base'?: 'off' | 'warn' | 'error' | NoLatestBaseObject;
  /**
   * Base images, and images that files are copied or mounted from, are pinned by a digest: in the spec
   * or in cooperage.lock.json.
   */
  readonly 'base-digest'?: 'off' | 'warn' | 'error' | BaseDigestObject;
  /**
   * The image states a user that is not root. Whom its base image runs as is not known when a spec is
   * compiled, so the user has to be stated.
   */
  readonly 'no-root-user'?: 'off' | 'warn' | 'error' | NoRootUserObject;
  /**
   * No variable, label, command, file or file name looks like a secret: tokens of well-known forms,
   * private keys, passwords in addresses, and literal values for names such as PASSWORD or API_TOKEN.
   * Files under the rootfs are judged by their name only.
   */
  readonly 'no-secret-values'?: 'off' | 'warn' | 'error' | NoSecretValuesObject;
  /**
   * No RUN gives what curl or wget fetches straight to an interpreter: through a pipe, `bash <(curl …)`,
   * or `sh -c "$(curl …)"`.
   */
  readonly 'no-curl-pipe-shell'?: 'off' | 'warn' | 'error' | NoCurlPipeShellObject;
  /**
   * Packages are installed with a version: those of `packages`, and those that RUN lines install by the
   * same package managers.
   */
  readonly 'package-versions'?: 'off' | 'warn' | 'error' | PackageVersionsObject;
  /**
   * The image states these labels, and their values match. Those that Cooperage adds at build time
   * (source, revision, base) count as stated.
   */
  readonly 'required-labels'?: 'off' | RequiredLabelsObject;
  /** The image exposes these ports only. */
  readonly 'allowed-ports'?: 'off' | AllowedPortsObject;
  /** The image has tests that run before it is pushed. */
  readonly 'tests-required'?: 'off' | 'warn' | 'error' | TestsRequiredObject;
  /**
   * The build gets no rights over its agent: no Docker daemon (whoever reaches its socket is root
   * there), no RUN without sandbox or in the host's network, no agent container with such rights.
   */
  readonly 'no-privileged-builder'?: 'off' | 'warn' | 'error' | NoPrivilegedBuilderObject;
  /** What `add` fetches by HTTP has a `checksum`. Repositories of Git are left out. */
  readonly 'add-checksum'?: 'off' | 'warn' | 'error' | AddChecksumObject;
}

/** Settings of a workspace: cooperage.json at the root of the repository. */
export interface WorkspaceSettings {
  /** The address of this schema. */
  readonly $schema?: string;
  /**
   * The folder of the images, from the workspace's root.
   * @default "images"
   */
  readonly images?: string;
  /**
   * Where Jenkins finds the steps: "workspace" loads them out of the job's own repository, with nothing
   * to configure; `{name, version}` names a library that an administrator has configured.
   * @default "workspace"
   */
  readonly library?: 'workspace' | LibraryObject;
  /** Values for `${{ vars.NAME }}` in any string of the spec. One may refer to others, and to `matrix`. */
  readonly vars?: Readonly<Record<string, string>>;
  /** Values that every image takes where its own spec says nothing. */
  readonly defaults?: WorkspaceDefaults;
  /**
   * The jobs in Jenkins, as `cooper jobs` makes them. The controller's address and the account come from
   * the environment, never from here.
   */
  readonly jenkins?: JenkinsSettings;
  /**
   * How `cooper publish` makes merge requests. The server's address, the project and the token come from
   * the environment, never from here.
   */
  readonly gitlab?: Gitlab;
  /**
   * The rules that every image keeps. Without it all of them are off. The page on policy tells what each
   * demands, and how a spec waives one.
   */
  readonly policy?: PolicySettings;
}

/** One image. */
export interface LockedImage {
  /** What the reference named when it was locked: an image, or an index of one image a platform. */
  readonly digest: string;
}

/**
 * Digests of the images that the workspace's specs take from registries: cooperage.lock.json at the
 * root of the repository. `cooper lock` writes it.
 */
export interface LockFile {
  /** The address of this schema. */
  readonly $schema?: string;
  /** By reference, as the specs write it, with the defaults of `globalArgs` in it. */
  readonly images: Readonly<Record<string, LockedImage>>;
}
