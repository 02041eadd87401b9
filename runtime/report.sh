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
