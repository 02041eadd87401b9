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
# Parameters that people give: registry, namespace, name and tags, in the grammar of OCI references.
# https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests

COMPONENT='[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*'

# matches TEXT ERE: whether the whole of TEXT, which must be one line, matches.
matches() {
  case $1 in
    *"$NEWLINE"*) return 1 ;;
  esac
  printf '%s\n' "$1" | grep -Eqx -e "$2"
}

# legal_host TEXT: whether it is a host with an optional port, as it may stand in a reference.
legal_host() {
  [ "${#1}" -le 255 ] || return 1
  matches "$1" '([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[0-9A-Fa-f:]+\])(:[0-9]{1,5})?' || return 1
  case $1 in
    *]:* | [!\[]*:*) [ "${1##*:}" -ge 1 ] && [ "${1##*:}" -le 65535 ] ;;
  esac
}

# legal_repository TEXT: whether it is one or more path components of a repository's name.
legal_repository() {
  [ "${#1}" -le 255 ] && matches "$1" "$COMPONENT(/$COMPONENT)*"
}

# legal_tag TEXT: whether it is a tag.
legal_tag() {
  matches "$1" '[A-Za-z0-9_][A-Za-z0-9._-]{0,127}'
}

# legal_digest TEXT: whether it is a digest.
legal_digest() {
  matches "$1" 'sha256:[0-9a-f]{64}'
}

# check_registry: sets REGISTRY.
check_registry() {
  REGISTRY=${COOPERAGE_REGISTRY:-}
  [ -n "$REGISTRY" ] || die 'the parameter registry is empty' "give the registry's host, with its port where it needs one: registry.example.com:5000"
  legal_host "$REGISTRY" || die "the parameter registry is not a host: $(shown "$REGISTRY")" "give a host name or address with an optional port (1 to 65535), at most 255 characters, without https:// and without a path: registry.example.com:5000"
  case $REGISTRY in
    *.* | *:* | localhost) ;;
    # docker and buildah read a first part without dot and port as a namespace of Docker Hub.
    *) die "the parameter registry, $REGISTRY, has neither a dot nor a port, so docker takes it for a namespace of Docker Hub" "add the port: $REGISTRY:443" ;;
  esac
}

# check_repository: sets NAMESPACE, NAME and REPOSITORY (both together).
check_repository() {
  NAMESPACE=${COOPERAGE_NAMESPACE:-}
  NAME=${COOPERAGE_NAME:-}
  repository_rule="lower-case letters and digits, parted by '.', '_', '__' or '-', with '/' between components"
  if [ -n "$NAMESPACE" ]; then
    legal_repository "$NAMESPACE" ||
      die "the parameter namespace is not legal: $(shown "$NAMESPACE")" "$repository_rule, at most 255 characters; or leave it empty"
  fi
  [ -n "$NAME" ] || die 'the parameter image_name is empty' "give the repository's name: $repository_rule"
  legal_repository "$NAME" ||
    die "the parameter image_name is not legal: $(shown "$NAME")" "$repository_rule, at most 255 characters"
  REPOSITORY=${NAMESPACE:+$NAMESPACE/}$NAME
  [ "${#REPOSITORY}" -le 255 ] || die 'namespace and image_name together are longer than 255 characters' 'shorten one of them'
}

# tag_list TEXT PARAMETER: prints the tags of a list parted by blanks, one a line, each once.
tag_list() {
  [ "${#1}" -le 8192 ] || die "the parameter $2 is longer than 8192 characters" 'give fewer tags'
  case $1 in
    *[!A-Za-z0-9_.\ -]*) die "the parameter $2 holds a character that no tag may have: $(shown "$1")" "letters, digits, '_', '.' and '-', with a blank between two tags" ;;
  esac
  for tag in $1; do
    legal_tag "$tag" ||
      die "the parameter $2 holds a tag that is not legal: $(shown "$tag")" "at most 128 letters, digits, '_', '.' and '-', not '.' or '-' first"
  done
  printf '%s\n' "$1" | tr -s ' ' '\n' | awk '$0 != "" && !seen[$0]++'
}

# check_tags: sets TAGS, one a line, and TAG, the first.
check_tags() {
  tag_list "${COOPERAGE_TAG:-}" image_tag >"$TMP/tags"
  TAGS=$(cat "$TMP/tags")
  [ -n "$TAGS" ] || die 'the parameter image_tag is empty' 'give at least one tag'
  [ "$(printf '%s\n' "$TAGS" | wc -l)" -le 50 ] || die 'the parameter image_tag holds more than 50 tags' 'give fewer tags'
  TAG=${TAGS%%"$NEWLINE"*}
}

# check_parameters: all of them; sets IMAGE, the reference without its tag, too.
check_parameters() {
  check_registry
  check_repository
  check_tags
  case $REGISTRY/$NAMESPACE in
    docker.io/ | index.docker.io/) die 'the parameter namespace is empty, but Docker Hub keeps every image in one' 'give your account or organisation as namespace' ;;
  esac
  IMAGE=$REGISTRY/$REPOSITORY
}

# may_overwrite TAG: whether COOPERAGE_OVERWRITE (empty, true, or tags with a blank between) covers it.
may_overwrite() {
  case " ${COOPERAGE_OVERWRITE:-} " in
    ' true ' | *" $1 "*) return 0 ;;
  esac
  return 1
}

# parse_reference REFERENCE: sets REF_HOST, REF_REPOSITORY, REF_TAG and REF_DIGEST, normalised as docker does it:
# debian:12 is docker.io/library/debian:12.
parse_reference() {
  ref_rest=$1
  REF_DIGEST=''
  case $ref_rest in
    *@*)
      REF_DIGEST=${ref_rest#*@}
      ref_rest=${ref_rest%%@*}
      ;;
  esac
  REF_TAG=''
  case ${ref_rest##*/} in
    *:*)
      REF_TAG=${ref_rest##*:}
      ref_rest=${ref_rest%:*}
      ;;
  esac
  case $ref_rest in
    localhost/* | *.*/* | *:*/*)
      REF_HOST=${ref_rest%%/*}
      REF_REPOSITORY=${ref_rest#*/}
      case $REF_HOST in
        localhost | *.* | *:*) ;;
        *) # The dot or colon stood in a later part: team/app.web/x is on Docker Hub.
          REF_HOST=docker.io
          REF_REPOSITORY=$ref_rest
          ;;
      esac
      ;;
    *)
      REF_HOST=docker.io
      REF_REPOSITORY=$ref_rest
      ;;
  esac
  [ "$REF_HOST" != index.docker.io ] || REF_HOST=docker.io
  if [ "$REF_HOST" = docker.io ]; then
    case $REF_REPOSITORY in
      */*) ;;
      *) REF_REPOSITORY=library/$REF_REPOSITORY ;;
    esac
  fi
  [ -n "$REF_TAG$REF_DIGEST" ] || REF_TAG=latest
  if ! legal_host "$REF_HOST" || ! legal_repository "$REF_REPOSITORY" ||
    { [ -n "$REF_TAG" ] && ! legal_tag "$REF_TAG"; } || { [ -n "$REF_DIGEST" ] && ! legal_digest "$REF_DIGEST"; }; then
    die "the base image is not a legal reference: $(shown "$1")" 'write registry/namespace/name:tag, with @sha256:... where it is pinned'
  fi
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
# The registry's HTTP API: https://github.com/opencontainers/distribution-spec/blob/main/spec.md
# One registry is open at a time (R_*). The password stays in a shell variable that no child inherits, and reaches
# curl on its standard input: never an argument list, never a file, never the log.

# A registry answers 404 for a manifest whose type the request does not accept, so always all four.
MANIFEST_TYPES='application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.v2+json, application/vnd.docker.distribution.manifest.list.v2+json'

CR=$(printf '\r')
# How long one request may take.
HTTP_SECONDS=120

# take_credentials: moves the credentials of this stage out of the environment; sets ACCOUNT and PASSWORD.
take_credentials() {
  ACCOUNT=${REGISTRY_ACCESS_USR:-}
  PASSWORD=${REGISTRY_ACCESS_PSW:-}
  if [ -n "${REGISTRY_ACCESS:-}" ] && [ -z "$ACCOUNT$PASSWORD" ]; then
    die 'the credentials of the registry are not a user name with a password' 'make credentialsId name Jenkins credentials of the kind "Username with password"'
  fi
  unset REGISTRY_ACCESS REGISTRY_ACCESS_USR REGISTRY_ACCESS_PSW
  case $ACCOUNT in
    *:*) die "the account's name holds a colon, which HTTP can not carry" 'use another account for the registry' ;;
  esac
  WHO=${ACCOUNT:+account $ACCOUNT}
  WHO=${WHO:-an anonymous client}
}

# is_loopback HOST[:PORT]: whether it is this machine.
is_loopback() {
  case $1 in
    localhost | localhost:* | '[::1]' | '[::1]:'*) return 0 ;;
    127.*) matches "${1%%:*}" '127(\.[0-9]{1,3}){3}' ;;
    *) return 1 ;;
  esac
}

# curl_quote TEXT: TEXT as it stands between double quotes in curl's configuration.
curl_quote() {
  printf '%s\n' "$1" | sed "s/[\\\\\"]/\\\\&/g; s/$TAB/\\\\t/g; s/$CR/\\\\r/g" | awk 'BEGIN { ORS = "" } { print separator $0; separator = "\\n" }'
}

# url_encode TEXT: TEXT as one part of a URL.
url_encode() {
  printf '%s' "$1" | od -An -v -tx1 | tr -d ' \n' | awk '
    BEGIN { for (i = 1; i < 256; i++) { c = sprintf("%c", i); if (c ~ /[A-Za-z0-9._~-]/) plain[sprintf("%02x", i)] = c } }
    { for (i = 1; i < length($0); i += 2) { h = substr($0, i, 2); printf "%s", (h in plain) ? plain[h] : "%" toupper(h) } }'
}

# http_once METHOD URL AUTHORIZATION [OPTION...]: one request. AUTHORIZATION is the header's value, or empty; OPTION
# is a line of curl's configuration. Leaves $TMP/head, $TMP/body, HTTP_CODE (000 without an answer) and CURL_EXIT.
# Redirects are not followed: they would carry the password to another host.
http_once() {
  http_method=$1 http_url=$2 http_authorization=$3
  shift 3
  : >"$TMP/head"
  : >"$TMP/body"
  CURL_EXIT=0
  {
    printf 'url = "%s"\n' "$(curl_quote "$http_url")"
    case $http_method in
      HEAD) echo head ;;
      *) printf 'request = "%s"\n' "$http_method" ;;
    esac
    printf 'output = "%s"\ndump-header = "%s"\n' "$(curl_quote "$TMP/body")" "$(curl_quote "$TMP/head")"
    [ -z "$http_authorization" ] || printf 'header = "Authorization: %s"\n' "$(curl_quote "$http_authorization")"
    # docker keeps the certificate of a private registry here; curl shall trust what the builder trusts.
    [ ! -r "/etc/docker/certs.d/$R_HOST/ca.crt" ] || printf 'cacert = "/etc/docker/certs.d/%s/ca.crt"\n' "$R_HOST"
    [ "$#" -eq 0 ] || printf '%s\n' "$@"
  } | http_curl >"$TMP/code" 2>"$TMP/curl-error" || CURL_EXIT=$?
  HTTP_CODE=$(cat "$TMP/code")
  [ "$CURL_EXIT" -eq 0 ] || HTTP_CODE=000
}

# http_curl: curl with what all requests share. The limit keeps an endless answer from filling the agent's disk.
http_curl() (
  ulimit -f 32768
  exec curl -q --config - --silent --show-error --globoff --proto '=http,https' \
    --connect-timeout 15 --max-time "$HTTP_SECONDS" --write-out '%{http_code}'
)

# http_is_transient: whether the last request may well succeed when it is made again.
http_is_transient() {
  case $CURL_EXIT:$HTTP_CODE in
    0:408 | 0:429 | 0:5[0-9][0-9]) [ "$HTTP_CODE" != 501 ] ;;
    5:* | 6:* | 7:* | 16:* | 18:* | 28:* | 35:* | 52:* | 55:* | 56:* | 92:*) return 0 ;;
    *) return 1 ;;
  esac
}

# http METHOD URL AUTHORIZATION [OPTION...]: http_once, again on transient faults. Always returns 0: look at HTTP_CODE.
http() {
  http_left=$(retries)
  http_pause=1
  while :; do
    http_once "$@"
    http_is_transient && [ "$http_left" -gt 0 ] || return 0
    say "$(http_problem); trying again in $http_pause s"
    sleep "$http_pause"
    http_left=$((http_left - 1))
    http_pause=$((http_pause * 2))
  done
}

# http_header NAME: prints the header of the last answer; NAME in lower case. Of several the first.
http_header() {
  awk -v name="$1" '
    /^HTTP\// { value = ""; next }
    { colon = index($0, ":") }
    value == "" && tolower(substr($0, 1, colon - 1)) == name {
      value = substr($0, colon + 1); gsub(/^[ \t]+|[ \t\r]+$/, "", value)
    }
    END { print value }' "$TMP/head"
}

# http_problem: prints what was wrong with the last request, in plain words.
http_problem() {
  case $CURL_EXIT in
    0) printf '%s answered HTTP %s%s\n' "$R_NAME" "$HTTP_CODE" "$(http_error_text)" ;;
    5 | 97) echo "the proxy for $R_NAME cannot be used: $(curl_error)" ;;
    6) echo "the name of $R_NAME does not resolve" ;;
    7) echo "nothing answers at $R_NAME (connection refused, or no route)" ;;
    28) echo "$R_NAME does not answer in time" ;;
    35) echo "the TLS handshake with $R_NAME failed: $(curl_error)" ;;
    51 | 58 | 60 | 77 | 83 | 90 | 91) echo "the certificate of $R_NAME is not trusted: $(curl_error)" ;;
    52 | 55 | 56) echo "$R_NAME closed the connection" ;;
    127) echo 'curl is not installed' ;;
    *) echo "$R_NAME cannot be reached: $(curl_error)" ;;
  esac
}

# curl_error: prints curl's own words.
curl_error() {
  sed -n '1s/^curl: ([0-9]*) //p' "$TMP/curl-error" | tr -c '\040-\176\n' '?' | cut -c 1-300
}

# http_error_text: prints the first error of an OCI answer as ": CODE message", or nothing.
http_error_text() {
  json_flatten <"$TMP/body" >"$TMP/error.flat" 2>/dev/null || return 0
  error_code=$(json_get "$TMP/error.flat" /errors/0/code || :)
  error_message=$(json_get "$TMP/error.flat" /errors/0/message || :)
  [ -z "$error_code$error_message" ] || printf ': %s %s' "$(shown "$error_code")" "$(shown "$error_message")"
}

# registry_open NAME ACCOUNT PASSWORD: opens a registry: finds its scheme and how it wants to be asked. Returns 1 when
# it is no registry or can't be reached; http_problem tells.
registry_open() {
  R_NAME=$1 R_ACCOUNT=$2 R_PASSWORD=$3
  R_HOST=$1 R_AUTH=none R_REALM='' R_SERVICE='' R_TOKEN='' R_SCOPE=''
  case $R_NAME in
    docker.io | index.docker.io) R_HOST=registry-1.docker.io ;;
  esac
  R_BASE=https://$R_HOST
  if [ "${COOPERAGE_PLAIN_HTTP:-}" = true ] && [ "$R_NAME" = "${REGISTRY:-}" ]; then
    R_BASE=http://$R_HOST
  elif is_loopback "$R_HOST"; then
    http_once GET "$R_BASE/v2/" ''
    case $CURL_EXIT in
      7 | 28 | 35 | 52 | 56) R_BASE=http://$R_HOST ;;
    esac
  fi
  http GET "$R_BASE/v2/" ''
  case $HTTP_CODE in
    200) ;;
    401) registry_challenge ;;
    *) return 1 ;;
  esac
}

# registry_challenge: reads WWW-Authenticate of the last answer. Of Bearer and Basic, Bearer.
registry_challenge() {
  awk '
    /^HTTP\// { delete found; n = 0; next }
    tolower($0) ~ /^www-authenticate:/ { sub(/^[^:]*:[ \t]*/, ""); sub(/[ \t\r]+$/, ""); found[++n] = $0 }
    END {
      for (i = 1; i <= n; i++) if (tolower(found[i]) ~ /^basic/) scheme = "basic"
      for (i = 1; i <= n; i++) if (tolower(found[i]) ~ /^bearer /) { scheme = "bearer"; line = substr(found[i], 8); break }
      print scheme
      while (match(line, /[A-Za-z_]+="[^"]*"/)) {
        pair = substr(line, RSTART, RLENGTH); line = substr(line, RSTART + RLENGTH)
        split(pair, part, "=")
        value[tolower(part[1])] = substr(pair, length(part[1]) + 3, length(pair) - length(part[1]) - 3)
      }
      print value["realm"]; print value["service"]
    }' "$TMP/head" >"$TMP/challenge"
  R_AUTH=$(sed -n 1p "$TMP/challenge")
  R_REALM=$(sed -n 2p "$TMP/challenge")
  R_SERVICE=$(sed -n 3p "$TMP/challenge")
  case $R_AUTH in
    basic) return 0 ;;
    bearer) ;;
    *) die "$R_NAME asks for a kind of log-in that Cooperage does not know" 'Basic and Bearer token log-ins are supported' ;;
  esac
  case $R_REALM in
    *[[:cntrl:][:blank:]]*) die "$R_NAME names no usable token service: $(shown "$R_REALM")" ;;
    https://*) ;;
    http://*)
      realm_host=${R_REALM#http://}
      realm_host=${realm_host%%[/?]*}
      # A password goes over plain HTTP only where the registry itself is allowed to.
      if [ -n "$R_PASSWORD" ] && ! is_loopback "$realm_host"; then
        case ${COOPERAGE_PLAIN_HTTP:-}:$R_BASE in
          true:http://*) ;;
          *) die "$R_NAME wants the password sent to $(shown "$R_REALM"), which is not encrypted" "have its token service speak https, or set publish.plainHttp when the network is trusted" ;;
        esac
      fi
      ;;
    *) die "$R_NAME names no usable token service: $(shown "$R_REALM")" ;;
  esac
}

# basic_authorization: prints the value of an Authorization header with the account and its password.
basic_authorization() {
  printf 'Basic %s\n' "$(printf '%s:%s' "$R_ACCOUNT" "$R_PASSWORD" | base64 | tr -d '\n')"
}

# registry_token SCOPE: fetches a Bearer token for a scope ('' for none); sets R_TOKEN and R_SCOPE. Returns 1 when the
# token service refuses.
registry_token() {
  R_TOKEN='' R_SCOPE=$1
  case $R_REALM in
    *\?*) token_url="$R_REALM&service=$(url_encode "$R_SERVICE")" ;;
    *) token_url="$R_REALM?service=$(url_encode "$R_SERVICE")" ;;
  esac
  [ -z "$1" ] || token_url="$token_url&scope=$(url_encode "$1")"
  token_authorization=''
  if [ -n "$R_PASSWORD" ]; then
    token_url="$token_url&account=$(url_encode "$R_ACCOUNT")"
    token_authorization=$(basic_authorization)
  fi
  http GET "$token_url" "$token_authorization"
  [ "$HTTP_CODE" = 200 ] || return 1
  if json_flatten <"$TMP/body" >"$TMP/token.flat"; then
    R_TOKEN=$(json_get "$TMP/token.flat" /token || json_get "$TMP/token.flat" /access_token || :)
  fi
  : >"$TMP/body"
  rm -f "$TMP/token.flat"
  [ -n "$R_TOKEN" ] || die "the token service of $R_NAME answered without a token" 'ask who runs the registry'
}

# registry_accepts_account: whether the account and password are right. HTTP_CODE tells more.
registry_accepts_account() {
  case $R_AUTH in
    bearer) registry_token '' ;;
    basic)
      http GET "$R_BASE/v2/" "$(basic_authorization)"
      [ "$HTTP_CODE" = 200 ]
      ;;
  esac
}

# registry_request METHOD PATH ACTIONS REPOSITORY [OPTION...]: a request below /v2/, with the rights ACTIONS (pull, or
# pull,push) on REPOSITORY. Always returns 0: look at HTTP_CODE.
registry_request() {
  request_method=$1 request_url=$R_BASE/v2/$2 request_scope=repository:$4:$3
  shift 4
  case $R_AUTH in
    bearer)
      request_old=$R_TOKEN
      if [ -z "$R_TOKEN" ] || [ "$R_SCOPE" != "$request_scope" ]; then
        request_old=''
        registry_token "$request_scope" || return 0
      fi
      http "$request_method" "$request_url" "Bearer $R_TOKEN" "$@"
      # Tokens live for a minute or a few, so a kept one may have died.
      if [ "$HTTP_CODE" = 401 ] && [ -n "$request_old" ]; then
        registry_token "$request_scope" || return 0
        http "$request_method" "$request_url" "Bearer $R_TOKEN" "$@"
      fi
      ;;
    basic)
      request_authorization=''
      [ -z "$R_PASSWORD" ] || request_authorization=$(basic_authorization)
      http "$request_method" "$request_url" "$request_authorization" "$@"
      ;;
    *) http "$request_method" "$request_url" '' "$@" ;;
  esac
}
# Manifests and tags of the open registry.

# manifest_get REPOSITORY TAG-OR-DIGEST: fetches a manifest. Where there is one: $TMP/manifest (its very bytes),
# $TMP/manifest.flat, MANIFEST_TYPE and MANIFEST_DIGEST. Returns 1 on any other answer; HTTP_CODE tells.
manifest_get() {
  registry_request GET "$1/manifests/$2" pull "$1" "header = \"Accept: $MANIFEST_TYPES\""
  [ "$HTTP_CODE" = 200 ] || return 1
  cp "$TMP/body" "$TMP/manifest"
  MANIFEST_TYPE=$(http_header content-type)
  MANIFEST_TYPE=${MANIFEST_TYPE%%;*}
  # The digest of a manifest is that of its bytes, whatever a header says.
  MANIFEST_DIGEST=$(sha256_of "$TMP/manifest")
  json_flatten <"$TMP/manifest" >"$TMP/manifest.flat" || die "$R_NAME sent a manifest of $1:$2 that is not JSON" 'ask who runs the registry'
}

# manifest_digest REPOSITORY TAG-OR-DIGEST: sets MANIFEST_DIGEST without fetching the manifest where the registry
# tells it. Returns 1 on any answer but 200; HTTP_CODE tells.
manifest_digest() {
  registry_request HEAD "$1/manifests/$2" pull "$1" "header = \"Accept: $MANIFEST_TYPES\""
  case $HTTP_CODE in
    200) ;;
    405) manifest_get "$1" "$2" || return 1 ;;
    *) return 1 ;;
  esac
  MANIFEST_DIGEST=$(http_header docker-content-digest)
  legal_digest "$MANIFEST_DIGEST" || manifest_get "$1" "$2"
}

# manifest_put REPOSITORY TAG FILE TYPE: gives a manifest that the registry already has a further tag.
manifest_put() {
  registry_request PUT "$1/manifests/$2" pull,push "$1" "header = \"Content-Type: $(curl_quote "$4")\"" "data-binary = \"@$(curl_quote "$3")\""
  [ "$HTTP_CODE" = 201 ] || [ "$HTTP_CODE" = 200 ]
}

# manifest_of_image REPOSITORY: after manifest_get, goes from an index to the manifest of its first image.
manifest_of_image() {
  index_digest=$(json_get "$TMP/manifest.flat" /manifests/0/digest) || return 0
  legal_digest "$index_digest" && manifest_get "$1" "$index_digest"
}

# manifest_platforms: after manifest_get, prints a line `platform digest` for each image of an index; nothing where it is
# none. Attestations, of an unknown platform, are left out.
manifest_platforms() {
  awk -F'\t' '
    split($1, at, "/") >= 4 && at[2] == "manifests" { value[at[3], substr($1, length("/manifests/" at[3] "/") + 1)] = $2; if (at[3] + 0 > last) last = at[3] + 0 }
    END {
      for (i = 0; i <= last; i++) {
        platform = value[i, "platform/os"] "/" value[i, "platform/architecture"]
        if (value[i, "platform/variant"] != "") platform = platform "/" value[i, "platform/variant"]
        if (platform ~ /^[a-z0-9_.\/-]+$/ && platform !~ /^\/|^unknown\/|\/$/ && value[i, "digest"] ~ /^sha256:[0-9a-f]+$/) print platform " " value[i, "digest"]
      }
    }' "$TMP/manifest.flat"
}

# config_platform: prints the platform of the configuration that image_config fetched.
config_platform() {
  config_variant=$(json_get "$TMP/config.flat" /variant || :)
  printf '%s/%s%s\n' "$(json_get "$TMP/config.flat" /os || :)" "$(json_get "$TMP/config.flat" /architecture || :)" "${config_variant:+/$config_variant}"
}

# image_config REPOSITORY: after manifest_get, fetches the image's configuration to $TMP/config.flat. Returns 1 where
# there is none that could be read.
image_config() {
  manifest_of_image "$1" || return 1
  config_digest=$(json_get "$TMP/manifest.flat" /config/digest) && legal_digest "$config_digest" || return 1
  registry_request GET "$1/blobs/$config_digest" pull "$1"
  config_hops=0
  while :; do
    case $HTTP_CODE in
      200) break ;;
      301 | 302 | 303 | 307 | 308) ;;
      *) return 1 ;;
    esac
    # Blobs may lie in another store: asked for without our credentials.
    config_hops=$((config_hops + 1))
    [ "$config_hops" -le 3 ] || return 1
    config_url=$(http_header location)
    case $config_url in
      http://* | https://*) http GET "$config_url" '' ;;
      /*) http GET "$R_BASE$config_url" "${R_TOKEN:+Bearer $R_TOKEN}" ;;
      *) return 1 ;;
    esac
  done
  [ "$(sha256_of "$TMP/body")" = "$config_digest" ] || return 1
  json_flatten <"$TMP/body" >"$TMP/config.flat"
}

# image_label NAME: prints a label of the configuration that image_config fetched; nothing where there is none.
image_label() {
  label_key=$(printf '%s' "$1" | sed 's/~/~0/g; s,/,~1,g')
  json_get "$TMP/config.flat" "/config/Labels/$label_key" || :
}
# Harbor's and GitLab's own APIs: only they can tell a project that is missing from an account that lacks a right.

# check_project: dies when the project does not exist; says so when it could not be seen.
check_project() {
  case ${COOPERAGE_KIND:-} in
    '' | distribution) ;;
    harbor) check_harbor_project ;;
    gitlab) check_gitlab_project ;;
    *) die "the registry's kind is '$(shown "$COOPERAGE_KIND")'" 'distribution, harbor and gitlab are known' ;;
  esac
}

# api_url DEFAULT: prints the address of the API without a slash at its end.
api_url() {
  api=${COOPERAGE_API_URL:-$1}
  case $api in
    *[[:cntrl:][:blank:]]*) die "apiUrl is no address: $(shown "$api")" ;;
    https://*) ;;
    http://*)
      api_host=${api#http://}
      is_loopback "${api_host%%/*}" || [ "${COOPERAGE_PLAIN_HTTP:-}" = true ] ||
        die "apiUrl is not encrypted: $(shown "$api")" 'use https, or set publish.plainHttp when the network is trusted'
      ;;
    *) die "apiUrl is no address: $(shown "$api")" 'give https://host' ;;
  esac
  printf '%s\n' "${api%/}"
}

# check_harbor_project: https://goharbor.io/docs/ (HEAD /projects?project_name=): 200 there, 404 not. Harbor's
# project is the first component only.
check_harbor_project() {
  [ -n "$NAMESPACE" ] || die "the parameter namespace is empty, but Harbor keeps every image in a project" 'give the project as namespace'
  project=${NAMESPACE%%/*}
  project_api=$(api_url "$R_BASE")
  project_authorization=''
  [ -z "$PASSWORD" ] || project_authorization=$(basic_authorization)
  http HEAD "$project_api/api/v2.0/projects?project_name=$(url_encode "$project")" "$project_authorization"
  case $HTTP_CODE in
    200) say "project $project exists" ;;
    404) die "the project $project does not exist in Harbor at $REGISTRY" "have a Harbor administrator create the project $project and make ${ACCOUNT:-this client} a member who may push, or correct the parameter namespace" ;;
    *) warn "whether the project $project exists could not be asked: $(http_problem)" ;;
  esac
}

# check_gitlab_project: https://docs.gitlab.com/api/projects/#get-a-single-project. An image lies in a project's
# registry or at most two levels below it, so the project is some first part of the repository's name.
check_gitlab_project() {
  # The token service belongs to GitLab itself, so its address is GitLab's.
  project_api=$(api_url "$(printf '%s\n' "${R_REALM:-$R_BASE}" | sed 's,^\(https*://[^/]*\).*,\1,')")
  project_option=''
  [ -z "$PASSWORD" ] || project_option="header = \"PRIVATE-TOKEN: $(curl_quote "$PASSWORD")\""
  project=${NAMESPACE:-$NAME}
  project_seen=''
  for project_candidate in "$project" "$REPOSITORY" "${project%/*}"; do
    http GET "$project_api/api/v4/projects/$(url_encode "$project_candidate")" '' "$project_option"
    case $HTTP_CODE in
      200)
        gitlab_registry_enabled "$project_candidate"
        return 0
        ;;
      404) project_seen=no ;;
      *) break ;;
    esac
  done
  case $HTTP_CODE:$project_seen in
    404:*) die "neither $project nor $REPOSITORY is a GitLab project that $WHO can see at $project_api" "create the project, or make ${ACCOUNT:-this client} a member with the role Developer, or correct the parameter namespace (GitLab hides projects of which one is not a member)" ;;
    # A deploy token or job token may push, but the API does not know it.
    *) warn "whether the project $project exists could not be asked with this token: $(http_problem)" ;;
  esac
}

# gitlab_registry_enabled PROJECT: dies when the project's container registry is switched off.
gitlab_registry_enabled() {
  json_flatten <"$TMP/body" >"$TMP/project.flat" 2>/dev/null || return 0
  gitlab_access=$(json_get "$TMP/project.flat" /container_registry_access_level || json_get "$TMP/project.flat" /container_registry_enabled || :)
  case $gitlab_access in
    disabled | false) die "the container registry of the GitLab project $1 is switched off" "switch it on: Settings > General > Visibility > Container registry" ;;
  esac
  say "project $1 exists"
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
# Whether the builder can make images for other platforms than its own.

# Where Linux keeps what it hands to emulators.
BINFMT=/proc/sys/fs/binfmt_misc

# docker_probe_buildx: after docker_probe, sets BUILDX_DRIVER, and BUILDX_BUILDKIT, the version of a builder that is not
# the daemon itself; both are empty without buildx. Leaves buildx' own words in $TMP/buildx.
docker_probe_buildx() {
  BUILDX_DRIVER='' BUILDX_BUILDKIT=''
  : >"$TMP/buildx"
  [ "$DOCKER_BUILDX" = yes ] || return 0
  docker buildx inspect --bootstrap >"$TMP/buildx" 2>"$TMP/docker-error" || die "buildx has no builder that works: $(tail -n 1 "$TMP/docker-error")" 'see: docker buildx ls; a new one: docker buildx create --driver docker-container --use'
  BUILDX_DRIVER=$(sed -n 's/^Driver:[[:blank:]]*//p' "$TMP/buildx" | head -n 1)
  [ "$BUILDX_DRIVER" = docker ] || BUILDX_BUILDKIT=$(sed -n 's/^Build[Kk]it\( version\)\{0,1\}:[[:blank:]]*v\{0,1\}//p' "$TMP/buildx" | head -n 1)
}

# check_platform_builder: whether docker can build for several platforms, or for another than its own: buildx with an
# OCI layout as output can, with any builder but the daemon itself, unless that keeps its images as containerd does.
# https://docs.docker.com/build/building/multi-platform/
check_platform_builder() {
  if [ "$BUILDER" != docker ] || [ -z "$PLATFORMS" ]; then return 0; fi
  [ "$DOCKER_BUILDX" = yes ] || die "docker $DOCKER_CLIENT on this agent cannot build for $(printf '%s' "$PLATFORMS" | tr '\n' ' ')" 'install the buildx plugin, or use the builder buildah'
  [ "$BUILDX_DRIVER" = docker ] || return 0
  docker info --format '{{.DriverStatus}}' 2>/dev/null | grep -q io.containerd.snapshotter || die "the buildx builder on this agent is the docker daemon itself, which cannot build for $(printf '%s' "$PLATFORMS" | tr '\n' ' ')" "make another one (docker buildx create --driver docker-container --use), or have the daemon keep images in containerd's store, or use the builder buildah"
}

# check_emulation: whether what RUN starts can run for each platform.
check_emulation() {
  for platform in $PLATFORMS; do
    is_native "$platform" || [ "$NATIVE:$platform" = linux/amd64:linux/386 ] || "emulates_with_$BUILDER" "$platform" ||
      die "RUN for $platform needs an emulator, and this agent${NODE_NAME:+ ($NODE_NAME)} has none for it" "install one that Linux finds by binfmt_misc, with the flag F: qemu-user-static and binfmt-support, or: docker run --privileged --rm tonistiigi/binfmt --install all. Or build on an agent of that platform, or take $platform out of 'platforms'"
  done
}

# emulates_with_docker PLATFORM: whether the buildx builder lists it: that may be on another machine.
emulates_with_docker() {
  sed -n 's/^Platforms:[[:blank:]]*//p' "$TMP/buildx" | tr -d ' *' | tr ',' '\n' | grep -Fqx -e "$1"
}

# emulates_with_buildah PLATFORM: whether an enabled entry matches programs of it: by the class, byte order and machine
# of their ELF header, for the entries' names differ. https://docs.kernel.org/admin-guide/binfmt-misc.html
emulates_with_buildah() {
  if [ ! -e "$BINFMT/status" ]; then
    # Containers do not see it, although its entries hold in them too.
    warn "whether this agent can run programs of $1 can't be seen, because $BINFMT is not mounted: if it can't, RUN will fail with 'Exec format error'"
    return 0
  fi
  case $1/ in
    linux/amd64/*) elf=0201:3e00 ;;
    linux/386/*) elf=0101:0300 ;;
    linux/arm64/*) elf=0201:b700 ;;
    linux/arm/*) elf=0101:2800 ;;
    linux/riscv64/*) elf=0201:f300 ;;
    linux/ppc64le/*) elf=0201:1500 ;;
    linux/s390x/*) elf=0202:0016 ;;
    linux/loong64/*) elf=0201:0201 ;;
    linux/mips64le/*) elf=0201:0800 ;;
    *) return 1 ;;
  esac
  for entry in "$BINFMT"/*; do
    if grep -qx enabled "$entry" && grep -q "^magic 7f454c46${elf%:*}[0-9a-f]\{24\}${elf#*:}" "$entry"; then return 0; fi
  done
  return 1
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
# Whether the builder can do what the Dockerfile asks for.
# Where the limits come from: Docker's notes on each Dockerfile frontend and the BuildKit that each engine brings
# (https://docs.docker.com/build/buildkit/dockerfile-release-notes/), and buildah's changelog.

# check_needs: COOPERAGE_NEEDS against the builder.
check_needs() {
  for need in ${COOPERAGE_NEEDS:-}; do
    need_name=$(need_name "$need")
    "need_of_$BUILDER" "$need"
  done
}

# need_name NEED: prints it as people know it; dies where this version has never heard of it.
need_name() {
  case $1 in
    mounts) echo 'RUN with mounts' ;;
    heredoc) echo 'heredocs' ;;
    start-interval) echo 'HEALTHCHECK --start-interval' ;;
    security | network) echo "RUN --$1" ;;
    chmod | link | exclude) echo "COPY or ADD --$1" ;;
    parents) echo 'COPY --parents' ;;
    checksum | keep-git-dir | unpack) echo "ADD --$1" ;;
    platform) echo 'FROM --platform' ;;
    frontend) echo 'a frontend of its own (# syntax)' ;;
    emulation) echo 'RUN for other platforms' ;;
    *) die "the step asks for a feature that this version of the library does not know: $(shown "$1")" 'compile the specs with the cooper that the library comes from' ;;
  esac
}

# need_of_docker NEED: dies where docker lacks it. A frontend that the Dockerfile names brings the syntax, but neither
# what the daemon does nor entitlements.
need_of_docker() {
  case $1 in
    mounts | frontend | platform) docker_built_in 18.09 0.3 ;;
    chmod) docker_syntax 20.10 0.8 ;;
    heredoc | link | network) docker_syntax 23.0 0.10 ;;
    checksum | keep-git-dir) docker_syntax 25.0 0.12 ;;
    start-interval)
      docker_syntax 25.0 0.12
      # The check itself is the daemon's, whatever builds the image.
      version_at_least "$DOCKER_SERVER" 25.0 || lacks 'a docker daemon from 25.0 on'
      ;;
    unpack) docker_syntax 28.3 0.23 ;;
    exclude) docker_syntax 28.5 0.25 ;;
    parents) docker_syntax 29.1 0.26 ;;
    security)
      docker_syntax 29.1 0.26
      [ "$DOCKER_BUILDX" = yes ] || lacks 'the buildx plugin and a BuildKit that allows security.insecure'
      ;;
    emulation) check_emulation ;;
  esac
}

# docker_built_in DOCKER BUILDKIT: dies unless BuildKit is usable in at least these versions: the daemon's own, or, with
# a buildx builder beside the daemon, that builder's.
docker_built_in() {
  docker_enough=$DOCKER_BUILDKIT_USABLE
  if [ -n "$BUILDX_BUILDKIT" ]; then
    version_at_least "$BUILDX_BUILDKIT" "$2" || docker_enough=no
  else
    version_at_least "$DOCKER_SERVER" "$1" || docker_enough=no
  fi
  [ "$docker_enough" = yes ] || lacks "a docker daemon from $1 on (or a buildx builder with BuildKit $2) with BuildKit usable: by the buildx plugin, or by a client before 23.0"
}

# docker_syntax DOCKER BUILDKIT: the same for what is syntax alone, which a frontend of the Dockerfile's own brings.
docker_syntax() {
  case " ${COOPERAGE_NEEDS:-} " in
    *' frontend '*) docker_built_in 18.09 0.3 ;;
    *) docker_built_in "$@" ;;
  esac
}

# need_of_buildah NEED: dies where buildah lacks it. It has no frontends, so a line # syntax means nothing to it.
need_of_buildah() {
  case $1 in
    chmod) buildah_from 1.20 ;;
    mounts) buildah_from 1.24 ;;
    platform)
      # Older ones let the platform of one stage go over to the later ones, so that an image gets another one's base.
      if [ -n "$PLATFORMS" ]; then buildah_from 1.40; else buildah_from 1.26; fi
      ;;
    network)
      buildah_from 1.30
      # Said, not refused: --network=host is what this isolation does anyway.
      case ${BUILDAH_ISOLATION:-chroot} in
        chroot) warn "buildah's isolation chroot has the agent's network: RUN --network=none would not part from it. BUILDAH_ISOLATION=rootless or oci does" ;;
      esac
      ;;
    heredoc | checksum) buildah_from 1.33 ;;
    start-interval) buildah_from 1.37 ;;
    exclude) buildah_from 1.38 ;;
    parents) buildah_from 1.40 ;;
    link) buildah_from 1.41 ;;
    keep-git-dir | unpack | security) lacks 'docker with BuildKit: no buildah has it' ;;
    frontend) ;;
    emulation) check_emulation ;;
  esac
}

# buildah_from VERSION: dies where buildah is older.
buildah_from() {
  version_at_least "$BUILDAH_VERSION" "$1" || lacks "buildah $1 or later"
}

# lacks REMEDY: the builder can't do what the Dockerfile asks for.
lacks() {
  lacks_version=${BUILDAH_VERSION:-${DOCKER_CLIENT:-} with daemon ${DOCKER_SERVER:-}}
  [ -z "${BUILDX_BUILDKIT:-}" ] || lacks_version="$lacks_version and BuildKit $BUILDX_BUILDKIT"
  die "the Dockerfile uses $need_name, which $BUILDER $lacks_version on this agent cannot build" "use $1; or write the spec without it"
}
# The base images: their digests, and the images themselves where only this stage has the credentials for them.

# check_bases: leaves state/base-name and state/base-digest (of the final stage's base), and state/bases, a line
# `reference digest` for each other image that the Dockerfile starts or copies from. Dies when nobody has one of them.
check_bases() {
  state_put base-name ''
  state_put base-digest ''
  rm -f "$STATE/bases" "$STATE/base-lists"
  case ${COOPERAGE_BASE:-} in
    '' | scratch) ;;
    *)
      find_base "$COOPERAGE_BASE"
      state_put base-name "$base_reference"
      state_put base-digest "$base_digest"
      ;;
  esac
  [ -n "${COOPERAGE_BASES:-}" ] || return 0
  printf '%s\n' "$COOPERAGE_BASES" | tr -s ' ' '\n' | sed '/^$/d' >"$TMP/bases"
  # From a descriptor of its own: what a builder runs must not read the list.
  while IFS= read -r base_other <&3; do
    find_base "$base_other"
    printf '%s %s\n' "$base_reference" "${base_digest:--}" >>"$STATE/bases"
  done 3<"$TMP/bases"
}

# find_base REFERENCE: sets base_reference (normalised) and base_digest; that one is empty where no registry tells it.
find_base() {
  base_given=$1
  parse_reference "$base_given"
  base_reference=$REF_HOST/$REF_REPOSITORY${REF_TAG:+:$REF_TAG}${REF_DIGEST:+@$REF_DIGEST}
  base_digest=''
  base_open
  base_answer='' base_platforms=''
  if [ -n "$base_answer_open" ]; then
    base_answer=$base_answer_open
  elif base_lookup; then
    base_digest=$MANIFEST_DIGEST
    say "base image $base_reference is $MANIFEST_DIGEST"
  else
    base_answer=$(http_problem)
  fi
  [ -z "$base_platforms" ] || base_check_platforms
  # The digest is all that is needed where no build will follow.
  if [ -n "$(state_get tags-taken)" ] && [ -z "$base_answer" ]; then return 0; fi
  "base_with_$BUILDER"
}

# base_lookup: sets MANIFEST_DIGEST, and, where platforms are asked for, base_platforms, those that the image has, one a
# line. Returns 1 where the registry does not give it; HTTP_CODE tells.
base_lookup() {
  if [ -z "$PLATFORMS" ]; then
    manifest_digest "$REF_REPOSITORY" "${REF_DIGEST:-$REF_TAG}" || return 1
    return 0
  fi
  manifest_get "$REF_REPOSITORY" "${REF_DIGEST:-$REF_TAG}" || return 1
  base_index_digest=$MANIFEST_DIGEST
  base_platforms=$(manifest_platforms | cut -d ' ' -f 1)
  if [ -z "$base_platforms" ] && image_config "$REF_REPOSITORY"; then base_platforms=$(config_platform); fi
  MANIFEST_DIGEST=$base_index_digest
}

# base_check_platforms: dies when the base lacks a platform. A stage with a platform of its own may do without those of
# the image: then Build tells.
base_check_platforms() {
  for platform in $PLATFORMS; do
    if printf '%s\n' "$base_platforms" | platform_among "$platform"; then continue; fi
    base_lacks="the base image $base_reference has no $platform; it has $(shown "$(printf '%s' "$base_platforms" | tr '\n' ' ')")"
    case " ${COOPERAGE_NEEDS:-} " in
      *' platform '*) say "$base_lacks" ;;
      *) die "$base_lacks" "take a base that has it, or take $platform out of 'platforms'" ;;
    esac
  done
}

# base_open: opens the base's registry: with our credentials only when it is the one that they are for.
base_open() {
  base_answer_open=''
  BASE_CREDENTIALS=no
  case $REGISTRY in
    index.docker.io) base_target=docker.io ;;
    *) base_target=$REGISTRY ;;
  esac
  if [ "$REF_HOST" = "$base_target" ]; then
    [ -z "$PASSWORD" ] || BASE_CREDENTIALS=yes
    # Already open when the target has been checked.
    [ "${R_NAME:-}" != "$REGISTRY" ] || return 0
    registry_open "$REGISTRY" "$ACCOUNT" "$PASSWORD" || base_answer_open=$(http_problem)
  else
    registry_open "$REF_HOST" '' '' || base_answer_open=$(http_problem)
  fi
}

# base_missing: nobody has it.
base_missing() {
  base_who="an anonymous client"
  [ "$BASE_CREDENTIALS" = no ] || base_who=$WHO
  case $base_answer in
    *'HTTP 404'*) die "the base image $base_reference does not exist: $base_answer" "correct 'from', or build and push the base image first" ;;
    *'HTTP 401'* | *'HTTP 403'*) die "the base image $base_reference is not there for $base_who: $base_answer" "correct 'from', or have pull rights given (registries say the same for an image that is missing and for one that may not be seen)" ;;
    *) die "the base image $base_reference could not be looked up: $base_answer" 'correct its registry, or see that the agent can reach it' ;;
  esac
}
# Base images, fetched: by docker's daemon, or into the build's own store of buildah.

# base_with_docker: gets the daemon the very image that the registry has; where the registry has none, takes the one
# that the daemon has.
base_with_docker() {
  if [ -n "$PLATFORMS" ]; then
    base_with_buildx
    return 0
  fi
  base_image=$base_reference
  [ "$BASE_CREDENTIALS" = no ] || docker_config_open "$ACCOUNT" "$PASSWORD" "$REGISTRY"
  if [ -z "$base_answer" ] || { [ -n "$REF_DIGEST$REF_TAG" ] && [ "$BASE_CREDENTIALS" = no ] && base_refused; }; then
    # Refused to an anonymous client is not refused to the agent's own account, which docker uses here.
    if with_retries pull_is_transient base_pull_docker; then
      base_pulled=$(docker image inspect --format '{{range .RepoDigests}}{{println .}}{{end}}' "$base_image" | sed -n 's/.*@\(sha256:[0-9a-f]*\)$/\1/p' | sort -u)
      [ "$(printf '%s\n' "$base_pulled" | wc -l)" -ne 1 ] || [ -z "$base_pulled" ] || base_digest=$base_pulled
      docker_config_close
      return 0
    fi
    [ -n "$base_answer" ] || die "docker could not pull the base image $base_reference: $(tail -n 1 "$TMP/retry-log")" "see that the docker daemon can reach $REF_HOST (for plain http: insecure-registries in its daemon.json)"
  fi
  docker_config_close
  base_digest=$(docker image inspect --format '{{.Id}}' "$base_image" 2>/dev/null) || base_missing
  say "base image $base_reference: $base_answer; taking the one that the docker daemon on this agent has, $base_digest"
}

# base_with_buildx: a buildx builder pulls bases itself, in Build, where no credentials of ours are.
base_with_buildx() {
  [ -z "$base_answer" ] || base_refused || base_missing
  if [ -n "$base_answer" ] || [ "$BASE_CREDENTIALS" = yes ]; then
    warn "buildx will pull $base_reference in Build with the agent's own account, if it has one: where the base is not public, log that account in (docker login), or use the builder buildah"
  fi
}

# base_refused: whether the registry's answer was about rights.
base_refused() {
  case $base_answer in
    *'HTTP 401'* | *'HTTP 403'*) return 0 ;;
  esac
  return 1
}

# base_pull_docker: one try.
base_pull_docker() {
  run_child docker pull --quiet "$base_image" >"$TMP/retry-log" 2>&1
}

# base_with_buildah: pulls it to the build's own store, so that Build needs no credentials.
base_with_buildah() {
  buildah_policy
  set -- --policy always --signature-policy "$POLICY"
  if [ "$BASE_CREDENTIALS" = yes ]; then
    docker_config_open "$ACCOUNT" "$PASSWORD" "$REGISTRY"
    set -- "$@" --authfile "$WORK/docker/config.json"
  fi
  case $R_BASE in
    http://*) set -- "$@" --tls-verify=false ;;
  esac
  [ -z "$base_answer" ] || { [ "$BASE_CREDENTIALS" = no ] && base_refused; } || base_missing
  base_image=$REF_HOST/$REF_REPOSITORY
  if [ -n "$PLATFORMS" ]; then
    base_list_buildah "$@"
    docker_config_close
    return 0
  fi
  if [ -n "$REF_DIGEST" ]; then base_image=$base_image@$REF_DIGEST; else base_image=$base_image:$REF_TAG; fi
  base_fetch_buildah "$@"
  docker_config_close
}

# base_list_buildah OPTION...: pulls the base for each platform that it has and that is asked for, and for the builder's
# own where a stage names one; then makes a list of that name, from which buildah takes the right one. Pulled by digest:
# the name of what is pulled by tag would move from one platform's image to the next. A list can't have a name with a
# digest, and buildah takes any image that has it: such a one gets a name of ours, and state/base-lists says so.
base_list_buildah() {
  [ -n "$base_digest" ] || die "the base image $base_reference can only be pulled by this agent's own account, and its manifest is needed to build for several platforms: $base_answer" "take a base that the account of publish.credentialsId, or anybody, may pull"
  base_list=$base_image:$REF_TAG
  base_image=$base_image@$base_digest
  if [ -n "$REF_DIGEST" ]; then
    version_at_least "$BUILDAH_VERSION" 1.27 || die "buildah $BUILDAH_VERSION cannot take $base_reference for each platform" 'use buildah 1.27 or later; or name the base by its tag alone'
    base_list=localhost/cooperage-base:${REF_DIGEST#sha256:}
    printf '%s %s\n' "$base_given" "$base_list" >>"$STATE/base-lists"
  fi
  buildah_own manifest rm "$base_list" >/dev/null 2>&1 || :
  buildah_own manifest create "$base_list" >/dev/null || die "buildah cannot make the list $base_list" 'see the lines above'
  base_wanted=$PLATFORMS
  case " ${COOPERAGE_NEEDS:-} " in
    *' platform '*) is_in_platforms || base_wanted="$PLATFORMS $NATIVE" ;;
  esac
  for platform in $base_wanted; do
    printf '%s\n' "$base_platforms" | platform_among "$platform" || continue
    base_fetch_buildah --platform "$platform" "$@"
    base_id=$(grep -Ex '[0-9a-f]{64}' "$TMP/retry-log" | tail -n 1)
    buildah_own manifest add "$base_list" "$base_id" >/dev/null || die "buildah cannot add $platform to the list $base_list" 'see the lines above'
  done
}

# base_fetch_buildah OPTION...: pulls base_image, and tries again on transient faults.
base_fetch_buildah() {
  if with_retries pull_is_transient base_pull_buildah "$@"; then return 0; fi
  [ -z "$base_answer" ] || base_missing
  die "buildah could not pull the base image $base_reference: $(tail -n 1 "$TMP/retry-log")" "see that the agent can reach $REF_HOST"
}

# base_pull_buildah OPTION...: one try.
base_pull_buildah() {
  buildah_child pull --quiet "$@" "docker://$base_image" >"$TMP/retry-log" 2>&1
}

# pull_is_transient: whether the builder's words are about the network, and not about the image or the account.
pull_is_transient() {
  grep -Eqi 'timeout|timed out|temporar|reset by peer|unexpected EOF|broken pipe|too ?many ?requests|(status|code|http)[^0-9]{0,20}(429|50[0234])|bad gateway|service unavailable' "$TMP/retry-log" &&
    ! grep -Eqi 'unauthorized|denied|forbidden|not found|manifest unknown' "$TMP/retry-log"
}
# Verify: can this build succeed at all? Asked before anything is built: the tools, the registry, the account and its
# right to push, the project, the tags, the base images.
# Runs after: lib.sh lib/args.sh lib/json.sh lib/registry.sh lib/manifest.sh lib/project.sh lib/builder.sh lib/platforms.sh lib/emulation.sh lib/tools.sh lib/features.sh lib/base.sh lib/base-pull.sh
# Input: COOPERAGE_REGISTRY _NAMESPACE _NAME _TAG _BASE _BASES _BUILDER _PLATFORMS _KIND _OVERWRITE _API_URL _PLAIN_HTTP
#        _NEEDS _RETRIES _TO _WORK, REGISTRY_ACCESS_USR, REGISTRY_ACCESS_PSW
# Leaves: state/started base-name base-digest bases tags-free tags-taken existing-inputs builder

STAGE=Verify
AT_END=docker_config_close

# reap_siblings: removes what dead builds of this workspace left. A build that still runs has its process id in `pid`.
reap_siblings() {
  for sibling in "${WORK%/*}"/*; do
    if [ "$sibling" = "$WORK" ] || [ -L "$sibling" ] || [ ! -e "$sibling/.cooperage" ]; then continue; fi
    # In a directory that everybody may write, like /tmp, only what is ours.
    [ -n "$(find "$sibling" -prune -user "$(id -u)" 2>/dev/null)" ] || continue
    if [ -e "$sibling/pid" ] && kill -0 "$(cat "$sibling/pid")" 2>/dev/null; then continue; fi
    say "removing what an earlier build left in $sibling"
    work_remove "$sibling"
  done
}

# check_registry_answers: the registry is there, and is one.
check_registry_answers() {
  if registry_open "$REGISTRY" "$ACCOUNT" "$PASSWORD"; then
    say "registry $REGISTRY answers (${R_BASE%%:*})"
    return 0
  fi
  case $HTTP_CODE in
    000) die "the registry $REGISTRY cannot be reached: $(http_problem)" "correct the parameter registry, or have the registry started, or set publish.plainHttp where it speaks no TLS" ;;
    5??) die "the registry $REGISTRY is out of order: $(http_problem)" 'try again later, or ask who runs the registry' ;;
    *) die "$REGISTRY is no container registry: $(http_problem) at /v2/" 'correct the parameter registry' ;;
  esac
}

# check_account: the credentials are right. Said before any project is looked at, so that a wrong password is never
# taken for a missing project.
check_account() {
  if [ -z "$PASSWORD" ]; then
    say 'no credentials: going on as an anonymous client'
  elif [ "$R_AUTH" = none ]; then
    say "the registry asks for no account; $ACCOUNT is not used"
  elif registry_accepts_account; then
    say "the registry accepts the account $ACCOUNT"
  else
    case $HTTP_CODE in
      401 | 403) die "the registry $REGISTRY does not accept the account $ACCOUNT with this password ($(http_problem))" "correct the Jenkins credentials that publish.credentialsId names" ;;
      *) die "the account $ACCOUNT could not be checked at $REGISTRY: $(http_problem)" 'try again later, or ask who runs the registry' ;;
    esac
  fi
}

# check_push_right: starts an upload and takes it back; nothing else tells for sure.
check_push_right() {
  registry_request POST "$REPOSITORY/blobs/uploads/" pull,push "$REPOSITORY" 'data = ""'
  case $HTTP_CODE in
    202) ;;
    401 | 403)
      case ${COOPERAGE_KIND:-} in
        harbor) push_help="have a project administrator give ${ACCOUNT:-it} the role Developer in the project ${NAMESPACE%%/*}, or a robot account the right 'Push Repository'" ;;
        gitlab) push_help="give ${ACCOUNT:-it} the role Developer in the project, or a token with write_registry" ;;
        *) push_help="give ${ACCOUNT:-it} the right to push there. If the project ${NAMESPACE:-of that name} does not exist yet, create it: a registry of this kind does not tell the two apart (publish.kind harbor or gitlab does)" ;;
      esac
      [ -n "$PASSWORD" ] || push_help="set publish.credentialsId to the Jenkins credentials of an account that may push; $push_help"
      die "$WHO may not push to $REPOSITORY at $REGISTRY: the right push is missing ($(http_problem))" "$push_help"
      ;;
    404) die "the registry $REGISTRY knows no place for $REPOSITORY ($(http_problem))" "create the project ${NAMESPACE:-$NAME}, or correct the parameters namespace and image_name" ;;
    405 | 501) die "the registry $REGISTRY takes no pushes ($(http_problem))" 'it is a mirror or read-only: correct the parameter registry' ;;
    *) die "a push to $REPOSITORY at $REGISTRY could not be started: $(http_problem)" 'try again later, or ask who runs the registry' ;;
  esac
  # Behind a proxy the address may name another scheme or host; the path is what counts.
  upload=$(http_header location | sed 's,^https*://[^/]*,,')
  case $upload in
    /v2/?*) registry_request DELETE "${upload#/v2/}" pull,push "$REPOSITORY" ;;
  esac
  say "$WHO may push to $REPOSITORY"
}

# check_tags_free: parts the tags into free ones (or such as may be moved) and taken ones, and notes what a taken one
# holds. Prepare decides whether that is the very content of this build.
check_tags_free() {
  for tag in $TAGS; do
    if manifest_get "$REPOSITORY" "$tag"; then
      if may_overwrite "$tag"; then
        say "tag $tag is taken and will be moved (overwrite)"
        printf '%s\n' "$tag" >>"$STATE/tags-free"
        continue
      fi
      note_taken "$tag"
      continue
    fi
    case $HTTP_CODE in
      404)
        say "tag $tag is free"
        printf '%s\n' "$tag" >>"$STATE/tags-free"
        ;;
      401 | 403) die "$WHO may not pull from $REPOSITORY at $REGISTRY, so whether the tag $tag is free can't be seen ($(http_problem))" "give ${ACCOUNT:-it} the right pull as well as push" ;;
      *) die "whether the tag $tag of $REPOSITORY is free could not be asked: $(http_problem)" 'try again later, or ask who runs the registry' ;;
    esac
  done
}

# note_taken TAG: after manifest_get.
note_taken() {
  taken_digest=$MANIFEST_DIGEST
  taken_inputs=''
  if image_config "$REPOSITORY"; then
    taken_inputs=$(image_label io.cooperage.inputs)
  fi
  if ! legal_digest "$taken_inputs"; then
    die "the tag $1 of $REPOSITORY at $REGISTRY is taken ($taken_digest) by an image that was not built from this spec" 'choose another tag, or allow the tag to be moved with publish.overwrite'
  fi
  taken_base=$(image_label org.opencontainers.image.base.digest)
  legal_digest "$taken_base" || taken_base=-
  say "tag $1 is taken, by a build of Cooperage"
  printf '%s\n' "$1" >>"$STATE/tags-taken"
  printf '%s\t%s\t%s\t%s\n' "$1" "$taken_inputs" "$taken_digest" "$taken_base" >>"$STATE/existing-inputs"
}

take_credentials
builder_name
work_open
check_parameters
reap_siblings
rm -f "$STATE/unchanged"
now_utc >"$STATE/started"
state_put builder "$BUILDER"
check_tools
check_platforms
check_platform_builder
check_needs
: >"$STATE/tags-free"
: >"$STATE/tags-taken"
: >"$STATE/existing-inputs"
if [ -n "${COOPERAGE_TO:-}" ]; then
  case $BUILDER:$COOPERAGE_TO in
    buildah:oci:?* | docker:docker-daemon) ;;
    *) die "$BUILDER cannot write to '$(shown "$COOPERAGE_TO")'" 'buildah writes oci:DIRECTORY, docker writes docker-daemon' ;;
  esac
  printf '%s\n' "$TAGS" >"$STATE/tags-free"
  say "the image goes to $COOPERAGE_TO: the registry $REGISTRY is not asked"
else
  check_registry_answers
  check_account
  check_project
  check_push_right
  check_tags_free
fi
check_bases
if [ -s "$STATE/tags-taken" ]; then
  say 'Prepare will tell whether the taken tags hold this very content'
else
  say "$IMAGE:$TAG can be built"
fi
