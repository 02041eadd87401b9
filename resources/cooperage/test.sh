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
# JSON, read and written with awk: an agent has no jq.

# json_string TEXT: prints TEXT as a JSON string, quotes included.
json_string() {
  # The x keeps newlines at the end from being lost by awk's records.
  printf '%sx' "$1" | awk '
    BEGIN {
      for (i = 1; i < 32; i++) escape[sprintf("%c", i)] = sprintf("\\u%04x", i)
      escape["\t"] = "\\t"; escape["\r"] = "\\r"; escape["\""] = "\\\""; escape["\\"] = "\\\\"
      ORS = ""
      print "\""
    }
    {
      if (NR > 1) emit(line "\\n")
      line = quoted($0)
    }
    END { emit(substr(line, 1, length(line) - 1)); print "\"" }
    function emit(text) { print text }
    function quoted(text,   out, i, c) {
      if (text !~ /[\001-\037"\\]/) return text
      out = ""
      for (i = 1; i <= length(text); i++) {
        c = substr(text, i, 1)
        out = out ((c in escape) ? escape[c] : c)
      }
      return out
    }'
}

# json_flatten: reads one JSON document on stdin and prints a line for each string, number, true, false and null:
# its RFC 6901 pointer, a tab, its value. Control characters and backslashes in both are written as printf %b reads
# them, so that one line is one value. Fails when the text is not JSON: nothing of a hostile answer is guessed at.
#
# The input is cut at each quote, so the pieces are in turn structure and text of strings (an escaped quote joins two
# pieces), and every piece is looked at once. The end that is added here stands inside a string just when every
# string of the input was closed.
json_flatten() {
  # NUL is no legal character anywhere in JSON, and not every awk can read it.
  { tr '\000' '\001' && printf '"end'; } | awk '
    BEGIN {
      RS = "\""
      want = "value"; depth = 0; inside = 0; text = ""
      hex = "0123456789abcdef"
      split("b f n r t", names, " ")
      split("0010 0014 n r t", codes, " ")
      for (i = 1; i <= 5; i++) short[names[i]] = "\\" codes[i]
      short["\""] = "\""; short["/"] = "/"; short["\\"] = "\\\\"
    }
    NR > 1 && !bad { piece(last) }
    { last = $0 }
    END { if (bad || depth || want != "end" || !inside || text != "" || last != "end") exit 1 }

    function piece(s) {
      if (!inside) { structure(s); inside = 1; return }
      text = text s
      if (match(s, /\\+$/) && RLENGTH % 2) { text = text "\""; return }
      string(text)
      inside = 0; text = ""
    }

    function fail() { bad = 1; return 0 }

    function structure(s,   n, i, c, word) {
      n = length(s)
      for (i = 1; i <= n && !bad; i++) {
        c = substr(s, i, 1)
        if (c == " " || c == "\t" || c == "\n" || c == "\r") continue
        if (c == "{" || c == "[") open(c)
        else if (c == "}" || c == "]") close_(c)
        else if (c == ",") comma()
        else if (c == ":") { if (want == ":") want = "value"; else fail() }
        else {
          word = ""
          while (i <= n && (c = substr(s, i, 1)) ~ /[-+.0-9A-Za-z]/) { word = word c; i++ }
          i--
          if (word ~ /^(true|false|null|-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?)$/) value(word)
          else fail()
        }
      }
    }

    function open(c) {
      if (want != "value" && want != "value]") { fail(); return }
      if (depth >= 100) { fail(); return }
      prefix[depth + 1] = here()
      depth++
      kind[depth] = c; count[depth] = 0
      want = (c == "{") ? "key}" : "value]"
    }

    function close_(c) {
      if (c == "}" && kind[depth] == "{" && (want == "key}" || want == ",")) { depth--; after() }
      else if (c == "]" && kind[depth] == "[" && (want == "value]" || want == ",")) { depth--; after() }
      else fail()
    }

    function comma() {
      if (want != ",") { fail(); return }
      count[depth]++
      want = (kind[depth] == "{") ? "key" : "value"
    }

    function after() { want = depth ? "," : "end" }

    function here() {
      if (!depth) return ""
      return prefix[depth] "/" (kind[depth] == "{" ? key[depth] : count[depth])
    }

    function value(v) {
      if (want != "value" && want != "value]") { fail(); return }
      print here() "\t" v
      after()
    }

    function string(s,   v) {
      if (s ~ /[\001-\037]/) { fail(); return }
      v = decoded(s)
      if (bad) return
      if (want == "key" || want == "key}") {
        gsub(/~/, "~0", v); gsub(/\//, "~1", v)
        key[depth] = v
        want = ":"
      } else value(v)
    }

    function decoded(s,   out, i, c, u, low) {
      out = ""
      while ((i = index(s, "\\")) > 0) {
        out = out substr(s, 1, i - 1)
        c = substr(s, i + 1, 1)
        s = substr(s, i + 2)
        if (c in short) out = out short[c]
        else if (c == "u") {
          u = hexadecimal(substr(s, 1, 4)); s = substr(s, 5)
          if (u >= 55296 && u < 56320 && substr(s, 1, 2) == "\\u") {
            low = hexadecimal(substr(s, 3, 4))
            if (low >= 56320 && low < 57344) { u = 65536 + (u - 55296) * 1024 + low - 56320; s = substr(s, 7) }
          }
          out = out utf8(u)
        } else fail()
        if (bad) return ""
      }
      return out s
    }

    function hexadecimal(digits,   i, n, d) {
      if (length(digits) != 4) return fail()
      n = 0
      for (i = 1; i <= 4; i++) {
        d = index(hex, tolower(substr(digits, i, 1)))
        if (!d) return fail()
        n = n * 16 + d - 1
      }
      return n
    }

    function utf8(u) {
      if (u < 32) return sprintf("\\0%03o", u)
      if (u == 92) return "\\\\"
      if (u < 128) return sprintf("%c", u)
      if (u < 2048) return sprintf("%c%c", 192 + int(u / 64), 128 + u % 64)
      # Half a surrogate pair is no character.
      if (u >= 55296 && u < 57344) u = 65533
      if (u < 65536) return sprintf("%c%c%c", 224 + int(u / 4096), 128 + int(u / 64) % 64, 128 + u % 64)
      return sprintf("%c%c%c%c", 240 + int(u / 262144), 128 + int(u / 4096) % 64, 128 + int(u / 64) % 64, 128 + u % 64)
    }'
}

# json_get FILE POINTER: prints the value at a pointer of what json_flatten wrote; of two equal keys the last, as
# most readers do it. Fails where there is none.
json_get() {
  POINTER=$2 awk '
    BEGIN { pointer = ENVIRON["POINTER"] "\t" }
    substr($0, 1, length(pointer)) == pointer { found = 1; value = substr($0, length(pointer) + 1) }
    END { if (!found) exit 1; print value }' "$1"
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
# Platforms: os/arch or os/arch/variant, as OCI and the builders write them.
# https://github.com/opencontainers/image-spec/blob/main/image-index.md

# check_platforms: checks COOPERAGE_PLATFORMS; sets NATIVE, the builder's own os/arch, and PLATFORMS, one a line, each
# once. It is empty for what needs nothing special: no platform is asked for, or the builder's own alone.
check_platforms() {
  PLATFORMS=''
  [ -n "${COOPERAGE_PLATFORMS:-}" ] || return 0
  native_platform
  case $COOPERAGE_PLATFORMS in
    "$NATIVE") return 0 ;;
    *[!a-z0-9_/\ ]*) die "the step's argument platforms is not legal: $(shown "$COOPERAGE_PLATFORMS")" 'write os/arch or os/arch/variant, with blanks between: linux/amd64 linux/arm64' ;;
  esac
  for platform in $COOPERAGE_PLATFORMS; do
    printf '%s\n' "$platform" | grep -Eqx 'linux/[a-z0-9_]+(/[a-z0-9_]+)?' || die "no image can be built for the platform $(shown "$platform")" 'write linux/arch or linux/arch/variant: linux/amd64, linux/arm64, linux/arm/v7'
  done
  PLATFORMS=$(printf '%s\n' "$COOPERAGE_PLATFORMS" | tr -s ' ' '\n' | awk '$0 != "" && !seen[$0]++')
  [ "$(printf '%s\n' "$PLATFORMS" | wc -l)" -le 20 ] || die 'more than 20 platforms are asked for' 'ask for fewer'
  # An engine keeps an image for its own platform.
  [ "${COOPERAGE_TO:-}" = docker-daemon ] || return 0
  is_in_platforms || die "docker-daemon keeps images for $NATIVE only, and none of the platforms is that one" 'push to a registry'
  PLATFORMS=''
}

# native_platform: sets NATIVE: of docker that of its daemon, which may be on another machine.
native_platform() {
  if [ "$BUILDER" = docker ]; then
    [ -n "${DOCKER_PLATFORM:-}" ] || docker_probe || die "the docker daemon does not answer: $(tail -n 1 "$TMP/docker-error")" 'start it'
    NATIVE=$DOCKER_PLATFORM
    return 0
  fi
  case $(uname -m) in
    x86_64) NATIVE=linux/amd64 ;;
    aarch64) NATIVE=linux/arm64 ;;
    arm*) NATIVE=linux/arm ;;
    i?86) NATIVE=linux/386 ;;
    loongarch64) NATIVE=linux/loong64 ;;
    # ppc64le, s390x and riscv64 have one name everywhere.
    *) NATIVE=linux/$(uname -m) ;;
  esac
}

# is_native PLATFORM: whether it is the builder's own, in any variant.
is_native() {
  case $1/ in
    "$NATIVE"/*) return 0 ;;
  esac
  return 1
}

# is_in_platforms: whether one of PLATFORMS is the builder's own; sets NATIVE_ASKED, as it is written there.
is_in_platforms() {
  for NATIVE_ASKED in $PLATFORMS; do
    if is_native "$NATIVE_ASKED"; then return 0; fi
  done
  NATIVE_ASKED=''
  return 1
}

# platform_among PLATFORM: whether one of the platforms on stdin serves it. As for builders, an older variant does too,
# and any where one of the two names none.
platform_among() {
  awk -F/ -v wanted="$1" '
    BEGIN { split(wanted, w, "/") }
    $1 == w[1] && $2 == w[2] && ($3 == "" || w[3] == "" || $3 <= w[3]) { found = 1 }
    END { exit !found }'
}
# Listening ports, read from the kernel's tables: an image need not have any tool for it.

# listening: reads /proc/net/tcp and tcp6 on stdin and prints the ports in the state LISTEN (0A), one a line.
listening() {
  awk '
    BEGIN { for (i = 0; i < 16; i++) value[sprintf("%X", i)] = i }
    $4 == "0A" {
      n = split($2, part, ":"); port = 0
      for (i = 1; i <= length(part[n]); i++) port = port * 16 + value[substr(part[n], i, 1)]
      print port
    }'
}

# process_listening PID: the ports in the network namespace of a process of this machine.
process_listening() {
  cat "/proc/$1/net/tcp" "/proc/$1/net/tcp6" 2>/dev/null | listening
}
# What Test does with docker's daemon. No container has a network; all have names by which Cleanup finds them.

# docker_name: prints a name for this build's next container.
docker_name() {
  printf '%s-test\n' "$(docker_container_prefix)"
}

# run_in_docker SECONDS ARGUMENT...: a command in place of the image's entrypoint.
run_in_docker() {
  run_seconds=$1 run_program=$2
  shift 2
  remove_docker_containers
  run_exit=0
  run_child timeout -k 5 "$run_seconds" docker run --rm --name "$(docker_name)" --network none --entrypoint "$run_program" "$(state_get image)" "$@" || run_exit=$?
  [ "$run_exit" -ne 137 ] || [ -z "$(docker ps -aq --filter "name=^/?$(docker_name)$")" ] || run_exit=124
  remove_docker_containers
  return "$run_exit"
}

# remove_docker_containers: killing docker's client does not end the container, so it goes by its name.
remove_docker_containers() {
  docker rm -f "$(docker_name)" >/dev/null 2>&1 || :
}

# find_in_docker: prints the paths on stdin that the image does not have. The container is never started, so this works
# for an image without any program, too.
find_in_docker() {
  remove_docker_containers
  docker create --name "$(docker_name)" --network none --entrypoint /cooperage "$(state_get image)" >/dev/null || return 1
  while IFS= read -r find_path; do
    # docker sends an archive: its first byte is enough.
    [ "$(docker cp "$(docker_name):$find_path" - 2>/dev/null </dev/null | head -c 1 | wc -c)" -eq 1 ] || printf '%s\n' "$find_path"
  done
  remove_docker_containers
}

# start_in_docker: the image with its own entrypoint.
start_in_docker() {
  remove_docker_containers
  docker run --detach --name "$(docker_name)" --network none "$(state_get image)" >"$TMP/container" 2>"$TMP/start-error" || {
    bad "the image does not start: $(tail -n 1 "$TMP/start-error")"
    return 1
  }
}

# listening_in_docker: prints the ports that listen in the container: by its own cat, or, when it has none, by this
# machine's tables, if the daemon runs on this machine.
listening_in_docker() {
  if docker exec "$(docker_name)" cat /proc/net/tcp /proc/net/tcp6 >"$TMP/tcp" 2>/dev/null || grep -q local_address "$TMP/tcp"; then
    listening <"$TMP/tcp"
    return 0
  fi
  docker_pid=$(docker inspect --format '{{.State.Pid}}' "$(docker_name)" 2>/dev/null || echo 0)
  if [ "$docker_pid" -gt 0 ] && grep -q "$(cat "$TMP/container")" "/proc/$docker_pid/cgroup" 2>/dev/null; then
    process_listening "$docker_pid"
  fi
}

# alive_in_docker: whether the entrypoint still runs; sets ENDED_WITH when not.
alive_in_docker() {
  docker_alive=$(docker inspect --format '{{.State.Running}} {{.State.ExitCode}}' "$(docker_name)" 2>/dev/null || echo 'false unknown')
  ENDED_WITH=${docker_alive#* }
  [ "${docker_alive%% *}" = true ]
}

# log_of_docker: prints the end of what the image's entrypoint said.
log_of_docker() {
  docker logs --tail 20 "$(docker_name)"
}

# stop_in_docker: ends it.
stop_in_docker() {
  remove_docker_containers
}
# What Test does with buildah: one working container in the build's own store. Processes share the agent's network,
# because the chroot isolation has none of its own.

# buildah_container: makes the working container once; sets CONTAINER.
buildah_container() {
  [ -z "${CONTAINER:-}" ] || return 0
  buildah_policy
  CONTAINER=$(buildah_own from --quiet --pull=never --signature-policy "$POLICY" --name cooperage-test "$(state_get image)") || die 'buildah cannot make a container of the image' 'see the lines above'
}

# run_in_buildah SECONDS ARGUMENT...
run_in_buildah() {
  buildah_container >&2
  run_seconds=$1
  shift
  run_child timeout -k 5 "$run_seconds" buildah --root "$WORK/storage" --runroot "$WORK/runroot" --storage-driver "${STORAGE_DRIVER:-vfs}" \
    run "$CONTAINER" -- "$@"
}

# remove_buildah_containers: ends what runs, and removes the working container.
remove_buildah_containers() {
  stop_in_buildah
  [ -z "${CONTAINER:-}" ] || buildah_own rm "$CONTAINER" >/dev/null 2>&1 || :
}

# in_namespace COMMAND ARGUMENT...: who is not root sees a container's files only in buildah's user namespace.
in_namespace() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else buildah unshare "$@"; fi
}

# find_in_buildah: prints the paths on stdin that the image does not have.
find_in_buildah() {
  buildah_container
  # shellcheck disable=SC2016 # the inner shell's own variables
  in_namespace sh -c '
    root=$(buildah --root "$1" --runroot "$2" --storage-driver "$3" mount "$4") || exit 1
    # A link in the image must be followed within the image, or the answer would be about the agent.
    while IFS= read -r path; do
      rest=${path#/}/ seen= hops=0 there=yes
      while [ -n "$rest" ]; do
        part=${rest%%/*} rest=${rest#*/}
        case $part in
          "" | .) continue ;;
          ..) seen=${seen%/*}; continue ;;
        esac
        if [ -L "$root$seen/$part" ]; then
          # The last component may lead anywhere: the link itself is there.
          [ -n "$rest" ] || break
          hops=$((hops + 1))
          [ "$hops" -le 40 ] || { there=no; break; }
          link=$(readlink "$root$seen/$part")
          case $link in /*) seen= ;; esac
          rest=$link/$rest
        elif [ -e "$root$seen/$part" ]; then
          seen=$seen/$part
        else
          there=no
          break
        fi
      done
      [ "$there" = yes ] || printf "%s\n" "$path"
    done
    buildah --root "$1" --runroot "$2" --storage-driver "$3" umount "$4" >/dev/null' \
    sh "$WORK/storage" "$WORK/runroot" "${STORAGE_DRIVER:-vfs}" "$CONTAINER"
}

# start_in_buildah: the image with its own entrypoint and command, in the agent's network. A port that something of the
# agent holds already would answer in the image's place.
start_in_buildah() {
  process_listening self | sort -u >"$TMP/ports-before"
  sort -u "$TMP/test.port" | comm -12 - "$TMP/ports-before" >"$TMP/ports-held"
  if [ -s "$TMP/ports-held" ]; then
    bad "TCP port $(head -n 1 "$TMP/ports-held") is in use on this agent, whose network buildah's containers share: the test would prove nothing"
    return 1
  fi
  buildah_container
  buildah_own inspect --type container "$CONTAINER" | json_flatten >"$TMP/inspect.flat" || {
    bad 'buildah does not tell the entrypoint of the image'
    return 1
  }
  set --
  for field in Entrypoint Cmd; do
    index=0
    while argument=$(json_get "$TMP/inspect.flat" "/OCIv1/config/$field/$index"); do
      argument=$(printf '%bx' "$argument")
      set -- "$@" "${argument%x}"
      index=$((index + 1))
    done
  done
  if [ "$#" -eq 0 ]; then
    bad 'the image has neither an entrypoint nor a command'
    return 1
  fi
  timeout -k 5 "$((TEST_SECONDS + 30))" buildah --root "$WORK/storage" --runroot "$WORK/runroot" --storage-driver "${STORAGE_DRIVER:-vfs}" \
    run "$CONTAINER" -- "$@" >"$TMP/server-log" 2>&1 </dev/null &
  SERVER=$!
}

# listening_in_buildah: prints the ports that listen on the agent.
listening_in_buildah() {
  process_listening self
}

# alive_in_buildah: whether the entrypoint still runs; sets ENDED_WITH when not.
alive_in_buildah() {
  if kill -0 "$SERVER" 2>/dev/null; then return 0; fi
  ENDED_WITH=0
  wait "$SERVER" || ENDED_WITH=$?
  SERVER=''
  return 1
}

# log_of_buildah: prints the end of what the image's entrypoint said.
log_of_buildah() {
  tail -n 20 "$TMP/server-log"
}

# stop_in_buildah: ends the entrypoint. `timeout` passes the signal on to all that it started.
stop_in_buildah() {
  [ -n "${SERVER:-}" ] || return 0
  kill -TERM "$SERVER" 2>/dev/null || :
  wait "$SERVER" 2>/dev/null || :
  SERVER=''
}
# Test: the checks of tests.list in the image that Build made: commands, files, ports. All are run, then summed up.
# Runs after: lib.sh lib/json.sh lib/builder.sh lib/platforms.sh lib/ports.sh lib/test-docker.sh lib/test-buildah.sh
# Input: COOPERAGE_DIR _BUILDER _PLATFORMS _TO _WORK; runs at the root of the checkout.

STAGE=Test
AT_END=test_finish

# test_finish: no container outlives this stage.
test_finish() {
  [ -z "${BUILDER:-}" ] || "remove_${BUILDER}_containers"
}

BACKSLASH=$(printf '\134')

# unescape TEXT: sets UNESCAPED, with \n, \r, \t and \\ read. The list is ours, so any other escape is a damaged file.
unescape() {
  if printf '%s\n' "$1" | sed 's/\\[nrt\\]//g' | grep -Fq "$BACKSLASH"; then
    die "tests.list holds an escape that is not known: $(shown "$1")" 'compile the spec again: npx cooper compile'
  fi
  UNESCAPED=$(printf '%bx' "$1")
  UNESCAPED=${UNESCAPED%x}
}

# begin_test NAME
begin_test() {
  TEST_NAME=$1 TEST_EXIT=0 TEST_SECONDS=30 TEST_BAD=''
  TEST_COUNT=$((TEST_COUNT + 1))
  for kind in stdout stderr file port; do
    : >"$TMP/test.$kind"
  done
}

# bad TEXT: notes what is wrong with the running test; the rest of it is still looked at.
bad() {
  TEST_BAD="$TEST_BAD${TEST_BAD:+$NEWLINE}$1"
}

# end_test ARGUMENT...: runs the test that has been read.
end_test() {
  [ -n "$TEST_NAME" ] || return 0
  test_began=$(date +%s)
  [ "$#" -eq 0 ] || check_command "$@"
  if [ -s "$TMP/test.file" ]; then check_files; fi
  if [ -s "$TMP/test.port" ]; then check_ports; fi
  test_took=$(($(date +%s) - test_began))
  if [ -z "$TEST_BAD" ]; then
    say "ok      $TEST_NAME ($test_took s)"
  else
    TEST_FAILED=$((TEST_FAILED + 1))
    say "FAILED  $TEST_NAME ($test_took s)"
    printf '%s: FAILED  %s (%s s)\n' "$STAGE" "$TEST_NAME" "$test_took" >>"$STATE/output"
    printf '%s\n' "$TEST_BAD" | sed 's/^/    /'
  fi
}

# check_command ARGUMENT...: exit code, standard output and standard error of a command in the image.
check_command() {
  command_began=$(date +%s)
  command_exit=0
  "run_in_$BUILDER" "$TEST_SECONDS" "$@" >"$TMP/stdout" 2>"$TMP/stderr" </dev/null || command_exit=$?
  if [ "$command_exit" -eq 124 ] && [ $(($(date +%s) - command_began)) -ge "$TEST_SECONDS" ]; then
    bad "the command did not end within $TEST_SECONDS s"
  elif [ "$command_exit" -ne "$TEST_EXIT" ]; then
    bad "exit code $command_exit, expected $TEST_EXIT"
  fi
  check_output stdout
  check_output stderr
  [ -z "$TEST_BAD" ] || for stream in stdout stderr; do
    [ ! -s "$TMP/$stream" ] || bad "end of its $stream:$NEWLINE$(last_lines "$TMP/$stream" 10)"
  done
}

# check_output STREAM: each pattern must match a line.
check_output() {
  while IFS= read -r pattern; do
    pattern_result=0
    grep -Eq -e "$pattern" "$TMP/$1" || pattern_result=$?
    case $pattern_result in
      0) ;;
      1) bad "no line of its $1 matches $pattern" ;;
      *) bad "the pattern for its $1 is no extended regular expression: $pattern" ;;
    esac
  done <"$TMP/test.$1"
}

# check_files: each path exists in the image; a symbolic link counts, wherever it leads.
check_files() {
  "find_in_$BUILDER" <"$TMP/test.file" >"$TMP/missing" || bad 'the files of the image cannot be looked at'
  while IFS= read -r missing; do
    bad "$missing does not exist in the image"
  done <"$TMP/missing"
}

# check_ports: the image's own entrypoint makes each port listen.
check_ports() {
  "start_in_$BUILDER" || return 0
  ports_end=$(($(date +%s) + TEST_SECONDS))
  while :; do
    "listening_in_$BUILDER" >"$TMP/listening"
    sort -u "$TMP/test.port" >"$TMP/ports-wanted"
    sort -u "$TMP/listening" >"$TMP/ports-open"
    comm -23 "$TMP/ports-wanted" "$TMP/ports-open" >"$TMP/ports-closed"
    [ -s "$TMP/ports-closed" ] || break
    if ! "alive_in_$BUILDER"; then
      bad "the image's entrypoint ended (exit code $ENDED_WITH) before port $(head -n 1 "$TMP/ports-closed") listened"
      break
    fi
    if [ "$(date +%s)" -ge "$ports_end" ]; then
      while IFS= read -r port; do
        bad "nothing listens at TCP port $port after $TEST_SECONDS s"
      done <"$TMP/ports-closed"
      break
    fi
    sleep 0.3 2>/dev/null || sleep 1
  done
  if [ -s "$TMP/ports-closed" ]; then
    "log_of_$BUILDER" >"$TMP/log" 2>&1 || :
    [ ! -s "$TMP/log" ] || bad "end of its log:$NEWLINE$(last_lines "$TMP/log" 10)"
  fi
  "stop_in_$BUILDER"
}

# run_list FILE: reads tests.list and runs the tests one after another. The arguments of a command are kept as the
# shell's own, so that they stay apart whatever they hold.
run_list() {
  list=$1
  set --
  # From a descriptor of its own: what a test runs must not read the list.
  while IFS= read -r line <&3; do
    word=${line%% *}
    rest=${line#"$word"}
    rest=${rest# }
    case $word in
      '' | '#'*) ;;
      test)
        end_test "$@"
        set --
        begin_test "$rest"
        ;;
      arg)
        unescape "$rest"
        set -- "$@" "$UNESCAPED"
        ;;
      exit) TEST_EXIT=$(number "$rest") ;;
      seconds) TEST_SECONDS=$(number "$rest") ;;
      port) number "$rest" >>"$TMP/test.port" ;;
      file) printf '%s\n' "$rest" >>"$TMP/test.file" ;;
      stdout | stderr)
        unescape "$rest"
        case $UNESCAPED in
          *"$NEWLINE"*) bad "a pattern for its $word holds a newline, which no line matches" ;;
          *) printf '%s\n' "$UNESCAPED" >>"$TMP/test.$word" ;;
        esac
        ;;
      *) die "$list holds a line that is not known: $(shown "$line")" 'compile the spec again: npx cooper compile' ;;
    esac
  done 3<"$list"
  end_test "$@"
}

# number TEXT: prints a number of the list.
number() {
  case $1 in
    '' | *[!0-9]* | ??????*) die "tests.list holds no number where one belongs: $(shown "$1")" 'compile the spec again: npx cooper compile' ;;
  esac
  printf '%s\n' "$1"
}

# tell_platforms: what is tested runs on the builder's own platform. Ends the stage where no image is for that.
tell_platforms() {
  is_in_platforms || {
    warn "none of the platforms is $NATIVE, this builder's own, so nothing is tested"
    exit 0
  }
  others=$(printf '%s\n' "$PLATFORMS" | grep -Fvx -e "$NATIVE_ASKED" | tr '\n' ' ' || :)
  say "testing the image for $NATIVE_ASKED${others:+; not tested: $others}"
}

unset REGISTRY_ACCESS REGISTRY_ACCESS_USR REGISTRY_ACCESS_PSW
work_after Build inputs
stop_if_unchanged
builder_name
[ -e "$STATE/image" ] || die 'Build has not run in this build' 'call imageBuild before imageTest'
check_platforms
if [ -n "$PLATFORMS" ]; then tell_platforms; fi
TEST_NAME='' TEST_COUNT=0 TEST_FAILED=0
run_list "./${COOPERAGE_DIR:-.}/tests.list"
[ "$TEST_FAILED" -eq 0 ] || die "$TEST_FAILED of $TEST_COUNT tests failed" 'see above what each expected'
say "$TEST_COUNT tests passed"
