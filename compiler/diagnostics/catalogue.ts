/**
 * Every diagnostic of the product: its code, severity, message and help. `{x}` is a parameter.
 * A code that isn't here doesn't compile, nor does a message without its parameters.
 */

import type { Severity } from '../model/diagnostic.js';

interface Entry {
  readonly severity: Severity;
  readonly message: string;
  readonly help: string;
}

export const catalogue = {
  'workspace-missing': {
    severity: 'error',
    message: 'no workspace here: neither this folder nor one above it has a cooperage.json',
    help: 'Go to the workspace, name it with -C DIR, or start one with `cooper init`.',
  },
  'images-missing': {
    severity: 'error',
    message: 'the images folder "{path}" is not there, or leads over a symlink',
    help: 'Make it, or set `images` in cooperage.json. `cooper new NAME` starts the first image.',
  },
  'image-unknown': {
    severity: 'error',
    message: 'no image is called "{name}"{suggestion}',
    help: 'An image is named by its folder, or by the `name` in its spec. `cooper validate` lists them.',
  },
  'directory-name': {
    severity: 'error',
    message: 'the folder name "{name}" cannot name a Jenkins job',
    help: "Use letters, digits, '.', '_' and '-' only: with anything else some steps of Jenkins fail.",
  },
  'two-specs': {
    severity: 'error',
    message: 'both image.json and image.jsonc are here',
    help: 'Keep one of them.',
  },
  'file-unreadable': {
    severity: 'error',
    message: 'cannot read {path}: {reason}',
    help: 'Check that it exists and that you may read it.',
  },
  'file-vanished': {
    severity: 'error',
    message: '{path} went away while it was being read',
    help: 'Something else changes this folder. Run the command again.',
  },
  'spec-symlink': {
    severity: 'error',
    message: '{path} is a symlink',
    help: 'Put the file itself there: a workspace holds everything that its images are made of.',
  },
  'file-too-large': {
    severity: 'error',
    message: '{path} has more than {limit}',
    help: 'A spec holds decisions, not data. Put long content into files under rootfs/.',
  },
  'not-utf8': {
    severity: 'error',
    message: 'the file is not UTF-8',
    help: 'Save it as UTF-8.',
  },
  'byte-order-mark': {
    severity: 'error',
    message: 'the file begins with a byte order mark',
    help: 'Save it as UTF-8 without BOM: JSON (RFC 8259) has none.',
  },
  'invalid-json': {
    severity: 'error',
    message: 'invalid JSON: {reason}',
    help: 'JSON has double quotes, no trailing commas and nothing after the last bracket.',
  },
  'json-comment': {
    severity: 'error',
    message: 'JSON has no comments',
    help: 'Remove it. A spec may have comments and trailing commas when its file is called image.jsonc.',
  },
  'too-deep': {
    severity: 'error',
    message: 'more than {limit} brackets are nested here',
    help: 'No field of a spec goes as deep. Is this another file?',
  },
  'duplicate-key': {
    severity: 'error',
    message: 'the key "{key}" stands twice in this object',
    help: 'JSON keeps only the last one. Remove one of them.',
  },
  'unusable-character': {
    severity: 'error',
    message: 'the text holds {what}',
    help: 'No file, variable or command can hold it. Remove it.',
  },
  'number-precision': {
    severity: 'error',
    message: 'the number {number} cannot be kept exactly',
    help: 'Whole numbers go to 9007199254740991, and no number of a spec is as large.',
  },
  'unknown-key': {
    severity: 'error',
    message: 'unknown key "{key}"{suggestion}',
    help: 'Known here: {known}.',
  },
  'missing-key': {
    severity: 'error',
    message: 'the key "{key}" is missing',
    help: '{what}',
  },
  'wrong-type': {
    severity: 'error',
    message: 'this is {actual}, but {expected} is wanted',
    help: '{what}',
  },
  'wrong-value': {
    severity: 'error',
    message: '"{value}" is not {expected}',
    help: '{what}',
  },
  'out-of-range': {
    severity: 'error',
    message: 'this {constraint}',
    help: '{what}',
  },
  'duplicate-item': {
    severity: 'error',
    message: 'the same item stands twice in this list',
    help: 'Remove one of them.',
  },
  'exactly-one': {
    severity: 'error',
    message: 'exactly one of {keys} is wanted here, but there {found}',
    help: 'Keep the one that you mean.',
  },
  'at-least-one': {
    severity: 'error',
    message: 'at least one of {keys} is wanted here',
    help: 'Say what is to be checked.',
  },
  'duplicate-name': {
    severity: 'error',
    message: 'the name "{name}" is taken by {other}',
    help: 'Two images of one name would push over each other. Give each its own.',
  },
  'base-reference': {
    severity: 'error',
    message: '"{value}" is not an image reference',
    help: 'Write [registry/]name[:tag], such as debian:12 or registry.example.com/base/debian:12; a digest goes into {"image": …, "digest": …}. Or "scratch".',
  },
  'base-digest-twice': {
    severity: 'error',
    message: 'the digest stands in the reference and in `digest`',
    help: 'Keep it in `digest` only.',
  },
  'scratch-run': {
    severity: 'error',
    message: 'an image from scratch has no shell and no package manager to run this',
    help: 'Take a base image, or use {"exec": […]} with a program that the rootfs brings after it is added (`runAfterFiles`).',
  },
  'not-lockable': {
    severity: 'warning',
    message: 'the image "{reference}" cannot be locked: {reason}',
    help: 'Give the variable a default in `globalArgs`, or state the digest here.',
  },
  'lock-unknown-image': {
    severity: 'error',
    message: 'no spec takes the image "{reference}" from a registry{suggestion}',
    help: 'Name it as the spec does, with its tag. `cooper lock --upgrade` without names moves all.',
  },
  'registry-image-missing': {
    severity: 'error',
    message: '{reference} is not there: {reason}',
    help: '{advice}',
  },
  'registry-refused': {
    severity: 'error',
    message: '{reference} may not be read: {reason}',
    help: '{advice}',
  },
  'registry-failed': {
    severity: 'error',
    message: '{reference} could not be looked up: {reason}',
    help: '{advice}',
  },
  'publish-incomplete': {
    severity: 'error',
    message: 'no registry is named for this image',
    help: 'Set `publish.registry` here, or for all images under `defaults` in cooperage.json.',
  },
  'overwrite-unknown-tag': {
    severity: 'error',
    message: '"{tag}" is not among the tags of this image',
    help: 'Tags: {tags}.',
  },
  'duplicate-reference': {
    severity: 'error',
    message: '{reference} is also what the variant "{other}" is pushed as',
    help: 'Let `name` or `publish.tags` hold the values of the matrix.',
  },
  'duplicate-job': {
    severity: 'error',
    message: 'the Jenkins job of this image would be called "{job}", as that of {other}',
    help: 'Rename the folder or the variant: a job is called after both.',
  },
  'parent-unknown': {
    severity: 'error',
    message: 'no image of this workspace is called "{name}"{suggestion}',
    help: 'Name an image by its folder, by folder/variant, or by its `name`. For an image from elsewhere write {"image": …}.',
  },
  'parent-ambiguous': {
    severity: 'error',
    message: '"{name}" stands for {count} images',
    help: 'Name one of them: {choice}.',
  },
  'parent-broken': {
    severity: 'error',
    message: 'what "{name}" publishes is not known, because its spec has errors',
    help: 'Mend that spec first.',
  },
  'parent-ring': {
    severity: 'error',
    message: 'these images are built on each other in a ring: {ring}',
    help: 'Build one of them on another image.',
  },
  'extends-path': {
    severity: 'error',
    message: 'this is not the path of a .json or .jsonc file',
    help: 'Write the path from the folder of this file, such as "../../fragments/base.json".',
  },
  'extends-missing': {
    severity: 'error',
    message: 'the fragment {path} is not there',
    help: 'Make it, or correct the path: it starts at the folder of this file.',
  },
  'extends-ring': {
    severity: 'error',
    message: 'these files extend each other in a ring: {ring}',
    help: 'Take one of the `extends` out.',
  },
  'nothing-to-remove': {
    severity: 'error',
    message: 'nothing of this name is inherited here',
    help: 'Take this out, or correct the name: only what a fragment or the workspace says can be removed.',
  },
  interpolation: {
    severity: 'error',
    message: '{reason}',
    help: '{advice}',
  },
  'unknown-axis': {
    severity: 'error',
    message: 'the matrix has no axis "{axis}"{suggestion}',
    help: 'Its axes: {known}.',
  },
  'matrix-too-large': {
    severity: 'error',
    message: 'this matrix gives {count} images, and {limit} are the limit',
    help: 'Take values out, or make several specs that share a fragment.',
  },
  'matrix-matches-nothing': {
    severity: 'error',
    message: 'no combination of the matrix has these values',
    help: 'Correct them, or take this item out.',
  },
  'matrix-empty': {
    severity: 'error',
    message: 'no combination is left of this matrix',
    help: 'Take something out of `exclude`.',
  },
  'override-field': {
    severity: 'error',
    message: 'an override of a matrix cannot state `{key}`',
    help: 'State it in the spec itself.',
  },
  'variant-name': {
    severity: 'error',
    message: 'the variant "{name}" cannot name a folder and a Jenkins job',
    help: "Let `matrix.name` give letters, digits, '.', '_' and '-' only, at most 100 of them.",
  },
  'variant-twice': {
    severity: 'error',
    message: 'two variants are called "{name}" and "{other}"',
    help: 'Names that differ by case only are one folder on some machines. Let `matrix.name` tell the variants apart.',
  },
  'path-outside': {
    severity: 'error',
    message: 'the path "{path}" leads out of {root}',
    help: 'Paths stay inside. Copy what you need, or move it there.',
  },
  'path-unclean': {
    severity: 'error',
    message: 'the path "{path}" is not in its shortest form',
    help: "Write it without '//', '.' or '..' parts.",
  },
  'path-missing': {
    severity: 'error',
    message: '"{path}" is not there',
    help: 'Make it, or correct the path: it starts at the folder of the spec.',
  },
  'path-wrong-kind': {
    severity: 'error',
    message: '"{path}" is {actual}, but {expected} is wanted',
    help: 'Correct the path: it starts at the folder of the spec.',
  },
  'rootfs-symlink': {
    severity: 'error',
    message: 'in the rootfs, the symlink "{link}" points out of the image: {target}',
    help: 'Inside an image a link may point to any absolute path, or to a relative one that stays within /.',
  },
  'rootfs-special': {
    severity: 'error',
    message: 'in the rootfs, "{path}" is neither a file, a directory nor a symlink',
    help: 'Git cannot hold it. Make it by a `run` line.',
  },
  'rootfs-name': {
    severity: 'error',
    message: 'in the rootfs, a file name holds a line break or another control character: {path}',
    help: 'Rename it.',
  },
  'file-kind': {
    severity: 'error',
    message: '{reason}',
    help: 'An entry of `files` is a file (`content`), an empty directory (`directory`), or mode and owner of something in the rootfs.',
  },
  'file-conflict': {
    severity: 'error',
    message: '"{path}" is wanted as a directory by "{other}"',
    help: 'A path is a file or a directory, not both.',
  },
  'attribute-target': {
    severity: 'error',
    message: 'the rootfs has no "{path}" to give this mode or owner',
    help: 'Add it to the rootfs, or give it `content` or `directory`.',
  },
  'port-range': {
    severity: 'error',
    message: '"{value}" is not a port or a rising range of ports from 1 to 65535',
    help: 'Write 80, "53/udp" or "8000-8010".',
  },
  'cron-syntax': {
    severity: 'error',
    message: '"{value}" is not a line of Jenkins\' cron syntax: {reason}',
    help: 'Five fields: minute hour day month weekday, such as "H 4 * * 1", or @daily.',
  },
  'variable-ring': {
    severity: 'error',
    message: 'these variables refer to each other in a ring: {ring}',
    help: 'Give one of them its value without the others.',
  },
  'argument-order': {
    severity: 'error',
    message:
      '"{name}" refers to "{other}", which is an environment variable and set later than the build arguments',
    help: 'Make both `args`, or both `env`.',
  },
  'stage-twice': {
    severity: 'error',
    message: 'the stage "{name}" is defined twice',
    help: 'Builders do not tell upper from lower case in names of stages. Give each its own.',
  },
  'stage-unknown': {
    severity: 'error',
    message: 'no stage is called "{name}"{suggestion}',
    help: 'Stages before this one: {known}. An image is named by {"image": …}.',
  },
  'stage-order': {
    severity: 'error',
    message: 'the stage "{name}" is {when}',
    help: 'A stage sees only those before it. Move it up in `stages`.',
  },
  'stage-as-image': {
    severity: 'error',
    message: '"{name}" is the name of a stage, and is written as an image',
    help: 'Write {form}. If the image is meant, give the stage another name: builders would take the stage.',
  },
  'stage-unused': {
    severity: 'warning',
    message: 'nothing of the stage "{name}" gets into the image',
    help: 'BuildKit leaves it out. Remove it, or copy something from it.',
  },
  'steps-and-fields': {
    severity: 'error',
    message: '`{field}` and `steps` stand beside each other',
    help: 'Make it a step. `steps` replaces shell, packages, run, workdir, rootfs, files, copy, runAfterFiles, volumes and user.',
  },
  'step-rootfs': {
    severity: 'error',
    message: '{reason}',
    help: 'The rootfs and the inline files are one archive, added once to the image itself: a step `rootfs`, a step `files`, or both with nothing between. An earlier stage takes files by `copy`.',
  },
  'copy-from-variable': {
    severity: 'error',
    message: 'builders expand no variable in `from` of a copy or a mount',
    help: 'Make it a stage: {"name": "tools", "from": "{value}"}, and take from that.',
  },
  'copy-to-folder': {
    severity: 'warning',
    message: 'several sources go to "{path}", which does not end with "/"',
    help: 'End it with "/": it is a folder, and some builders refuse it otherwise.',
  },
  'copy-archive': {
    severity: 'warning',
    message: 'all of the build context holds rootfs.tar.gz too, the archive of the rootfs and the files',
    help: 'Name what is wanted of the context, or copy it in an earlier stage and take it from there.',
  },
  'global-argument-unknown': {
    severity: 'error',
    message: '`from` refers to "{name}", which is not among `globalArgs`{suggestion}',
    help: 'State it in `globalArgs`: what a stage states in `args` and `env` comes after its FROM. Builders know BUILDPLATFORM, TARGETPLATFORM and their parts by themselves.',
  },
  'variable-early': {
    severity: 'warning',
    message: '"{name}" is used here, but it is set later',
    help: 'Here it has the value of the base image, or none. Move the step that sets it up.',
  },
  'variable-scope': {
    severity: 'warning',
    message: '"{name}" is a global argument, which this stage does not take',
    help: 'Add "{name}": null to the `args` of the stage.',
  },
  'variable-unknown': {
    severity: 'warning',
    message: '"{name}" is set nowhere, so it is empty{suggestion}',
    help: 'An image from scratch brings no variables. State it in `args` or `env`.',
  },
  'comment-unplaced': {
    severity: 'warning',
    message: 'there is no `{field}` here for this comment to stand above',
    help: 'Remove it, or correct its key.',
  },
  'argument-twice': {
    severity: 'error',
    message: '"{name}" gets its value from "{other}" in another place of this spec',
    help: 'A build gives one value for a name. Use another name, or the same variable.',
  },
  'secret-unknown': {
    severity: 'error',
    message: 'no secret is called "{id}"{suggestion}',
    help: 'State it in `secrets`, with the Jenkins credentials that hold it.',
  },
  'mount-option': {
    severity: 'error',
    message: 'a mount of type {type} has no `{option}`',
    help: 'It takes: {known}.',
  },
  'mount-target': {
    severity: 'error',
    message: 'a mount of type {type} needs `{option}`',
    help: 'Say {what}.',
  },
  'option-needs': {
    severity: 'error',
    message: '`{option}` goes only with {needs}',
    help: 'Remove it, or use that form.',
  },
  'builder-feature': {
    severity: 'error',
    message: 'the builder {builder} has no {feature}',
    help: '{advice}',
  },
  unquotable: {
    severity: 'error',
    message: '{reason}',
    help: '{advice}',
  },
  'entrypoint-drops-cmd': {
    severity: 'warning',
    message: 'an entrypoint without `cmd` drops the CMD of the base image',
    help: 'State `cmd`; [] says that none is meant.',
  },
  'policy-base-registry': {
    severity: 'error',
    message: '"{image}" does not come from a registry that the policy allows',
    help: 'Allowed: {allowed}.',
  },
  'policy-no-latest-base': {
    severity: 'error',
    message: '"{image}" {what}, which moves',
    help: 'State another tag, or a digest; `cooper lock` finds it.',
  },
  'policy-base-digest': {
    severity: 'error',
    message: '"{image}" is not pinned by a digest',
    help: 'State `digest` beside `image`, or let `cooper lock` pin it.',
  },
  'policy-no-root-user': {
    severity: 'error',
    message: 'the image may run as root: {reason}',
    help: 'State a `user` other than root or 0.',
  },
  'policy-no-secret-values': {
    severity: 'error',
    message: '{where} {what}',
    help: 'Whoever can pull the image, or read this repository, can read it: change that secret. A build takes it by `secrets` and a mount of type secret, a container when it is started.',
  },
  'policy-no-curl-pipe-shell': {
    severity: 'error',
    message: 'what {downloader} fetches goes straight to {interpreter}',
    help: 'Fetch it to a file, compare its checksum, then run it; or install a package.',
  },
  'policy-package-versions': {
    severity: 'error',
    message: 'no version is stated for the package {name} ({manager})',
    help: 'Write {form}.',
  },
  'policy-required-labels': {
    severity: 'error',
    message: 'the label "{label}" {what}',
    help: 'The policy demands it. State it in `labels`, or under `defaults` in cooperage.json.',
  },
  'policy-allowed-ports': {
    severity: 'error',
    message: 'the port {port} is not one that the policy allows',
    help: 'Allowed: {allowed}.',
  },
  'policy-tests-required': {
    severity: 'error',
    message: 'of the tests that the policy demands, {minimum}, there are {found}',
    help: 'Add to `tests` what proves that the image works.',
  },
  'policy-no-privileged-builder': {
    severity: 'error',
    message: 'the build has rights over its agent: {what}',
    help: '{advice}',
  },
  'policy-add-checksum': {
    severity: 'error',
    message: '"{address}" is fetched without a checksum',
    help: 'State `checksum`: sha256: and the digest of the file.',
  },
  'policy-pattern': {
    severity: 'error',
    message: 'this is no regular expression: {reason}',
    help: 'It is one of JavaScript, with the flag u.',
  },
  waived: {
    severity: 'note',
    message: '{rule} is waived ({findings}): {reason}',
    help: 'By `waivers` in the spec.',
  },
  'waiver-unknown': {
    severity: 'error',
    message: 'no rule of the policy is called "{rule}"{suggestion}',
    help: 'Rules: {rules}.',
  },
  'waiver-refused': {
    severity: 'error',
    message: 'the policy does not let {rule} be waived',
    help: 'Keep the rule, and remove the waiver; `waivable` in cooperage.json decides.',
  },
  'waiver-unused': {
    severity: 'warning',
    message: 'the waiver of {rule} waives nothing: {reason}',
    help: 'Remove it.',
  },
  'jenkins-lint': {
    severity: 'error',
    message: 'the linter of Jenkins refuses the Jenkinsfile: {reason}',
    help: 'Change this field. Where the linter asks for what a plugin brings (a kind of agent, an option), `cooper doctor --jenkins` tells which is missing.',
  },
  'would-overwrite': {
    severity: 'error',
    message: '{path} is there and was not generated',
    help: 'Move it away, or take it into the spec and delete it. Nothing was changed.',
  },
  'not-current': {
    severity: 'error',
    message: '{path} is not current: {reason}',
    help: 'Run `cooper compile` and commit the result. Generated files are not edited by hand.',
  },
  'not-written': {
    severity: 'error',
    message: 'cannot write {path}: {reason}',
    help: 'Mend the cause and compile again.',
  },
  'no-repository': {
    severity: 'error',
    message: '{folder} belongs to no Git repository with a working tree',
    help: 'A change is told against a commit: put the workspace under Git and commit it.',
  },
  'revision-unknown': {
    severity: 'error',
    message: 'no commit is called "{revision}": {reason}',
    help: 'Name a branch, a tag or a commit; in a shallow clone fetch it first (`git fetch --unshallow`, in GitLab GIT_DEPTH: 0).',
  },
  'commit-or-image': {
    severity: 'error',
    message: '"{word}" is both a commit and an image',
    help: 'Write images/{word} for the image; for the commit refs/heads/{word} or refs/tags/{word}.',
  },
  'neither-commit-nor-image': {
    severity: 'error',
    message: '"{word}" is neither a commit nor an image{suggestion}',
    help: 'Name a branch, a tag or a commit first, then images: `cooper diff main web`.',
  },
  'git-failed': {
    severity: 'error',
    message: 'git cannot tell what has changed: {reason}',
    help: 'See that git runs in this folder: `git status`.',
  },
} as const satisfies Record<string, Entry>;

export type Code = keyof typeof catalogue;

type Placeholders<T extends string> = T extends `${string}{${infer P}}${infer Rest}`
  ? (P extends `${string}${' ' | '"' | '[' | ':'}${string}` ? never : P) | Placeholders<Rest>
  : never;

/** The parameters that a code's message and help name. */
export type ParametersOf<C extends Code> = Readonly<
  Record<Placeholders<(typeof catalogue)[C]['message'] | (typeof catalogue)[C]['help']>, string | number>
>;

const PLACEHOLDER = /\{([a-z]+)\}/giu;

/** Fills a template's `{x}`; anything else in braces stays. */
export function fill(template: string, parameters: Readonly<Record<string, string | number>>): string {
  return template.replace(PLACEHOLDER, (whole, name: string) => String(parameters[name] ?? whole));
}
