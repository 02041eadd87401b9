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
