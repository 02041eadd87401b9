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
# The function that a stage wants run at its end, however it ends.
AT_END=''

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
  exit 1
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
  [ -z "$AT_END" ] || "$AT_END"
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
  "$@" &
  CHILD=$!
  run_child_status=0
  wait "$CHILD" || run_child_status=$?
  CHILD=''
  return "$run_child_status"
}

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
# Report: a short summary of the build, and its record for the archive.
# Runs after: lib.sh lib/json.sh
# Input: COOPERAGE_WORK _RECORD
# Leaves: build-record.json in COOPERAGE_RECORD

STAGE=Report

# record_get NAME: prints a field of the record.
record_get() {
  json_get "$TMP/record.flat" "/$1" || :
}

work_path
if [ ! -e "$WORK/build-record.json" ]; then
  say 'nothing was pushed in this build, so there is nothing to report'
  exit 0
fi
work_open
json_flatten <"$WORK/build-record.json" >"$TMP/record.flat" || die 'the build record is not JSON'
reference=$(record_get reference)
digest=$(record_get digest)
case $(record_get result) in
  pushed) say "pushed     $reference" ;;
  unchanged) say "unchanged  $reference (the registry held this very content already)" ;;
  written) say "written    $reference" ;;
esac
say "digest     $digest"
# Only a registry or a layout knows it: in an engine nothing is compressed.
[ "$(record_get size)" = 0 ] || say "size       $(record_get size) bytes compressed"
awk -F'\t' '
  split($1, at, "/") == 4 && at[2] == "platforms" { value[at[3], at[4]] = $2 }
  END { for (i = 0; (i, "digest") in value; i++) print value[i, "platform"] "  " value[i, "digest"] "  " value[i, "size"] " bytes" }' "$TMP/record.flat" >"$TMP/platforms"
while IFS= read -r platform; do
  say "platform   $platform"
done <"$TMP/platforms"
say "tags       $(awk -F'\t' '$1 ~ /^\/tags\// { printf "%s ", $2 }' "$TMP/record.flat")"
[ "$(record_get result)" = written ] || say "to pull    docker pull ${reference%:*}@$digest"
if [ -n "${COOPERAGE_RECORD:-}" ] && [ -d "$COOPERAGE_RECORD" ]; then
  cp "$WORK/build-record.json" "$COOPERAGE_RECORD/build-record.json"
  printf '%s\n' "$COOPERAGE_RECORD/build-record.json" >"$STATE/record-copy"
fi
