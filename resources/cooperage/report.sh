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
# The table of failures. Generated from compiler/failures/table/ by `npm run generate`; not edited by hand.
#   = CODE RANK STAGES     ! what happened, what to do, the field     > what the line names: behind what, which
#   : texts                ~ each text with the regular expression that needs it; all parted by tabs

# failure_table: prints it.
failure_table() {
  cat <<'END'
= credentials-wrong-kind cause *
! The credentials[ {value}] are of the wrong kind	A registry needs the kind "Username with password"; a secret of the spec the kind that it states. Create them anew: the kind of credentials cannot be changed.	publish.credentialsId, or secrets
> Credentials '	[^']+
: No suitable binding handler could be found for type 	the credentials of the registry are not a user name with a password
~ ' is of type '	Credentials '.*' is of type '.*' where '.*' was expected	 is no file that can be read	the secret .* is no file that can be read
= secret-unset cause Build
! The secret[ {value}] of the spec has no value in this build	Compile the spec again (npx cooper compile): its Jenkinsfile binds each secret in the stage Build.	secrets
> ERROR: the secret 	[^ ]+
~  has no value: 	the secret .* has no value: 
= library-mixed cause *
! The steps of the library do not fit the generated files: they are of different versions, or called in another order	Compile the specs with the cooper that the library comes from, and commit all that it writes, vars/ and resources/ too.	
: has not run in this build	ERROR: the step has no argument 	feature that this version of the library does not know	is not as the compiler writes it	ERROR: the step's argument 	ERROR: COOPERAGE_WORK	has no buildx on this agent	holds a line that is not known
~ list holds 	tests.list holds 	the patterns of context	the patterns of context.list cannot be read
= disk-quota cause *
! The quota of the agent's user on its disk is used up	Remove what the user keeps there (docker system prune, old workspaces), or have the quota raised.	
~ isk quota exceeded	[Dd]isk quota exceeded
= disk-full cause *
! A disk of the agent is full	Free it: docker system prune, old workspaces; with buildah its store lies in the workspace's @tmp folder, and with vfs each layer is a whole copy. An agent for images needs some ten gigabytes.	
: no space left in 	not enough free space in 	You don't have enough free space
~ o space left on device	[Nn]o space left on device
= out-of-memory cause *
! The memory did not suffice, and the system killed what needed it	Give the agent (or its pod) more memory, or let the command take less: fewer processes at once (make -j2), a smaller heap. 137 is also what a container says that was stopped from outside.	the field that gave this instruction
: OutOfMemoryError	exit code: 137	exit code 137	exit status 137	non-zero code: 137	signal: killed	OOMKilled	out of memory	JavaScript heap out of
~ annot allocate memory	[Cc]annot allocate memory
= docker-socket-denied cause *
! The agent's user may not talk to the docker daemon	Add the agent's user to the group docker and start the agent anew (who is in that group is root on that machine); in a container give it the socket's group. Or set builder to buildah, which needs no daemon.	builder
: docker.sock: connect: permission denied
~ permission denied while trying to connect to the 	permission denied while trying to connect to the [Dd]ocker
= docker-down cause *
! No docker daemon answers on the agent	Have it started (systemctl start docker), mount its socket into the container, or correct DOCKER_HOST of the agent. Or choose an agent with docker in pipeline.agent, or buildah as builder.	builder
: Cannot connect to the Docker daemon	the docker daemon does not answer	docker.sock: connect: no such file	failed to connect to the docker API	error during connect: 
= tool-missing cause *
! A program is missing on the agent[: {value}]	Install it on the agent, choose an agent that has it in pipeline.agent, or another builder.	builder
> ERROR: 	[a-z0-9]+
: is not installed on this agent	docker: not found	docker: command not found	buildah: not found	buildah: command not found	curl is not installed
= tool-unfit cause *
! A program of the agent is of the wrong kind, or too old	Install GNU tar 1.28 or later (and let it come first in PATH), and a buildah that works.	pipeline.agent
: the tar of this agent is not GNU tar	buildah does not tell its version
~  is too old	GNU tar .* is too old
= buildah-rootless cause Verify,Build,Test,Push
! buildah may not do what it needs on this agent	A user who is not root needs a range in /etc/subuid and /etc/subgid, newuidmap, and user namespaces that the system allows. In a container: seccomp and AppArmor must let it make them.	builder
: buildah cannot make its store	newuidmap	insufficient UIDs or GIDs available	no subuid ranges found	cannot clone: Operation not permitted	cannot set user namespace	error creating container storage	unshare(CLONE_NEWUSER)
= emulator-missing cause *
! The agent cannot run programs of the platform[ {value}]	Have an emulator installed that Linux finds by binfmt_misc with the flag F (qemu-user-static and binfmt-support), or build on an agent of that platform.	platforms
> RUN for 	[a-z0-9/]+
: needs an emulator, and this agent	exec format error	Exec format error
= builder-unfit cause Verify,Build
! The builder of this agent cannot build this image[: it uses {value}]	Have the builder brought up to date, install buildx, or choose the other builder; or write the spec without what needs it.	builder
> the Dockerfile uses 	[^,]+
: the Dockerfile mounts secrets, which needs BuildKit	cannot build for 	buildx has no builder that works	the --mount option requires BuildKit	the --chmod option requires BuildKit	no image can be built for the platform 	more than 20 platforms are asked for	docker-daemon keeps images for 	ERROR: the builder is '	ERROR: the image's format is '	ERROR: the network of the build is '
~  on this agent cannot build	the Dockerfile uses .* on this agent cannot build	 for each platform	 cannot take .* for each platform
= parameters-missing cause *
! The job has no parameters	Run cooper jobs sync, which gives the job the four parameters; or run the job once more: Jenkins adds those of the Jenkinsfile after its first build.	
: the parameter registry, null,
~  is not legal: null	the parameter [a-z_]+ is not legal: null	No such property: 	No such property: (registry|namespace|image_name|image_tag) 
= parameter-illegal cause Verify,Push
! The parameter[ {value}] is empty, or not as references of images have it	Give it a legal value, or correct the field of the spec that it has its default from.	publish, or the parameters of the build
> the parameter 	[a-z_]+
: namespace and image_name together are longer
~ the parameter 	the parameter (registry|namespace|image_name|image_tag)[ ,]
= base-reference-illegal cause *
! The reference of the base image is not legal	Correct 'from': registry/namespace/name:tag, with @sha256:... where it is pinned.	from
: the base image is not a legal reference
= account-illegal cause *
! The registry account's name holds a colon, which HTTP cannot carry	Use another account for the registry.	publish.credentialsId
: the account's name holds a colon
= retries-illegal cause *
! The number of retries is not legal	Compile the spec again (npx cooper compile); by hand: a number from 0 to 10.	
: ERROR: retries is '
= plain-http cause *
! The registry speaks plain http, and the builder expects https	With docker: name the registry in insecure-registries of the daemon. With buildah: publish.plainHttp. Better: give the registry a certificate.	publish.plainHttp
: server gave HTTP response to HTTPS client	http response to https
= tls-untrusted cause *
! A certificate is not trusted	Make the agent trust the authority: for a registry /etc/docker/certs.d/HOST/ca.crt; for what a RUN line fetches, add the certificate in the image. An expired certificate must be renewed, and a wrong clock set right.	
: certificate signed by unknown authority	x509: 	SSL certificate problem	certificate verify failed	CERTIFICATE_VERIFY_FAILED
~ the certificate of 	the certificate of .* is not trusted	signed certificate	self.signed certificate
= tls-handshake cause *
! The TLS handshake failed: the other side speaks another version, or no TLS	Check host and port of the registry. Where it speaks no TLS: publish.plainHttp.	publish.registry
: tls: handshake failure
~ the TLS handshake with 	the TLS handshake with .* failed	wrong version number	SSL routines:.*wrong version number
= proxy cause *
! The proxy cannot be used	Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY of the agent, and of the docker daemon, which has its own. Registries inside belong into NO_PROXY.	
: Proxy Authentication Required	proxyconnect tcp	Could not resolve proxy
~  cannot be used	the proxy for .* cannot be used
= name-unknown cause Verify,Build,Push,Test
! The name[ {value}] does not resolve	Correct the name, or have the agent's DNS mended. In RUN lines: builders take the agent's /etc/resolv.conf; a name of a private network needs its server there.	the field that gave this instruction
> (the name of |lookup |resolve host: |failure resolving '|bad address ')	[A-Za-z0-9_.:-]+
: no such host	Could not resolve host	Temporary failure in name resolution	Temporary failure resolving	Name or service not known	server misbehaving	DNS: transient error
~  does not resolve	the name of .* does not resolve	bad address 	bad address .
= rate-limit cause *
! The registry allows no more pulls for now	Take the base image from a mirror of your own, or log the agent's docker in with an account; or wait (Docker Hub counts by six hours).	from
: toomanyrequests	answered HTTP 429	429 Too Many Requests
~ You have reached your 	You have reached your .*pull rate limit
= connection-failed cause Verify,Build,Push
! No connection[ to {value}]	See that the host runs and that the agent may reach it (firewall, proxy). Build again when it was chance.	the field that gave this instruction
> (nothing answers at |Failed to connect to |dial tcp )	[A-Za-z0-9_.:-]+
: nothing answers at 	does not answer in time	 closed the connection	connect: connection refused	connect: no route to host	i/o timeout	Connection timed out	TLS handshake timeout	connection reset by peer	Failed to connect to 	Could not connect to 	context deadline exceeded	unexpected EOF
= registry-credentials-refused cause *
! The registry does not accept the account's password	Correct the user name and password in the Jenkins credentials that publish.credentialsId names. A token may have expired.	publish.credentialsId
: does not accept the account 	invalid username/password	incorrect username or password
= project-missing cause Verify,Push
! The registry has no project or namespace[ {value}]	Have the project created in the registry, with the account as a member who may push; or correct publish.namespace.	publish.namespace
> (the project |neither |no place for |GitLab project )	[A-Za-z0-9_./-]+
: is a GitLab project that 	knows no place for 	name unknown: 	NAME_UNKNOWN	repository name not known to registry
~  does not exist in Harbor	the project .* does not exist in Harbor	 not found	project .* not found	the container registry of the GitLab project 	the container registry of the GitLab project .* is switched off
= registry-quota cause Verify,Push
! The quota of the registry's project is used up	Delete tags that nobody needs and let the registry collect its garbage, or have the quota raised.	publish.namespace
: will exceed the configured upper limit	storage quota	quota has been exceeded
~ DENIED: 	DENIED: .*quota
= tag-immutable cause Verify,Push
! The registry lets nobody move this tag	Choose a new tag: publish.overwrite does not help where the registry itself holds tags fast.	publish.tags
: configured as immutable	because the repository is immutable	tag is immutable	TAG_IMMUTABLE	is immutable and cannot be	cannot be overwritten because
= tag-raced cause Push
! Something else pushed the tag[ {value}] while this build ran	See which job pushes the same tag, and build again or choose another tag. Tags that the registry makes immutable are safe from this.	publish.tags
> the tag 	[A-Za-z0-9_.-]+
: was free when this build began, and is taken now	was moved since this build began	is gone since this build began
~ was pushed as 	was pushed as .* but holds 
= tag-taken cause Verify,Prepare,Push
! The tag[ {value}] is taken by another image	Choose a new tag in publish.tags (or as a parameter of the build), or allow this one to be moved with publish.overwrite.	publish.tags
> ERROR: the tag 	[A-Za-z0-9_.-]+
~ ERROR: the tag 	ERROR: the tag .* is taken 
= push-refused cause Verify,Push
! The account may not push[ to {value}]	Have the right to push given to the account, or name the credentials of another one in publish.credentialsId. Where the project does not exist yet, have it created: some registries say the same of both.	publish.credentialsId
> may not (push to|pull from) 	[A-Za-z0-9_./-]+
: may not push to 	may not pull from 	requested access to the resource is denied	unauthorized: 	authentication required	insufficient_scope	denied: 
= registry-read-only cause Verify,Push
! The registry takes no pushes: it is a mirror, or read-only	Correct publish.registry (or the parameter registry).	publish.registry
: takes no pushes 	The operation is unsupported
= registry-none cause Verify,Push
! What answers at the address[ {value}] is no registry that Cooperage can use	Correct publish.registry (or the parameter registry): host and port of the registry itself, not of its web page.	publish.registry
> ERROR: 	[A-Za-z0-9.-]+:[0-9]+
:  is no container registry: 	names no usable token service	asks for a kind of log-in that Cooperage does not know	which is not encrypted	ERROR: the registry's kind is 	ERROR: apiUrl is 
= base-missing cause Verify,Build
! The base image[ {value}] does not exist	Correct 'from', or build and push the base image first.	from
> (the base image |manifest for |source metadata for |reading manifest )	[A-Za-z0-9_./:@-]*[A-Za-z0-9_]
: manifest unknown
~ the base image 	the base image .* does not exist	manifest for 	manifest for .* not found	failed to resolve source metadata for 	failed to resolve source metadata for .*: not found	reading manifest 	reading manifest .* not found
= base-refused cause Verify,Build
! The base image[ {value}] is missing, or may not be pulled by this account	Correct 'from', or have the right to pull given to the account of publish.credentialsId (for a base at the same registry) or to the agent's own (docker login there).	from
> (the base image |pull access denied for |source metadata for )	[A-Za-z0-9_./:@-]*[A-Za-z0-9_]
: pull access denied	insufficient_scope: authorization failed	requested access to the resource is denied
~  is not there for 	the base image .* is not there for 	can only be pulled by this agent	can only be pulled by this agent.s own account
= base-platform cause Verify,Build
! The base image is not there for the platform[ {value}]	Take a base that has it, or take the platform out of platforms.	platforms
>  has no 	[a-z]+/[a-z0-9/]+
: no match for platform in manifest
~ the base image 	the base image .* has no [a-z]+/[a-z0-9]+	no image found in 	no image found in .* for architecture
= registry-fault cause Verify,Push
! The registry is out of order	Try again later, or tell whoever runs the registry. Errors of blob uploads behind several registry servers come from storage that they do not share, or from a proxy that cuts large bodies.	publish.registry
: is out of order: 	answered HTTP 5	received unexpected HTTP status: 5	502 Bad Gateway	503 Service 	504 Gateway Time	blob upload unknown	BLOB_UPLOAD_	blob upload invalid	answered without a token	does not give back what has just been pushed	when asked for it
~ sent a manifest of 	sent a manifest of .* that is not JSON
= base-lookup-failed symptom Verify
! The base image[ {value}] could not be had	Correct the registry of 'from', or see that the agent can reach it.	from
> the base image 	[A-Za-z0-9_./:@-]*[A-Za-z0-9_]
: could not pull the base image 	cannot make the list 	 to the list 
~  could not be looked up	the base image .* could not be looked up
= registry-unreachable symptom Verify,Push
! The registry[ {value}] cannot be used	Correct publish.registry (or the parameter registry), or have the registry started; where it speaks no TLS: publish.plainHttp.	publish.registry
> the registry 	[A-Za-z0-9.:-]*[A-Za-z0-9]
:  could not be checked at 	 could not be started: 	 could not be asked: 
~  cannot be reached	the registry .* cannot be reached	 cannot be used any more	the registry .* cannot be used any more
= push-failed symptom Push,Build,Verify
! The image could not be written to where it belongs	Read the builder's own words above.	publish
:  could not push 	 pushed, but told no digest	 but has no image for 	could not be written	cannot be made	The OCI layout of the build 	the OCI layout of the build 	a manifest of the build names no digest	 cannot write to 	what buildx wrote is no OCI layout
~ sha256:	lacks .*sha256:
= jenkinsfile-stale cause Prepare
! The Jenkinsfile that runs is not the one of the commit that was checked out	Somebody pushed while the build started: build again. If it stays so, the job reads its Jenkinsfile from another branch or path: cooper jobs plan shows it.	
> is not the one in 	[^ ]+
: the running Jenkinsfile is not the one in 
= context-path-missing cause Prepare
! What is copied is not in the context folder[: {value}]	Commit it, correct the path, or let context.ignore keep it. What a build makes has to be made in a stage of the image.	copy
> ERROR: the context folder .* has no 	[^ ;:,]+	ERROR: nothing of 	[^ ]+
~ ERROR: the context folder 	ERROR: the context folder .* has no 	 in the context folder	ERROR: nothing of .* in the context folder
= checkout-incomplete cause Prepare
! The checkout lacks[ {value}, which] the image needs	Compile the spec (npx cooper compile) and commit all that it writes, and the files that the spec names. git keeps no empty folders.	rootfs
> has no directory 	[^ ]+	not all of 	[^ ]+	ERROR: 	[./][^ ]+
: ERROR: the checkout has no directory 
~ Dockerfile is missing	ERROR: [^ ]*Dockerfile is missing	 is missing	ERROR: [.]/[^ ]* is missing	ERROR: not all of 	ERROR: not all of .* can be read
= context-illegal cause Prepare
! A file of the checkout cannot go into the image as the spec says[: {value}]	Read Prepare's line: it names the file and the way out.	rootfs
> ERROR: 	[./][^ ]+
: symbolic link	 leaves the checkout: 	leaves the spec's directory	is neither a file, a directory nor a symbolic link	is neither a file nor a directory	holds a newline	is a directory in the rootfs and a file in the spec	is a directory in the spec, but not in the rootfs	which the rootfs does not have	ERROR: a script may not be called 
~  and the context folder 	ERROR: both .* and the context folder 	ERROR: the context folder 	ERROR: the context folder .* could not be copied
= build-argument-illegal cause Prepare,Build
! The build argument[ {value}] cannot have this value	Read the stage's line: an argument holds one line of at most 4096 bytes and no secret, because whoever has the image can read it.	args
> the build argument 	[A-Za-z0-9_]+
: ERROR: the build argument 
~  for the build argument 	ERROR: the value of .* for the build argument 
= package-missing cause Build
! The distribution has no package[ {value}]	Correct its name (or its version) for the release that the base image has; packages of a further repository need that repository added before.	packages
> (locate package |E: Package '|E: Version '.*' for '|package by (regex|glob) '|No package |for argument: |find a match: |package matches '|Package '|provider of ')	[A-Za-z0-9][A-Za-z0-9+_.:@-]*	^(#[0-9]+ [0-9.]+)? *	[A-Za-z0-9][A-Za-z0-9+_.:@-]*
: E: Unable to locate package 	has no installation candidate	E: Couldn't find any package by 	 (no such package)	No match for argument: 	Unable to find a match: 	No package matches '	No matching packages to list
~ ' was not found	E: Version '.*' for '.*' was not found	No package 	No package .* available[.]	' not found.	Package '.*' not found[.]	No provider of '	No provider of '.*' found[.]
= package-repository cause Build
! A package repository cannot be used	If the release of the base image is no longer supported, its packages have moved to an archive: take a newer base. Otherwise see that the agent reaches the repository, and that its clock is right; build again when it was chance.	the field that gave this instruction
: Hash Sum mismatch	does not have a Release file	no longer has a Release file	Cannot find a valid baseurl for repo	signatures couldn't be verified	Failed to download metadata for repo	is not valid yet	E: Failed to fetch 	E: Some index files failed to download	unable to select packages:	UNTRUSTED signature	Could not retrieve mirrorlist	Valid metadata not found at specified URL
~ Release file for 	Release file for .* is expired	temporary error 	temporary error .try again later	 is not installed	Public key for .* is not installed
= checksum-mismatch cause Build
! What was fetched does not have the checksum that it should have	See whether the file at that address was replaced: take a new checksum from its maker, not from the download. A proxy that answers with an error page gives this too.	the field that gave this instruction
: digest mismatch 	computed checksum did NOT match	computed checksums did NOT match	unexpected response digest for 	THESE PACKAGES DO NOT MATCH THE HASHES	SHA256 mismatch
~ hecksum mismatch	[Cc]hecksum mismatch
= copy-source-missing cause Build
! What COPY or ADD takes is not there[: {value}]	Correct the path. Of the context folder only what copy names is shipped, without what context.ignore leaves out; of a stage, what its instructions have made.	the field that gave this instruction
> (: "|matching glob "|stat: ")/?	[^"]+
: no items matching glob 	COPY failed: 	ADD failed: 	checking on sources under 	copier: stat: 
~ failed to compute cache key: 	failed to compute cache key: .*not found	failed to calculate checksum of ref 	failed to calculate checksum of ref .*not found
= secret-not-given cause Build
! A RUN line mounts a secret that the build was not given	Declare it in secrets, with the id of its credentials.	secrets
: secret required but no value provided	secret not found
~ : not found	secret .*: not found
= dockerfile-refused cause Build
! The builder cannot read the Dockerfile	Compile the spec again; do not edit the file. An old builder may not know the instruction or its flag: cooper doctor on the agent tells its version.	the field that gave this instruction
: dockerfile parse error	Dockerfile parse error	unknown instruction: 	failed to parse stage name	failed to process "	unknown flag: 
= shell-missing cause Build
! The image has no /bin/sh, which a RUN line needs	Write the command as exec (a program and its arguments), run it in an earlier stage and copy what it makes, or set shell.	the field that gave this instruction
: fork/exec /bin/sh: no such file	exec: "/bin/sh": stat /bin/sh: no such file	exec /bin/sh: no such file
= command-missing symptom Build
! A RUN line calls a program that the image does not have	Install its package before, or correct its name or path. The line above tells which ("not found").	the field that gave this instruction
: exit code: 127	exit status 127	non-zero code: 127	executable file not found in 
= run-failed symptom Build
! A RUN line failed[ with exit code {value}]	Read the command's own output above. `cooper run` builds the image on your machine.	the field that gave this instruction
> (exit code: |non-zero code: |exit status )	[0-9]+
: did not complete successfully: exit code: 	returned a non-zero code: 	building at STEP "RUN	while running runtime: exit status 
~ executor failed running 	executor failed running .*: exit code: 
= instruction-failed symptom Build
! An instruction of the Dockerfile failed	Read the builder's own words.	the field that gave this instruction
: building at STEP "	failed to solve: 	executor failed running 
= build-failed symptom Build
! The builder failed[ with exit code {value}]	The lines above tell which instruction failed.	
> with exit code 	[0-9]+
: ERROR: the build failed with exit code 
= test-failed cause Test
! A test of the image failed[: {value}]	The lines below its name in the log tell what was expected. `cooper run` runs the tests on your machine.	tests
> Test: FAILED  	.+[^)]
: Test: FAILED  
~  tests failed	ERROR: [0-9]+ of [0-9]+ tests failed
= test-impossible cause Test
! No container could be made of the image to test it	Read the builder's own words above.	tests
: buildah cannot make a container of the image
END
}
# Why the build failed: what the failed stage left, put to the table of signatures.

# explain: tells why the build failed, where it did; nothing for one that did not.
explain() {
  explain_stage=$(state_get stage)
  explain_ended=$(state_get ended)
  case $explain_ended in
    "$explain_stage 0") explain_between ;;
    "$explain_stage 129" | "$explain_stage 130" | "$explain_stage 143") say "the stage $explain_stage was stopped from outside: by somebody, or because the build took longer than pipeline.timeout allows" ;;
    "$explain_stage "?*) explain_stage_failed "${explain_ended##* }" ;;
    *)
      say "the script of the stage $explain_stage was killed in the midst of its work [process-vanished]"
      say 'what to do: look for what ended it: memory of the agent or its pod, a restart of the agent. Build again when it was chance'
      ;;
  esac
}

# explain_between: the last script that ran was content.
explain_between() {
  case ${COOPERAGE_RESULT:-} in
    '' | SUCCESS) return 0 ;;
  esac
  say "the stage $explain_stage was the last whose script ran, and it succeeded: the build ended ($COOPERAGE_RESULT) before the script of the next stage"
  explain_hints
}

# explain_none: no script ran at all in this build.
explain_none() {
  case ${COOPERAGE_RESULT:-} in
    '' | SUCCESS)
      say 'nothing was pushed in this build, so there is nothing to report'
      return 0
      ;;
  esac
  say "no script of a stage ran in this build ($COOPERAGE_RESULT)"
  explain_hints
}

# explain_hints: what it usually is when Jenkins itself ends a build; only its own log tells for sure.
explain_hints() {
  say 'what it usually is, by the words in the log of Jenkins:'
  say '  "Could not find credentials entry": the id in publish.credentialsId or secrets is not there for this job'
  say '  "No such DSL method": the shared library lacks a step, or a plugin is missing'
  say '  "find any revision to build": the branch of the job does not exist'
  say '  "Aborted by", "Timeout": somebody or a time limit ended it'
  say '  "was marked offline", "ChannelClosed": the agent went away'
  say "the same for all of them, with the line of the spec: cooper logs ${COOPERAGE_SPEC:-IMAGE}"
}

# explain_stage_failed STATUS: the failed stage's own message, and the end of what the builder wrote.
explain_stage_failed() {
  failure_lines >"$TMP/failure-lines"
  failure_table | failure_classify "$explain_stage" "$TMP/failure-lines" >"$TMP/failure"
  failure_code='' failure_what='' failure_todo='' failure_field='' failure_evidence='' failure_instruction=''
  while IFS=$TAB read -r failure_key failure_value; do
    case $failure_key in
      code) failure_code=$failure_value ;;
      what) failure_what=$failure_value ;;
      todo) failure_todo=$failure_value ;;
      field) failure_field=$failure_value ;;
      evidence) failure_evidence=$failure_value ;;
      instruction) failure_instruction=$failure_value ;;
    esac
  done <"$TMP/failure"
  say "the stage $explain_stage failed: ${failure_what:-its script ended with $1} [${failure_code:-unknown}]"
  [ -z "$failure_evidence" ] || say "  line          $failure_evidence"
  [ -z "$failure_instruction" ] || say "  instruction   $failure_instruction"
  [ -z "$failure_field" ] || say "  comes from    $failure_field${COOPERAGE_SPEC:+ ($COOPERAGE_SPEC)}"
  say "  what to do    ${failure_todo:-read the last lines of the stage above}"
}

# failure_lines: prints the lines to look at, the oldest first, without what steers a terminal. Of a build with secrets
# those of the builder tell what happened, but not in their own words.
failure_lines() {
  failure_escape=$(printf '\033')
  if [ -e "$STATE/output" ]; then
    tail -n 400 "$STATE/output" | tr '\r' '\n' | sed "s/$failure_escape\[[0-9;?]*[A-Za-z]//g" | tr -cd '\t\n\040-\176\200-\377' | cut -c 1-2000 |
      if [ -e "$STATE/output-private" ]; then sed 's/^/-/'; else sed 's/^/+/'; fi
  fi
  state_get failure | sed 's/^/+/'
}

# failure_classify STAGE FILE: reads the table on standard input, then the lines of FILE, each behind a + (or a - where
# it may not be shown). Prints key and value, parted by a tab, of the first cause, else of the first symptom.
failure_classify() {
  STAGE_FAILED=$1 awk '
    # The first part of TEXT that matches is, directly behind the first match of after.
    function named(text, after, is,    rest) {
      if (!match(text, after)) return ""
      rest = substr(text, RSTART + RLENGTH)
      if (!match(rest, "^(" is ")") || RLENGTH < 1) return ""
      return substr(rest, 1, RLENGTH < 200 ? RLENGTH : 200)
    }
    # TEMPLATE with [...] left out where there is no value, and {value} replaced.
    function filled(template, value,    open, close_, done) {
      while ((open = index(template, "[")) > 0) {
        close_ = index(substr(template, open), "]")
        if (close_ == 0) break
        done = done substr(template, 1, open - 1) (value == "" ? "" : substr(template, open + 1, close_ - 2))
        template = substr(template, open + close_)
      }
      template = done template
      done = ""
      while ((open = index(template, "{value}")) > 0) {
        done = done substr(template, 1, open - 1) value
        template = substr(template, open + 7)
      }
      return done template
    }
    function plain(text) { gsub(/^[ \t]+|[ \t]+$/, "", text); return substr(text, 1, 500) }
    function fits(n, text,    i) {
      for (i = 1; i <= words[n]; i++)
        if (index(text, word[n, i]) && (word[n, i] == pattern[n, i] || text ~ pattern[n, i])) return 1
      return 0
    }
    function tell(n, text, shown,    i, value) {
      for (i = 1; shown && value == "" && i < values[n]; i += 2) value = named(text, part[n, i], part[n, i + 1])
      print "code\t" code[n]
      print "what\t" filled(what[n], value)
      print "todo\t" filled(todo[n], value)
      print "field\t" field[n]
      if (shown) print "evidence\t" plain(text)
    }
    BEGIN { FS = "\t"; stage = ENVIRON["STAGE_FAILED"] }
    FILENAME == "-" {
      mark = substr($0, 1, 1); rest = substr($0, 3)
      if (mark == "=") {
        n++; split(rest, head, " "); code[n] = head[1]; rank[n] = head[2]
        useful[n] = head[3] == "*" || index("," head[3] ",", "," stage ",")
      }
      if (mark == "!") { split(rest, parts, "\t"); what[n] = parts[1]; todo[n] = parts[2]; field[n] = parts[3] }
      if (mark == ">") { values[n] = split(rest, parts, "\t"); for (i in parts) part[n, i] = parts[i] }
      if (mark == ":") { count = split(rest, parts, "\t"); for (i = 1; i <= count; i++) { word[n, ++words[n]] = parts[i]; pattern[n, words[n]] = parts[i] } }
      if (mark == "~") { count = split(rest, parts, "\t"); for (i = 1; i < count; i += 2) { word[n, ++words[n]] = parts[i]; pattern[n, words[n]] = parts[i + 1] } }
      next
    }
    {
      shown = substr($0, 1, 1) == "+"; text = substr($0, 2)
      if (match(text, /STEP [0-9]+(\/[0-9]+)?: /)) instruction = substr(text, RSTART + RLENGTH)
      else if (match(text, /Step [0-9]+\/[0-9]+ : /)) instruction = substr(text, RSTART + RLENGTH)
      else if (match(text, /^ > \[[^]]*[0-9]+\/[0-9]+\] /)) { instruction = substr(text, RSTART + RLENGTH); sub(/:$/, "", instruction) }
      else if (match(text, /building at STEP "/)) { instruction = substr(text, RSTART + RLENGTH); sub(/": .*/, "", instruction) }
      if (match(text, /(^|[ \/])Dockerfile:[0-9]+$/)) { line = text; sub(/.*:/, "", line) }
      if (found) next
      for (i = 1; i <= n; i++) {
        if (!useful[i] || (rank[i] != "cause" && symptom) || !fits(i, text)) continue
        if (rank[i] == "cause") { found = i; found_text = text; found_shown = shown; break }
        symptom = i; symptom_text = text; symptom_shown = shown
      }
    }
    END {
      if (found) tell(found, found_text, found_shown)
      else if (symptom) tell(symptom, symptom_text, symptom_shown)
      if (line != "") line = " (line " line " of its Dockerfile)"
      if (instruction != "" || line != "") print "instruction\t" plain(instruction) line
    }' - "$2"
}
# Report: a short summary of the build, or why it failed, and its record for the archive.
# Runs after: lib.sh lib/json.sh lib/failure-table.sh lib/explain.sh
# Input: COOPERAGE_WORK _RECORD _RESULT (Jenkins' word for the build so far) _SPEC
# Leaves: build-record.json in COOPERAGE_RECORD

STAGE=Report

# record_get NAME: prints a field of the record.
record_get() {
  json_get "$TMP/record.flat" "/$1" || :
}

work_path
if [ ! -e "$STATE/stage" ]; then
  explain_none
  exit 0
fi
work_open
explain
if [ ! -e "$WORK/build-record.json" ]; then
  say 'nothing was pushed in this build'
  exit 0
fi
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
