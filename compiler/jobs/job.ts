/** What Cooperage owns of a job and of a folder in Jenkins. All else there is somebody's, and stays. No logic here. */

/** Values of a found job are null where its config.xml does not say them. */
export interface OwnedJob {
  /** The spec's description, and the marker in its last line. */
  readonly description: string;
  readonly url: string | null;
  /** As the Git plugin takes it: `refs/heads/main`. */
  readonly branch: string | null;
  /** null for none. */
  readonly credentialsId: string | null;
  readonly scriptPath: string | null;
  /** Whether Jenkins reads the Jenkinsfile alone, without a checkout. */
  readonly lightweight: boolean;
  /** Those that we own; a job may have more. */
  readonly parameters: readonly OwnedParameter[];
  readonly keepBuilds: string | null;
  /** Whether builds of it may run side by side. */
  readonly concurrent: boolean;
  readonly triggers: OwnedTriggers;
}

export interface OwnedParameter {
  readonly name: string;
  readonly defaultValue: string;
  readonly description: string;
  readonly trim: boolean;
}

/** null for none of the kind. */
export interface OwnedTriggers {
  /** Lines. */
  readonly cron: string | null;
  /** Lines. */
  readonly pollScm: string | null;
  /** Names of jobs, sorted, with `, ` between; a threshold other than SUCCESS follows in brackets. */
  readonly upstream: string | null;
  /** Branches whose pushes in GitLab start the job; '' for all. */
  readonly gitlabPush: string | null;
}

export type TriggerKind = keyof OwnedTriggers;

/** A library, as the folder configures it. */
export interface OwnedLibrary {
  readonly name: string;
  readonly version: string | null;
  readonly url: string | null;
  readonly credentialsId: string | null;
  /** Whether every build gets it unasked. */
  readonly implicit: boolean;
  /** Whether a Jenkinsfile may name a version: ours always does. */
  readonly versioned: boolean;
}

/** One value that differs. null: it is not there. */
export interface FieldChange {
  /** Such as `script path` or `parameter image_tag`. */
  readonly field: string;
  readonly from: string | null;
  readonly to: string | null;
}
