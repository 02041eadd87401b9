#!/bin/sh
# What every stage script stands on: messages, the work directory, temporary files, signals.
# A stage script is this file, the parts that its source names on the line `# Runs after:`, and that source, joined to
# one text: the sources are in runtime/ of Cooperage, and are changed there only.
# Input comes by environment only. Needs sh, coreutils, and POSIX awk, sed, grep and find.

set -eu
# Whoever starts the shell with -x must not get a password in the log.
set +x
# Sorting, character classes and messages are the same for everybody.
LC_ALL=C
export LC_ALL
umask 022
# Each of these would change what a tool does, behind our back.
unset CDPATH TAR_OPTIONS GZIP GREP_OPTIONS POSIXLY_CORRECT

# shellcheck disable=SC2034 # not every stage uses it
TAB=$(printf '\t')
# Command substitution drops a newline at the end: hence the x.
NEWLINE=$(printf '\nx')
NEWLINE=${NEWLINE%x}
STAGE=${STAGE:-Cooperage}
WORK=''
CHILD=''
# Where a child's output goes; empty: where the stage's own goes.
CHILD_OUTPUT=''
# The processes that pass it on.
TEE='' TAIL=''
LEAVING=''
# The function that a stage wants run at its end, however it ends.
AT_END=''
# Of the registry, where the stage has it.
ACCOUNT=''

# say TEXT: one line of progress.
say() {
  printf '%s: %s\n' "$STAGE" "$1"
}

# warn TEXT: one line that a person should read, although the build goes on.
warn() {
  printf '%s: WARNING: %s\n' "$STAGE" "$1" >&2
}

# die MESSAGE [WHAT-TO-DO]: ends the stage as failed.
die() {
  printf '%s: ERROR: %s\n' "$STAGE" "$1" >&2
  [ "$#" -lt 2 ] || printf '%s: what to do: %s\n' "$STAGE" "$2" >&2
  leave_failure "$1"
  exit 1
}

# leave_failure MESSAGE: keeps it for Report. Not the account, which Jenkins hides in this stage alone.
leave_failure() {
  case $STAGE in
    Report | Cleanup) return 0 ;;
  esac
  # What is called below may end in die itself.
  [ -z "$LEAVING" ] || return 0
  LEAVING=yes
  leave_rest=$1 leave_text=''
  if [ "${#ACCOUNT}" -ge 3 ]; then
    while :; do
      case $leave_rest in
        *"$ACCOUNT"*) ;;
        *) break ;;
      esac
      leave_text="$leave_text${leave_rest%%"$ACCOUNT"*}****"
      leave_rest=${leave_rest#*"$ACCOUNT"}
    done
  fi
  # In a subshell: what fails here must not hide the message itself. Before the work directory is open, it opens it.
  (
    set +e
    trap - EXIT
    [ -n "$WORK" ] || work_open
    printf '%s 1\n' "$STAGE" >"$STATE/ended"
    printf '%s: ERROR: %s\n' "$STAGE" "$(one_line "$leave_text$leave_rest")" >"$STATE/failure"
  ) >/dev/null 2>&1 || :
}

# finish: runs once, when the script ends or is stopped.
finish() {
  finish_status=$?
  trap - EXIT
  trap '' HUP INT TERM
  set +e
  if [ -n "$CHILD" ]; then
    kill -TERM "$CHILD" 2>/dev/null
    wait "$CHILD" 2>/dev/null
  fi
  keep_end
  [ -z "$AT_END" ] || "$AT_END"
  leave_status "$finish_status"
  [ -z "$WORK" ] || rm -rf "$WORK/tmp"
  exit "$finish_status"
}
trap finish EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# run_child COMMAND ARGUMENT...: runs a program that takes long so that a signal to this script ends it at once. A
# shell handles a signal only after the foreground program has ended, but `wait` is interrupted.
run_child() {
  if [ -n "$CHILD_OUTPUT" ]; then
    "$@" >"$CHILD_OUTPUT" 2>&1 &
  else
    "$@" &
  fi
  CHILD=$!
  run_child_status=0
  wait "$CHILD" || run_child_status=$?
  CHILD=''
  return "$run_child_status"
}

# keeping COMMAND ARGUMENT...: runs a function that starts one child by run_child; the end of the child's output stays
# in state/output for Report. All of it goes on to the log as it comes: tee reads and writes without waiting for lines,
# and a signal that ends the child does not end tee before it has passed on the last words.
keeping() {
  if ! mkfifo -m 600 "$TMP/output" "$TMP/end" 2>/dev/null; then
    "$@"
    return
  fi
  (trap '' HUP INT TERM && exec tail -c 65536 <"$TMP/end" >"$STATE/output") &
  TAIL=$!
  (trap '' HUP INT TERM && exec tee "$TMP/end" <"$TMP/output") &
  TEE=$!
  CHILD_OUTPUT=$TMP/output
  keeping_status=0
  "$@" || keeping_status=$?
  keep_end
  return "$keeping_status"
}

# keep_end: waits until all that the child wrote has been passed on; at most 2 s, because what the child left behind
# may hold its output open for ever.
keep_end() {
  CHILD_OUTPUT=''
  [ -n "$TEE" ] || return 0
  for keep_wait in 0.1 0.1 0.3 0.5 1; do
    kill -0 "$TEE" 2>/dev/null || break
    sleep "$keep_wait" 2>/dev/null || sleep 1
  done
  kill -KILL "$TEE" 2>/dev/null || :
  wait "$TEE" "$TAIL" 2>/dev/null || :
  TEE='' TAIL=''
  rm -f "$TMP/output" "$TMP/end"
}

# keep_output FILE: the same for output that is in a file.
keep_output() {
  tail -c 65536 "$1" >"$STATE/output" 2>/dev/null || :
}

# leave_status STATUS: tells Report how the stage ended.
leave_status() {
  case $STAGE in
    Report | Cleanup) return 0 ;;
  esac
  if [ -z "$WORK" ] || [ ! -d "${STATE:-}" ]; then return 0; fi
  printf '%s %s\n' "$STAGE" "$1" >"$STATE/ended"
  [ "$1" -ne 0 ] || rm -f "$STATE/failure" "$STATE/output" "$STATE/output-private"
} 2>/dev/null

# with_retries PREDICATE COMMAND ARGUMENT...: runs a command until it succeeds, at most COOPERAGE_RETRIES times more,
# and only as long as PREDICATE, a function that looks at the file $TMP/retry-log, calls the failure transient.
with_retries() {
  retry_predicate=$1
  shift
  retry_left=$(retries)
  retry_pause=1
  until "$@"; do
    [ "$retry_left" -gt 0 ] && "$retry_predicate" || return 1
    say "a transient fault; trying again in $retry_pause s"
    sleep "$retry_pause"
    retry_left=$((retry_left - 1))
    retry_pause=$((retry_pause * 2))
  done
}

# retries: prints how often a transient fault is tried again.
retries() {
  case ${COOPERAGE_RETRIES:-} in
    [0-9]) printf '%s\n' "$COOPERAGE_RETRIES" ;;
    10) echo 10 ;;
    '') echo 3 ;;
    *) die "retries is '$COOPERAGE_RETRIES'" 'give a number from 0 to 10' ;;
  esac
}

# work_path: checks COOPERAGE_WORK and sets WORK. What is deleted at the end is this directory, so it may be neither
# relative nor the root, and says nothing that a path can hide.
work_path() {
  case ${COOPERAGE_WORK:-} in
    '') die 'COOPERAGE_WORK is not set' 'run this script by its step, or by: cooper run' ;;
    *[[:cntrl:]]*) die 'COOPERAGE_WORK holds a control character' ;;
    */../* | */.. | */./* | */. | *//*) die "COOPERAGE_WORK is not a plain path: $COOPERAGE_WORK" ;;
    /*/*) ;;
    *) die "COOPERAGE_WORK is not an absolute path below the root's directories: $COOPERAGE_WORK" ;;
  esac
  WORK=${COOPERAGE_WORK%/}
  STATE=$WORK/state
  TMP=$WORK/tmp
}

# work_open: makes this build's directory where it is not there yet, readable by nobody else, and a clean TMP in it.
# The marker says that Cooperage made the directory and may remove it.
work_open() {
  work_path
  mkdir -p "${WORK%/*}"
  if [ ! -d "$WORK" ]; then
    mkdir -m 700 "$WORK"
  elif [ ! -e "$WORK/.cooperage" ] && [ -n "$(cd "$WORK" && find . ! -name . ! -name pid -print | head -n 1)" ]; then
    # It would be removed at the end, with whatever somebody keeps there.
    die "COOPERAGE_WORK, $WORK, holds files that are not Cooperage's" 'name an empty directory, or one that does not exist yet'
  fi
  : >"$WORK/.cooperage"
  mkdir -p "$STATE"
  rm -rf "$TMP"
  mkdir -m 700 "$TMP"
  # A builder that is killed leaves its temporary files here, where the next build of the workspace finds them.
  TMPDIR=$TMP
  export TMPDIR
  case $STAGE in
    Report | Cleanup) ;;
    *) state_put stage "$STAGE" ;;
  esac
}

# work_after STAGE FILE: work_open for a stage that needs what an earlier one wrote.
work_after() {
  work_path
  [ -e "$STATE/$2" ] || die "$1 has not run in this build (no $2 in $STATE)" "call the steps in their order: imageVerify, imagePrepare, imageBuild, imageTest, imagePush"
  work_open
}

# state_put NAME VALUE: leaves a value for the later stages.
state_put() {
  printf '%s\n' "$2" >"$STATE/$1"
}

# state_get NAME: prints a value of an earlier stage; nothing where there is none.
state_get() {
  [ ! -e "$STATE/$1" ] || cat "$STATE/$1"
}

# stop_if_unchanged: ends a stage early when the registry already holds this very content.
stop_if_unchanged() {
  [ -e "$STATE/unchanged" ] || return 0
  say 'the registry holds this very content already: nothing to do'
  exit 0
}

# sha256_of FILE: prints the digest of a file as sha256:HEX.
sha256_of() {
  sha256_line=$(sha256sum <"$1")
  printf 'sha256:%s\n' "${sha256_line%% *}"
}

# now_utc: prints the time as ISO 8601 in UTC.
now_utc() {
  date -u '+%Y-%m-%dT%H:%M:%SZ'
}

# last_lines FILE [COUNT]: prints the end of a log for an error message, indented, without control characters.
last_lines() {
  tail -n "${2:-5}" "$1" | tr -cd '\n\t\040-\176\200-\377' | sed 's/^/    /'
}

# one_line TEXT: TEXT without control characters, at most 1000 bytes.
one_line() {
  printf '%.1000s' "$1" | tr -d '\000-\037\177'
}

# public_url URL: a repository's address without the password, or token in place of a user name, that it may hold. The
# user of an ssh address is part of the address.
public_url() {
  one_line "$1" | sed 's,^\([Hh][Tt][Tt][Pp][Ss]*://\)[^/]*@,\1,; s,^\([A-Za-z][A-Za-z0-9+.-]*://[^/:@]*\):[^/]*@,\1@,'
}

# shown TEXT: a value for a message: bounded, and without what could change a terminal or the log.
shown() {
  printf '%.200s' "$1" | tr -c '\040-\176' '?'
}
# The builder: docker's daemon, or buildah with a store of this build alone.

# builder_name: checks COOPERAGE_BUILDER and sets BUILDER.
builder_name() {
  BUILDER=${COOPERAGE_BUILDER:-docker}
  case $BUILDER in
    docker | buildah) ;;
    *) die "the builder is '$(shown "$BUILDER")'" 'docker and buildah are known' ;;
  esac
}

# buildah_own COMMAND ARGUMENT...: buildah in this build's own store: nothing that another build has is seen or
# touched, and removing the directory removes everything. vfs and chroot need no privileges on the agent.
buildah_own() {
  buildah --root "$WORK/storage" --runroot "$WORK/runroot" --storage-driver "${STORAGE_DRIVER:-vfs}" "$@"
}

# buildah_child COMMAND ARGUMENT...: the same as a child that a signal ends at once.
buildah_child() {
  run_child buildah --root "$WORK/storage" --runroot "$WORK/runroot" --storage-driver "${STORAGE_DRIVER:-vfs}" "$@"
}

# buildah_policy: sets POLICY to a signature policy file: the agent's own where it has one.
buildah_policy() {
  BUILDAH_ISOLATION=${BUILDAH_ISOLATION:-chroot}
  export BUILDAH_ISOLATION
  for POLICY in "${HOME:-/nonexistent}/.config/containers/policy.json" /etc/containers/policy.json; do
    [ ! -r "$POLICY" ] || return 0
  done
  POLICY=$WORK/policy.json
  printf '{"default": [{"type": "insecureAcceptAnything"}]}\n' >"$POLICY"
}

# docker_config_open ACCOUNT PASSWORD HOST: writes a docker configuration with these credentials for this build alone.
# Not by `docker login`, which may put them into a store that all builds of the agent share.
docker_config_open() {
  docker_keep_endpoint
  docker_key=$3
  case $docker_key in
    docker.io | index.docker.io) docker_key=https://index.docker.io/v1/ ;;
  esac
  docker_config_close
  docker_config_agents=${DOCKER_CONFIG:-}
  mkdir -m 700 "$WORK/docker"
  (
    umask 077
    if [ -n "$1$2" ]; then
      printf '{"auths": {"%s": {"auth": "%s"}}}\n' "$docker_key" "$(printf '%s:%s' "$1" "$2" | base64 | tr -d '\n')"
    else
      # buildah fails without the file.
      echo '{}'
    fi >"$WORK/docker/config.json"
  )
  DOCKER_CONFIG=$WORK/docker
  export DOCKER_CONFIG
}

# docker_config_close: removes it, and goes back to the agent's own: another base may need what that one holds.
docker_config_close() {
  [ -n "$WORK" ] || return 0
  rm -rf "$WORK/docker"
  [ "${DOCKER_CONFIG:-}" = "$WORK/docker" ] || return 0
  DOCKER_CONFIG=$docker_config_agents
  [ -n "$DOCKER_CONFIG" ] || unset DOCKER_CONFIG
}

# docker_keep_endpoint: a docker context is part of the agent's configuration, which DOCKER_CONFIG replaces; so the
# daemon's address is remembered first.
docker_keep_endpoint() {
  if [ "$BUILDER" != docker ] || [ -n "${DOCKER_HOST:-}" ]; then return 0; fi
  docker_endpoint=$(docker context inspect --format '{{.Endpoints.docker.Host}}' 2>/dev/null) || return 0
  case $docker_endpoint in
    unix://* | tcp://* | ssh://*)
      DOCKER_HOST=$docker_endpoint
      export DOCKER_HOST
      ;;
  esac
}

# docker_tag_of_build: prints the private tag of this build. Its registry does not exist, so nothing is ever pushed
# there or pulled from there by mistake.
docker_tag_of_build() {
  build_hash=$(printf '%s\n%s\n' "${COOPERAGE_JOB:-${JOB_NAME:-}}" "${WORK%/*}" | sha256sum | cut -c 1-16)
  build_number=$(printf '%s' "${COOPERAGE_BUILD:-${BUILD_NUMBER:-}}" | tr -c 'A-Za-z0-9_' _ | cut -c 1-64)
  printf 'cooperage.local/%s:%s\n' "$build_hash" "${build_number:-local}"
}

# docker_container_prefix: prints what the names of this build's containers begin with.
docker_container_prefix() {
  state_get local-tag | tr '/:' '--'
}

# version_at_least VERSION MAJOR.MINOR: compares what programs print as their version, 20.10.24+dfsg1 too.
version_at_least() {
  printf '%s\n%s\n' "$1" "$2" | awk -F'[^0-9]+' '{ major[NR] = $1 + 0; minor[NR] = $2 + 0 } END { exit !(major[1] > major[2] || (major[1] == major[2] && minor[1] >= minor[2])) }'
}

# docker_probe: sets DOCKER_CLIENT and DOCKER_SERVER (versions), DOCKER_PLATFORM (the daemon's os/arch), DOCKER_BUILDX
# and DOCKER_BUILDKIT_USABLE (yes or no).
# Returns 1 when the daemon does not answer; $TMP/docker-error holds its words.
docker_probe() {
  docker version --format '{{.Client.Version}} {{.Server.Version}} {{.Server.Os}}/{{.Server.Arch}}' >"$TMP/docker-version" 2>"$TMP/docker-error" || return 1
  # shellcheck disable=SC2034 # not every stage uses it
  read -r DOCKER_CLIENT DOCKER_SERVER DOCKER_PLATFORM <"$TMP/docker-version"
  DOCKER_BUILDX=no DOCKER_BUILDKIT_USABLE=no
  if docker buildx version >/dev/null 2>&1; then DOCKER_BUILDX=yes; fi
  # A client from 23 on has BuildKit only through buildx; older ones bring it themselves.
  if [ "$DOCKER_BUILDX" = yes ] || { ! version_at_least "$DOCKER_CLIENT" 23.0 && version_at_least "$DOCKER_CLIENT" 18.09; }; then
    # shellcheck disable=SC2034 # not every stage uses it
    if version_at_least "$DOCKER_SERVER" 18.09; then DOCKER_BUILDKIT_USABLE=yes; fi
  fi
}

# work_remove DIRECTORY: removes a build's directory with all that it left: its tag and containers in docker, its
# containers in buildah's store, its files. Never fails, and is quick: a slow cleanup is killed.
work_remove() {
  remove_tag=''
  [ ! -e "$1/state/local-tag" ] || remove_tag=$(cat "$1/state/local-tag")
  case $remove_tag in
    cooperage.local/*) docker_remove_build "$remove_tag" "$1" ;;
  esac
  if [ -d "$1/storage" ] && command -v buildah >/dev/null 2>&1; then
    timeout 20 buildah --root "$1/storage" --runroot "$1/runroot" --storage-driver "${STORAGE_DRIVER:-vfs}" rm -a >/dev/null 2>&1 || :
  fi
  rm -rf "$1" 2>/dev/null || {
    # Directories that a build made unwritable, and files of other users in buildah's user namespace.
    chmod -R u+rwX "$1" 2>/dev/null || :
    rm -rf "$1" 2>/dev/null || timeout 20 buildah unshare rm -rf "$1" 2>/dev/null || :
  }
  [ ! -e "$1" ] || warn "could not remove all of $1"
}

# docker_remove_build TAG DIRECTORY: removes a build's containers and its private tag, and gives a reference that its
# push borrowed back to the image that had it. An image that others use stays: only our names of it go.
docker_remove_build() {
  command -v docker >/dev/null 2>&1 || return 0
  remove_prefix=$(printf '%s' "$1" | tr '/:' '--')
  remove_containers=$(timeout 10 docker ps -aq --filter "name=^/?$remove_prefix-" 2>/dev/null) || remove_containers=''
  for remove_container in $remove_containers; do
    timeout 10 docker rm -f "$remove_container" >/dev/null 2>&1 || :
  done
  docker_return_tag "$2"
  timeout 15 docker rmi "$1" >/dev/null 2>&1 || :
}

# docker_return_tag DIRECTORY: undoes the tag that Push gave the image: removes it, or gives it back. A push also notes
# the digest as a reference of the image; that goes too.
docker_return_tag() {
  [ -e "$1/state/borrowed-tag" ] || return 0
  borrowed_reference='' borrowed_image=''
  read -r borrowed_reference borrowed_image <"$1/state/borrowed-tag" || :
  if [ -n "$borrowed_image" ]; then
    timeout 15 docker tag "$borrowed_image" "$borrowed_reference" >/dev/null 2>&1 || :
  else
    timeout 15 docker rmi "$borrowed_reference" >/dev/null 2>&1 || :
  fi
  if [ -e "$1/state/pushed-digest" ]; then
    timeout 15 docker rmi "$(cat "$1/state/pushed-digest")" >/dev/null 2>&1 || :
  fi
  rm -f "$1/state/borrowed-tag" "$1/state/pushed-digest"
}
# Cleanup: removes what this build left: its containers, its private tag, its store, its files. Never what another
# build uses, and never a reason for the build to fail.
# Runs after: lib.sh lib/builder.sh
# Input: COOPERAGE_WORK _RECORD

STAGE=Cleanup

if [ -z "${COOPERAGE_WORK:-}" ]; then
  say 'no work directory: nothing to clean up'
  exit 0
fi
work_path
if [ ! -e "$WORK/.cooperage" ]; then
  say 'nothing to clean up'
  exit 0
fi
set +e
# The archive has its own copy of the record. Only the very file that Report wrote goes.
if [ -e "$STATE/record-copy" ]; then
  record_copy=$(cat "$STATE/record-copy")
  [ "$record_copy" != "${COOPERAGE_RECORD:-}/build-record.json" ] || ! cmp -s "$record_copy" "$WORK/build-record.json" || rm -f "$record_copy"
fi
work_remove "$WORK"
# With the store of each build goes the directory of this job's builds, when it was the last one.
rmdir "${WORK%/*}" 2>/dev/null
say 'cleaned up'
