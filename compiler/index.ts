/**
 * The public API: what a console, an editor or a script needs. Nothing here prints or ends the process.
 *
 * ```ts
 * import { compile } from 'cooperage';
 * const { diagnostics, changes } = compile('/path/of/workspace', { output: 'check' });
 * ```
 */

export { blame, type Blamed, type BlamedFile, type BlamedLine, type BlameOptions } from './blame.js';
export type { WrittenAt } from './blame/written.js';
export { checkWorkspace } from './check.js';
export { compile, isError, type CompileOptions, type CompileResult } from './compile.js';
export { buildWord, chooseBuild, type BuildWord, type ChosenBuild } from './builds/choose-build.js';
export { buildImages, imagesToBuild, type BuildImagesOptions, type ImageToBuild } from './build-images.js';
export type { BuildOutcome } from './builds/build-image.js';
export type { BuildEvent, ExplainedFailure, PushedRecord } from './builds/events.js';
export { LogReader, type LogLine, type LogReaderOptions } from './builds/log-reader.js';
export {
  imageStatus,
  imageStatuses,
  type BuildSummary,
  type ImageStatus,
  type StatusOptions,
  type StatusTarget,
} from './builds/status.js';
export { accessOf as gitLabAccess, type GitLabAccess } from './clients/gitlab/access.js';
export type { GitLabApi } from './clients/gitlab/api.js';
export { connectGitLab } from './connect-gitlab.js';
export { completer, type CompleteOptions } from './complete-edits.js';
export { Edits, type Target, type Targets } from './content/edits.js';
export { historyOf, type HistoryEntry, type HistoryPage } from './content/history.js';
export { editJson, type EditedJson, type JsonEdit } from './content/json/edit.js';
export type { JsonValue } from './content/json/document.js';
export type { Conflict, Version } from './content/look.js';
export {
  isBinary,
  ProjectContent,
  type ContentOptions,
  type ContentPage,
} from './content/project-content.js';
export { saveEdits, type Completion, type Saved, type SaveOptions } from './content/save.js';
export { catalogue, type Code } from './diagnostics/catalogue.js';
export type { Change, Subject } from './compare/change.js';
export type { Rebuilt } from './compare/rebuilt.js';
export {
  diffWorkspaces,
  type DiffOptions,
  type ImageDiff,
  type ImageStanding,
  type WorkspaceDiff,
} from './diff.js';
export { sidesOf, type Sides } from './diff/revisions.js';
export type { PlacedChange, Written } from './diff/written.js';
export { differingPaths, sideOf, type Side } from './diff/side.js';
export { format, FORMATS, type Format, type FormatOptions } from './diagnostics/format.js';
export { effectOf } from './effect-report.js';
export { explainImage, type Explained } from './explain-image.js';
export type * from './explain/explanation.js';
export { gitIn, type Git } from './host/git.js';
export type { FileChange, Files, Stat } from './host/files.js';
export { WriteError } from './host/files.js';
export { MemoryFiles } from './host/memory-files.js';
export type { ImageNode } from './graph/node.js';
export { nodeFiles } from './host/node-files.js';
export { imageGraph, type ImageGraph } from './image-graph.js';
export { compareDockerfiles, type Comparison as DockerfileComparison } from './dockerfile/compare.js';
export { parseDockerfile } from './dockerfile/parse.js';
export {
  importDockerfile,
  type Fidelity,
  type ImportedDockerfile,
  type ImportOptions,
} from './import-dockerfile.js';
export { findDockerfiles, importFiles, type ImportedFile, type ImportFilesOptions } from './import-files.js';
export { workspaceJobs, type JobsTarget } from './jenkins-jobs.js';
export { jenkinsWorkspace, type JenkinsImage, type JenkinsWorkspace } from './jenkins-workspace.js';
export type { FieldChange } from './jobs/job.js';
export { jobFiles } from './jobs/out/files.js';
export { planJobs, type JobsPlan, type PlanOptions } from './jobs/plan.js';
export { findOrphans, pruneJobs, type DoneOrphan, type Orphan, type PruneOptions } from './jobs/prune.js';
export type { Step as JobStep } from './jobs/step.js';
export { syncJobs, type DoneStep, type SyncOptions } from './jobs/sync.js';
export type { Wanted as WantedJobs } from './jobs/wanted.js';
export { findWorkspace } from './load/workspace.js';
export { RegistryClient, type RegistryOptions } from './clients/registry/client.js';
export { lintJenkinsfiles, type LintOptions, type LintResult } from './lint-jenkinsfiles.js';
export { lock, type LockOptions, type LockResult } from './lock.js';
export type { Artifact } from './model/artifact.js';
export type { Diagnostic, Location, Position, Related, Severity, Suppression } from './model/diagnostic.js';
export type * from './model/instruction.js';
export type * from './model/plan.js';
export type * from './model/spec.js';
export { planImage, type PlannedImage } from './plan-image.js';
export type { Effect, Findings, StaleFile } from './report/effect.js';
export type { Links } from './report/place.js';
export { effectReport, type ReportOptions } from './report/report.js';
export { endOfReview, endsOfImages, reviewChange, reviewNote, type Review } from './review-change.js';
export { keepComments, type CommentsKept, type CommentsTarget } from './review/comments.js';
export { findingsOf, type Finding } from './review/finding.js';
export { reportMarker } from './review/markers.js';
export { keepNote } from './review/note.js';
export { postReview, type Posted, type Skipped, type ToPost } from './review/post.js';
export {
  publishWorkspace,
  type Conflict as PublishConflict,
  type PublishAction,
  type PublishOptions,
  type PublishResult,
  type PublishState,
} from './publish-workspace.js';
export { runImage } from './run/run.js';
export type { Comparison, Standing } from './write/compare.js';
export {
  brokenByRuntime,
  imagesToUpgrade,
  planUpgrade,
  writeUpgrade,
  type UpgradedImage,
  type UpgradeOptions,
  type UpgradePlan,
} from './upgrade-workspace.js';
export type { Group as UpgradeGroup } from './upgrade/groups.js';
export type { Hunk as UpgradeHunk } from './upgrade/hunks.js';
