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
