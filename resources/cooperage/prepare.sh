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
# What the agent must have: tools, and a builder that answers.

# check_tools: GNU tar, gzip, curl and the builder.
check_tools() {
  for tool in awk base64 cut date gzip od sed sha256sum tail tar timeout tr curl "$BUILDER"; do
    command -v "$tool" >/dev/null 2>&1 || die "$tool is not installed on this agent${NODE_NAME:+ ($NODE_NAME)}" "install $tool on the agent, or let the pipeline run on another one"
  done
  check_gnu_tar
  if [ "$BUILDER" = docker ]; then
    docker_probe || die "the docker daemon does not answer at ${DOCKER_HOST:-its default address}: $(tail -n 1 "$TMP/docker-error")" "start the daemon, or let the agent's user reach it (the group docker), or set DOCKER_HOST"
    say "docker $DOCKER_CLIENT, daemon $DOCKER_SERVER, BuildKit usable: $DOCKER_BUILDKIT_USABLE"
    docker_probe_buildx
  else
    BUILDAH_VERSION=$(buildah --version | sed -n 's/^buildah version \([0-9][0-9.]*\).*/\1/p')
    [ -n "$BUILDAH_VERSION" ] || die 'buildah does not tell its version' 'see that buildah works on the agent: buildah --version'
    say "buildah $BUILDAH_VERSION"
    buildah_own images --quiet >/dev/null 2>"$TMP/buildah-error" || die "buildah cannot make its store: $(tail -n 1 "$TMP/buildah-error")" 'a user who is not root needs a range in /etc/subuid and /etc/subgid, and newuidmap'
    if grep -q 'no subuid ranges' "$TMP/buildah-error"; then
      warn "this agent's user has no range in /etc/subuid and /etc/subgid: an image with files of other users than root cannot be built here"
    fi
  fi
}

# check_gnu_tar: only GNU tar can make an archive with the same bytes everywhere.
check_gnu_tar() {
  case $(tar --version 2>/dev/null || :) in
    *'GNU tar'*) ;;
    *) die "the tar of this agent is not GNU tar" 'install GNU tar 1.28 or later and let it come first in PATH: other tars cannot make an archive whose bytes are the same everywhere' ;;
  esac
  tar_version=$(tar --version | sed -n '1s/.* \([0-9][0-9.]*\).*/\1/p')
  version_at_least "$tar_version" 1.28 || die "GNU tar $tar_version is too old" 'install GNU tar 1.28 or later: older ones cannot sort'
}
# The build context: rootfs.tar.gz and what context.list adds to it. The list is read into a table first, then the
# files are laid out, then the archive is made of them.

# inside_path TEXT: whether a relative path stays below where it starts, in plain components.
inside_path() {
  case /$1/ in
    */../* | */./* | *//* | *[[:cntrl:]]*) return 1 ;;
  esac
}

# no_link_on_way ROOT PATH: whether no component of PATH below ROOT is a symbolic link, so that it can't lead outside.
no_link_on_way() {
  way_root=$1
  way_rest=$2/
  while [ -n "$way_rest" ]; do
    way_root=$way_root/${way_rest%%/*}
    way_rest=${way_rest#*/}
    [ ! -L "$way_root" ] || return 1
  done
}

# read_list FILE: reads context.list into $TMP/entries, one line an entry: type, mode, owner, number, path, parted by
# tabs; the content of the file with number N goes to $TMP/content/N.
read_list() {
  mkdir "$TMP/content"
  FOLDER=$TMP/content awk '
    function refuse(why) { print "line " NR ": " why > "/dev/stderr"; bad = 1; exit 1 }
    # print and not printf: some awks bound what printf may write.
    function content(text) { if (!current) refuse("content without a file"); print text > current }
    BEGIN { folder = ENVIRON["FOLDER"]; FS = "\n" }
    /^\|/ { ORS = "\n"; content(substr($0, 2)); next }
    /^>/ { ORS = ""; content(substr($0, 2)); close(current); current = ""; next }
    { if (current) close(current); current = ""; ORS = "\n" }
    /^#/ && !n { next }
    {
      n++
      rest = $0; for (i = 1; i <= 3; i++) field[i] = "-"
      wanted = (rest ~ /^(script|copy|ignore|keep) /) ? 1 : 3
      for (i = 1; i <= wanted; i++) {
        blank = index(rest, " ")
        if (blank < 2) refuse("not an entry")
        field[i] = substr(rest, 1, blank - 1); rest = substr(rest, blank + 1)
      }
      if (field[1] !~ /^(file|dir|attr|script|copy|ignore|keep)$/) refuse("unknown entry " field[1])
      if (wanted == 3) {
        if (field[2] !~ /^(-|[0-7]?[0-7][0-7][0-7])$/ || (field[2] == "-" && field[1] != "attr")) refuse("mode " field[2])
        if (field[3] !~ /^[0-9]+:[0-9]+$/ || length(field[3]) > 21) refuse("owner " field[3])
        if (rest !~ /^\//) refuse("the path is not absolute: " rest)
        rest = substr(rest, 2)
      }
      if (rest ~ /[\001-\037\177]/) refuse("a control character in the path")
      if (rest == "" && field[1] !~ /^(dir|attr)$/) refuse("no path")
      if (field[1] ~ /^(ignore|keep)$/) {
        if (rest !~ /^\^.*\$$/) refuse("not anchored: " rest)
      } else if (field[1] != "copy" || rest != ".") {
        if (("/" rest "/") ~ /\/(\.|\.\.)\// || (rest != "" && ("/" rest "/") ~ /\/\//)) refuse("the path leaves its place: " rest)
        place = (wanted == 1) ? field[1] : "rootfs"
        if ((place, rest) in seen) refuse("the path stands twice: " rest)
        seen[place, rest] = 1
      }
      if (field[1] == "file") { current = folder "/" n; ORS = ""; print "" > current; ORS = "\n" }
      entries = entries field[1] "\t" field[2] "\t" field[3] "\t" n "\t" rest "\n"
    }
    END { if (!bad) { ORS = ""; print entries } }' "$1" >"$TMP/entries" 2>"$TMP/list-error" ||
    die "$1 is not as the compiler writes it, $(head -n 1 "$TMP/list-error" | tr -c '\040-\176\n' '?')" 'compile the spec again: npx cooper compile'
}

# refuse_newlines DIRECTORY: a name with a newline can't stand in a list of names.
refuse_newlines() {
  [ -z "$(find "$1" -name "*$NEWLINE*" -print | head -n 1)" ] || die "a name below $1 holds a newline" 'rename it'
}

# lay_out_rootfs ROOTFS STAGING: copies the rootfs directory and adds the entries of $TMP/entries. The result has the
# right content; modes and owners are given when it is archived.
lay_out_rootfs() {
  mkdir "$2"
  if [ -n "$1" ]; then
    odd=$(find "$1" ! -type f ! -type d ! -type l -print | head -n 1)
    [ -z "$odd" ] || die "$odd is neither a file, a directory nor a symbolic link" 'take it out of the rootfs'
    refuse_newlines "$1"
    cp -R -P "$1/." "$2"
    # A setgid bit may come from the agent's own directories.
    chmod -R u+rwX,ug-s,-t "$2"
  fi
  while IFS=$TAB read -r type _ _ number path; do
    case $type in
      script | copy | ignore | keep) continue ;;
    esac
    no_link_on_way "$2" "$(dirname "/$path")" || die "/$path lies behind a symbolic link of the rootfs" 'name the path where the link leads to'
    case $type in
      file)
        mkdir -p "$2/$(dirname "$path")"
        if [ -d "$2/$path" ] && [ ! -L "$2/$path" ]; then die "/$path is a directory in the rootfs and a file in the spec" 'take one of them out'; fi
        rm -f "$2/$path"
        cp "$TMP/content/$number" "$2/$path"
        ;;
      dir)
        if [ -L "$2/$path" ] || { [ -e "$2/$path" ] && [ ! -d "$2/$path" ]; }; then
          die "/$path is a directory in the spec, but not in the rootfs" 'take one of them out'
        fi
        mkdir -p "$2/$path"
        ;;
      attr)
        [ -e "$2/$path" ] || [ -L "$2/$path" ] || die "the spec states the mode or owner of /$path, which the rootfs does not have" 'correct the path, or add the file'
        ;;
    esac
  done <"$TMP/entries"
}

# stated_members: prints mode, owner and path of each member whose mode or owner the spec states.
stated_members() {
  awk -F'\t' 'BEGIN { OFS = "\t" } $1 ~ /^(file|dir|attr)$/ { print $2, $3, ($5 == "" ? "." : "./" $5) }' "$TMP/entries"
}

# members: prints what of the current directory goes into the archive: all but the directories that hold something.
# Unpacking such a directory would give the image's own of that name (/tmp, /root, a home) another mode and owner, and
# would put a directory in the place of a link (/bin of a merged /usr). Those that are new to the image become 0755
# and root's. Empty ones are members, for nothing else would make them.
members() {
  find . ! -name . -print | awk '
    { path[NR] = $0; up = $0; while (sub("/[^/]*$", "", up) && up != ".") holds[up] = 1 }
    END { for (line = 1; line <= NR; line++) if (!(path[line] in holds)) print path[line] }'
}

# archive STAGING TAR: the same bytes from the same content, on every agent, for every user, umask and time zone.
# Members with the usual mode and owner come first, then one group for each stated mode and owner. The tar is written
# first and compressed afterwards, because a pipe would hide that tar failed.
archive() {
  stated_members >"$TMP/members-stated"
  (cd "$1" && members) | sort >"$TMP/all"
  cut -f 3- "$TMP/members-stated" | sort >"$TMP/all-stated"
  comm -23 "$TMP/all" "$TMP/all-stated" | tr '\n' '\000' >"$TMP/usual"
  set -- "$1" "$2" --sort=name --format=gnu --mtime=@0 --numeric-owner --hard-dereference --no-recursion --null
  archive_staging=$1 archive_tar=$2
  shift 2
  tar -C "$archive_staging" "$@" --owner=0 --group=0 --mode=u+rwX,go+rX,go-w -T "$TMP/usual" -cf "$archive_tar"
  cut -f 1-2 "$TMP/members-stated" | sort -u >"$TMP/groups"
  while IFS=$TAB read -r mode owner; do
    [ "$mode" != - ] || mode=u+rwX,go+rX,go-w
    GROUP="$mode$TAB$owner" awk -F'\t' '($1 == "-" ? "u+rwX,go+rX,go-w" : $1) "\t" $2 == ENVIRON["GROUP"] { print $3 }' "$TMP/members-stated" | sort | tr '\n' '\000' >"$TMP/group"
    tar -C "$archive_staging" "$@" --owner="${owner%%:*}" --group="${owner##*:}" --mode="$mode" -T "$TMP/group" -rf "$archive_tar"
  done <"$TMP/groups"
}
# What of a context folder goes into the build context: the paths that context.list names, without what it leaves out.
# The number of processes does not grow with the number of files.

# ship FOLDER: copies what the entries `copy` of $TMP/entries name from FOLDER, a directory behind no link, to CONTEXT.
# $TMP/shipped lists what it copied.
# shellcheck disable=SC2016 # the commands of ship_find are for another shell
ship() {
  : >"$TMP/leads"
  : >"$TMP/links"
  while IFS= read -r name; do
    ship_lead "$1" "$name"
  done <"$TMP/named"
  ship_find "$1" "$TMP/leads" 'find "$@" -name "*$NEWLINE*" -print' >"$TMP/odd"
  [ ! -s "$TMP/odd" ] || die "a name below $1 holds a newline" 'rename it'
  ship_reserved "$1" >"$TMP/reserved"
  ship_find "$1" "$TMP/leads" 'find "$@" -print' >"$TMP/found"
  # A folder may be named beside what lies in it.
  sort -u "$TMP/found" "$TMP/links" >"$TMP/once"
  ship_filter <"$TMP/once" >"$TMP/shipped" 2>"$TMP/list-error" ||
    die "the patterns of context.list cannot be read: $(shown "$(head -n 1 "$TMP/list-error")")" 'compile the spec again: npx cooper compile'
  ship_missing "$1"
  ship_find "$1" "$TMP/shipped" 'find "$@" -prune ! -type f ! -type d ! -type l -print' >"$TMP/odd"
  [ ! -s "$TMP/odd" ] || die "$1/$(one_line "$(head -n 1 "$TMP/odd" | cut -c 3-)") is neither a file, a directory nor a symbolic link" 'leave it out with context.ignore, or take it out of the context folder'
  ship_copy "$1"
  say "$(wc -l <"$TMP/shipped" | tr -d ' ') entries of the context folder ${1#./}"
}

# ship_lead FOLDER NAME: notes where a named path leads, in $TMP/leads, and the links on the way, in $TMP/links. The
# builder follows links too, but within the build context, so what they lead to has to be there.
ship_lead() {
  lead=''
  lead_rest=$2/
  lead_links=0
  while [ -n "$lead_rest" ]; do
    lead_part=${lead_rest%%/*}
    lead_rest=${lead_rest#*/}
    case $lead_part in
      '' | .) continue ;;
      ..)
        [ -n "$lead" ] || ship_outside "$1" "$2"
        case $lead in
          */*) lead=${lead%/*} ;;
          *) lead='' ;;
        esac
        continue
        ;;
    esac
    lead=${lead:+$lead/}$lead_part
    if [ -L "$1/$lead" ]; then
      lead_links=$((lead_links + 1))
      [ "$lead_links" -le 40 ] || die "$1/$2 leads over more than 40 symbolic links" 'name the real path'
      printf './%s\n' "$lead" >>"$TMP/links"
      lead_target=$(readlink "$1/$lead")
      case $lead_target in
        /* | *"$NEWLINE"*) ship_outside "$1" "$2" ;;
      esac
      lead_rest=$lead_target/$lead_rest
      case $lead in
        */*) lead=${lead%/*} ;;
        *) lead='' ;;
      esac
    elif [ ! -e "$1/$lead" ]; then
      ship_absent "$1" "$2"
    fi
  done
  printf '%s\n' "${lead:+./}${lead:-.}" >>"$TMP/leads"
}

# ship_outside FOLDER NAME
ship_outside() {
  die "$1/$2 is or lies behind a symbolic link that leads out of the context folder" 'copy the real file into the folder; or let context.dir of the spec name a folder that holds both'
}

# ship_absent FOLDER NAME
ship_absent() {
  absent_why=''
  if [ -L "$1/$2" ]; then absent_why=', where a symbolic link leads'; fi
  die "the context folder ${1#./} has no $2$absent_why" "commit it, or correct the path in the spec's copy: it begins at the context folder (context.dir, else the spec's own). What a build makes has to be made in a stage of the image"
}

# ship_find FOLDER LIST COMMAND: runs COMMAND with the paths of LIST, seen from FOLDER, as its arguments.
ship_find() {
  (cd "$1" && tr '\n' '\000' <"$2" | NEWLINE=$NEWLINE xargs -0 sh -c "$3" sh) ||
    die "not all of $1 can be read" "see the message above; the agent's user must be able to read the checkout"
}

# ship_reserved FOLDER: prints the paths that are never shipped: what Cooperage itself puts into the build context, and
# what a builder would take for its own list of patterns. Of the spec's folder also what the image is generated from.
ship_reserved() {
  printf '%s\n' Dockerfile rootfs.tar.gz .dockerignore .containerignore Dockerfile.dockerignore Dockerfile.containerignore
  [ "$1" != ./. ] || echo .cooperage
  [ "$1" = "$SOURCE" ] || return 0
  printf '%s\n' Jenkinsfile context.list tests.list image.json image.jsonc ${COOPERAGE_ROOTFS:+"${COOPERAGE_ROOTFS%/}"}
  for variant in "$1"/*/Jenkinsfile; do
    [ -f "$variant" ] || continue
    case $(head -n 1 "$variant") in
      *'Generated by Cooperage from '*)
        variant=${variant%/Jenkinsfile}
        printf '%s\n' "${variant##*/}"
        ;;
    esac
  done
}

# ship_filter: reads paths, prints those that are shipped. The last of the entries `ignore` and `keep` that matches a
# path decides. Names are bytes here, but a character of a pattern may have several: each class that leaves characters
# out is widened to whole ones of UTF-8.
ship_filter() {
  ENTRIES=$TMP/entries RESERVED=$TMP/reserved awk '
    function wide(regex, out, body, first) {
      while (match(regex, /\[\^\]?[^]]*\]/)) {
        body = substr(regex, RSTART + 2, RLENGTH - 3)
        out = out substr(regex, 1, RSTART - 1)
        regex = substr(regex, RSTART + RLENGTH)
        first = (substr(body, 1, 1) == "]") ? "]" : ""
        # Any number of them is the same in bytes.
        if (body == "/" && substr(regex, 1, 1) == "*") out = out "[^/]"
        else out = out "([^" first "\200-\377" substr(body, length(first) + 1) "]|[\300-\377][\200-\277]*)"
      }
      return out regex
    }
    BEGIN {
      rules = 0
      while ((getline line < ENVIRON["RESERVED"]) > 0) reserved[line] = 1
      while ((getline line < ENVIRON["ENTRIES"]) > 0) {
        split(line, field, "\t")
        if (field[1] != "ignore" && field[1] != "keep") continue
        rules++; keep[rules] = (field[1] == "keep"); regex[rules] = wide(field[5])
      }
    }
    {
      path = substr($0, 3)
      if (path == "" || path ~ /(^|\/)\.git(\/|$)/) next
      up = path
      do { if (up in reserved) next } while (sub("/[^/]*$", "", up))
      for (rule = rules; rule > 0; rule--) if (path ~ regex[rule]) break
      if (rule == 0 || keep[rule]) print
    }'
}

# ship_missing FOLDER: refuses a named path of which nothing is left.
ship_missing() {
  awk '
    NR == FNR { if ($0 != ".") wanted[$0] = 1; next }
    { up = $0; do { delete wanted[up] } while (sub("/[^/]*$", "", up)) }
    END { for (path in wanted) print path }' "$TMP/leads" "$TMP/shipped" | sort >"$TMP/odd"
  [ -s "$TMP/odd" ] || return 0
  die "nothing of $(one_line "$(head -n 1 "$TMP/odd" | cut -c 3-)") in the context folder ${1#./} is shipped" "a pattern of context.ignore leaves it out, or it is a file of Cooperage's or of git's own: correct the pattern, or take it out of the spec's copy"
}

# ship_copy FOLDER: copies what $TMP/shipped lists. Links stay links, whatever they lead to; hard links become files.
ship_copy() {
  [ -s "$TMP/shipped" ] || return 0
  mkfifo "$TMP/stream"
  tr '\n' '\000' <"$TMP/shipped" >"$TMP/members"
  # A pipe would hide that the first one failed.
  tar -C "$1" --format=gnu --mtime=@0 --owner=0 --group=0 --numeric-owner --hard-dereference --no-recursion --null -T "$TMP/members" -cf - >"$TMP/stream" &
  CHILD=$!
  ship_failed=''
  tar -C "$CONTEXT" --no-same-owner -xf - <"$TMP/stream" || ship_failed=yes
  wait "$CHILD" || ship_failed=yes
  [ -z "$ship_failed" ] || die "the context folder ${1#./} could not be copied" "the message of tar above names the file: let the agent's user read it, or leave it out with context.ignore"
  CHILD=''
}
# Build arguments whose values come from the environment.

# build_arguments: prints ARG=VALUE for each pair ARG=VARIABLE of COOPERAGE_BUILD_ARGS, one a line. GIT_COMMIT and
# GIT_URL are those of the checkout. A variable that is not set or empty gives none: the default of ARG stays. The
# values end up in the image's history, so they are public: a secret's variable is refused.
build_arguments() {
  for build_argument in ${COOPERAGE_BUILD_ARGS:-}; do
    argument_name=${build_argument%%=*}
    argument_variable=${build_argument#*=}
    printf '%s\n' "$build_argument" | grep -Eqx '[A-Za-z_][A-Za-z0-9_]*=[A-Za-z_][A-Za-z0-9_]*' || die "the step's argument buildArgs is not legal: $(shown "$build_argument")" 'write ARG=VARIABLE'
    case " ${COOPERAGE_SECRETS:-} " in
      *"=$argument_variable:"*) die "the build argument $argument_name would take the secret in $argument_variable, and anybody can read it in the image" 'mount the secret in RUN: mounts, type secret' ;;
    esac
    case $argument_variable in
      GIT_COMMIT) argument_value=${COOPERAGE_COMMIT:-} ;;
      # Without the password that it may hold.
      GIT_URL) argument_value=$(public_url "${COOPERAGE_SOURCE:-}") ;;
      REGISTRY_ACCESS*) die "the build argument $argument_name would take the registry's credentials" 'name another variable' ;;
      *) argument_value=$(printenv "$argument_variable" || :) ;;
    esac
    [ "${#argument_value}" -le 4096 ] || die "the value of $argument_variable for the build argument $argument_name is longer than 4096 bytes" 'shorten it, or give it by a file that is copied'
    case $argument_value in
      *[[:cntrl:]]*) die "the value of $argument_variable for the build argument $argument_name holds a control character" 'give one line of text' ;;
      '') ;;
      *) printf '%s=%s\n' "$argument_name" "$argument_value" ;;
    esac
  done
}
# The inputs digest: one digest of all that decides an image's content.

# inputs_digest CONTEXT TAR BASE-DIGEST: prints the digest of the Dockerfile, the other files of the context with their
# exec bit, the base, and what $TMP/other-inputs holds. The archive counts uncompressed, so that another gzip changes
# nothing.
inputs_digest() {
  {
    echo 'cooperage inputs 1'
    printf 'base %s\n' "$3"
    [ ! -e "$2" ] || printf 'rootfs %s\n' "$(sha256_of "$2")"
    input_files "$1"
    input_links "$1"
    # Scripts come from git, which keeps no empty directories: only what is shipped may have some.
    [ ! -s "$TMP/shipped" ] || (cd "$1" && find . -type d ! -name . -print) | sort | sed 's/^/dir /'
    cat "$TMP/other-inputs"
  } >"$TMP/inputs"
  sha256_of "$TMP/inputs"
}

# input_files DIRECTORY: prints kind, digest and path of each file, sorted by path.
input_files() {
  (cd "$1" && find . -type f ! -path ./rootfs.tar.gz -print) | sort >"$TMP/input-files"
  (cd "$1" && find . -type f -perm -100 -print) >"$TMP/input-execs"
  (cd "$1" && tr '\n' '\000' <"$TMP/input-files" | xargs -0 sha256sum) >"$TMP/input-sums"
  # sha256sum writes a backslash before the digest of a name that it escapes.
  EXECS=$TMP/input-execs SUMS=$TMP/input-sums awk '
    BEGIN { while ((getline path < ENVIRON["EXECS"]) > 0) executable[path] = 1 }
    {
      if ((getline sum < ENVIRON["SUMS"]) <= 0) exit 1
      sub(/^\\/, "", sum)
      print (($0 in executable) ? "exec" : "file") " sha256:" substr(sum, 1, 64) " " $0
    }' "$TMP/input-files"
}

# input_links DIRECTORY: prints one digest of all symbolic links, their names and what they say, where there are some.
input_links() {
  (cd "$1" && find . -type l -print) | sort >"$TMP/input-links"
  [ -s "$TMP/input-links" ] || return 0
  tr '\n' '\000' <"$TMP/input-links" >"$TMP/input-members"
  tar -C "$1" --format=gnu --mtime=@0 --owner=0 --group=0 --numeric-owner --no-recursion --null -T "$TMP/input-members" -cf "$TMP/input-links.tar"
  printf 'links %s\n' "$(sha256_of "$TMP/input-links.tar")"
}

# other_inputs: prints what decides the content beside files and the base of the final stage: the other images that the
# build uses, platforms, and values of build arguments. Nothing where there is none of these.
other_inputs() {
  state_get bases | sed '/^$/d; s/^/with /'
  case ${COOPERAGE_PLATFORMS:-} in
    *[!a-z0-9/._\ -]*) die "the step's argument platforms is not legal: $(shown "$COOPERAGE_PLATFORMS")" 'compile the spec again: npx cooper compile' ;;
  esac
  for platform in ${COOPERAGE_PLATFORMS:-}; do printf 'platform %s\n' "$platform"; done | sort -u
  build_arguments >"$TMP/build-arguments"
  sed 's/^/arg /' "$TMP/build-arguments"
}
# Prepare: lays out the build context outside the checkout, and finds out whether there is anything to build.
# Runs after: lib.sh lib/builder.sh lib/tools.sh lib/context.sh lib/ship.sh lib/build-args.sh lib/inputs.sh
# Input: COOPERAGE_DIR _SPEC_DIR _CONTEXT _ROOTFS _INPUTS _OVERWRITE _BUILD_ARGS _PLATFORMS _COMMIT _WORK; runs at the
# root of the checkout.
# Leaves: context/, state/inputs, state/unchanged, state/commit-time

STAGE=Prepare

# directory ARGUMENT PATH: sets DIRECTORY to a directory of the checkout, and checks that nothing in its path leads
# elsewhere. A name that begins with a dash never becomes an option: the path begins with ./
directory() {
  DIRECTORY=${2%/}
  if [ "$DIRECTORY" != . ]; then
    inside_path "$DIRECTORY" || die "$1 leaves the checkout: $2" 'give a directory of the repository, relative to its root'
    no_link_on_way . "$DIRECTORY" || die "a component of $1 is a symbolic link: $2" 'give the real directory'
  fi
  DIRECTORY=./$DIRECTORY
  [ -d "$DIRECTORY" ] || die "the checkout has no directory $DIRECTORY" "correct the step's argument $1, or commit the directory"
}

# check_directories: sets DIR, where the generated files of the image are, and SOURCE, the folder of its spec: the same,
# or the one above it where a matrix gives several images.
check_directories() {
  directory dir "${COOPERAGE_DIR:-.}"
  DIR=$DIRECTORY
  [ -z "${COOPERAGE_SPEC_DIR:-}" ] || directory specDir "$COOPERAGE_SPEC_DIR"
  SOURCE=$DIRECTORY
  if [ ! -f "$DIR/Dockerfile" ] || [ -L "$DIR/Dockerfile" ]; then
    die "$DIR/Dockerfile is missing" 'compile the spec (npx cooper compile) and commit what it writes'
  fi
}

# check_same_commit: the running Jenkinsfile holds a digest of what it was compiled from. When the checked-out one does
# not hold it, a push came between the two, and the steps would not fit the files.
check_same_commit() {
  [ -n "${COOPERAGE_INPUTS:-}" ] || return 0
  case $COOPERAGE_INPUTS in
    *[!a-z0-9:]*) die "the step's argument inputs is no digest" 'compile the spec again: npx cooper compile' ;;
  esac
  grep -Fq -e "$COOPERAGE_INPUTS" "$DIR/Jenkinsfile" 2>/dev/null ||
    die "the running Jenkinsfile is not the one in $DIR of the checked-out commit ${COOPERAGE_COMMIT:-}" 'somebody pushed while this build started: build again. When it stays so, the job reads its Jenkinsfile from another branch or path'
}

# copy_script PATH: copies a file or directory of SOURCE into the context, with the modes that git would give.
copy_script() {
  case $1 in
    Dockerfile | rootfs.tar.gz | .dockerignore | .containerignore) die "a script may not be called $1" 'rename it' ;;
  esac
  no_link_on_way "$SOURCE" "$1" || die "$SOURCE/$1 is or lies behind a symbolic link" 'name the real file'
  [ -e "$SOURCE/$1" ] || die "$SOURCE/$1 is missing" 'commit it'
  script_odd=$(find "$SOURCE/$1" ! -type f ! -type d -print | head -n 1)
  [ -z "$script_odd" ] || die "$script_odd is neither a file nor a directory" 'replace it by a file'
  refuse_newlines "$SOURCE/$1"
  if ! no_link_on_way "$CONTEXT" "$1" || { [ -e "$CONTEXT/$1" ] && [ "${FOLDER:-$SOURCE}" != "$SOURCE" ]; }; then
    die "both ${SOURCE#./} and the context folder ${FOLDER#./} have $1" 'give the script another name; or let context.ignore leave out the other one'
  fi
  mkdir -p "$CONTEXT/$(dirname "$1")"
  cp -R "$SOURCE/$1" "$CONTEXT/$(dirname "$1")/"
}

# settle_context: gives all that was copied one time and modes that depend on git's exec bit only. Most of a context
# folder has them already.
settle_context() {
  # A directory may inherit a setgid bit from the agent's.
  find "$CONTEXT" -type d -exec chmod u=rwx,go=rx,ug-s,-t {} +
  find "$CONTEXT" -type f -perm -100 ! -perm 755 -exec chmod 755 {} +
  find "$CONTEXT" -type f ! -perm -100 ! -perm 644 -exec chmod 644 {} +
  touch -d @0 "$TMP/epoch"
  find "$CONTEXT" -type l -newer "$TMP/epoch" -exec touch -h -d @0 {} +
  find "$CONTEXT" ! -type l -newer "$TMP/epoch" -exec touch -d @0 {} +
}

# ship_folder: what context.list names of the context folder.
ship_folder() {
  : >"$TMP/shipped"
  awk -F'\t' '$1 == "copy" { print $5 }' "$TMP/entries" >"$TMP/named"
  [ -s "$TMP/named" ] || return 0
  [ -n "${COOPERAGE_CONTEXT:-}" ] || die "the step has no argument context, but $DIR/context.list names files of it" 'compile the spec again: npx cooper compile'
  directory context "$COOPERAGE_CONTEXT"
  FOLDER=$DIRECTORY
  if [ -e "$FOLDER/.dockerignore" ] && ! grep -Eq '^(ignore|keep)' "$TMP/entries"; then
    warn "$FOLDER/.dockerignore is not read: write its patterns into context.ignore of the spec"
  fi
  ship "$FOLDER"
}

# make_context: the Dockerfile, what is shipped of the context folder, the scripts, and the archive where there is
# something to archive.
make_context() {
  CONTEXT=$WORK/context
  FOLDER=''
  rm -rf "$CONTEXT"
  mkdir "$CONTEXT"
  cp "$DIR/Dockerfile" "$CONTEXT/Dockerfile"
  : >"$TMP/entries"
  [ ! -e "$DIR/context.list" ] || read_list "$DIR/context.list"
  rootfs=''
  if [ -n "${COOPERAGE_ROOTFS:-}" ]; then
    rootfs=${COOPERAGE_ROOTFS%/}
    inside_path "$rootfs" || die "rootfs leaves the spec's directory: $rootfs" "give a directory below $SOURCE"
    no_link_on_way "$SOURCE" "$rootfs" || die "rootfs is or lies behind a symbolic link: $rootfs" 'give the real directory'
    rootfs=$SOURCE/$rootfs
    [ -d "$rootfs" ] || die "the checkout has no directory $rootfs" 'commit at least one file in it (git keeps no empty directories), or take rootfs out of the spec'
  fi
  ship_folder
  awk -F'\t' '$1 == "script" { print $5 }' "$TMP/entries" >"$TMP/scripts"
  while IFS= read -r script; do
    copy_script "$script"
  done <"$TMP/scripts"
  if [ -n "$rootfs" ] || grep -Eq '^(file|dir|attr)' "$TMP/entries"; then
    lay_out_rootfs "$rootfs" "$TMP/rootfs"
    archive "$TMP/rootfs" "$TMP/rootfs.tar"
    gzip -n -9 <"$TMP/rootfs.tar" >"$CONTEXT/rootfs.tar.gz"
    say "rootfs.tar.gz: $(wc -c <"$CONTEXT/rootfs.tar.gz" | tr -d ' ') bytes, $(wc -l <"$TMP/all" | tr -d ' ') entries"
  fi
  settle_context
}

# decide: is there anything to build? Not when each taken tag holds these very inputs.
decide() {
  rm -f "$STATE/unchanged"
  [ -s "$STATE/tags-taken" ] || return 0
  while IFS=$TAB read -r tag taken_inputs _ taken_base; do
    [ "$taken_inputs" = "$INPUTS" ] || refuse "$tag" "$taken_inputs" "$taken_base"
  done <"$STATE/existing-inputs"
  : >"$STATE/unchanged"
  say 'the registry holds this very content already'
}

# refuse TAG INPUTS BASE: the tag holds something else; says what differs.
refuse() {
  base=$(state_get base-digest)
  why='rootfs, scripts'
  [ ! -s "$TMP/shipped" ] || why="$why, context folder"
  [ ! -s "$TMP/other-inputs" ] || why="$why, build arguments, platforms, other images that the build uses"
  why="$why or Dockerfile changed"
  if [ "$3" != "${base:--}" ]; then
    if [ "$(inputs_digest "$CONTEXT" "$TMP/rootfs.tar" "$(printf '%s' "$3" | sed 's/^-$//')")" = "$2" ]; then
      why="base image changed: $3 then, ${base:-none} now"
    else
      why="$why, and so did the base image"
    fi
  fi
  die "the tag $1 is taken by other content: $why" 'choose a new tag; or allow this one to be moved with publish.overwrite'
}

# note_commit_time: what buildah dates the image with, so that the same commit gives the same digest.
note_commit_time() {
  commit_time=''
  case ${COOPERAGE_COMMIT:-} in
    '' | *[!0-9a-f]*) ;;
    *) commit_time=$(git show -s --format=%ct "$COOPERAGE_COMMIT" 2>/dev/null || :) ;;
  esac
  state_put commit-time "$commit_time"
}

work_after Verify tags-free
check_gnu_tar
check_directories
check_same_commit
make_context
note_commit_time
other_inputs >"$TMP/other-inputs"
INPUTS=$(inputs_digest "$CONTEXT" "$TMP/rootfs.tar" "$(state_get base-digest)")
state_put inputs "$INPUTS"
say "inputs $INPUTS"
decide
