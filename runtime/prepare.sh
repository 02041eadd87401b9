# Prepare: lays out the build context outside the checkout, and finds out whether there is anything to build.
# Runs after: lib.sh lib/builder.sh lib/tools.sh lib/context.sh
# Input: COOPERAGE_DIR _ROOTFS _INPUTS _OVERWRITE _COMMIT _WORK; runs at the root of the checkout.
# Leaves: context/, state/inputs, state/unchanged, state/commit-time

STAGE=Prepare

# check_dir: sets DIR, the image's directory in the checkout, and checks that nothing in its path leads elsewhere.
check_dir() {
  DIR=${COOPERAGE_DIR:-.}
  DIR=${DIR%/}
  if [ "$DIR" != . ]; then
    inside_path "$DIR" || die "dir leaves the checkout: $DIR" 'give the directory of the spec, relative to the root of the repository'
    no_link_on_way . "$DIR" || die "a component of dir is a symbolic link: $DIR" 'give the real directory'
  fi
  # A name that begins with a dash must never become an option.
  DIR=./$DIR
  [ -d "$DIR" ] || die "the checkout has no directory $DIR" "correct the step's argument dir, or commit the directory"
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

# copy_script PATH: copies a file or directory of DIR into the context, with the modes that git would give.
copy_script() {
  case $1 in
    Dockerfile | rootfs.tar.gz) die "a script may not be called $1" 'rename it' ;;
  esac
  no_link_on_way "$DIR" "$1" || die "$DIR/$1 is or lies behind a symbolic link" 'name the real file'
  [ -e "$DIR/$1" ] || die "$DIR/$1 is missing" 'commit it'
  script_odd=$(find "$DIR/$1" ! -type f ! -type d -print | head -n 1)
  [ -z "$script_odd" ] || die "$script_odd is neither a file nor a directory" 'replace it by a file'
  refuse_newlines "$DIR/$1"
  mkdir -p "$CONTEXT/$(dirname "$1")"
  cp -R "$DIR/$1" "$CONTEXT/$(dirname "$1")/"
}

# settle_context: gives all that was copied one time and modes that depend on git's exec bit only.
settle_context() {
  find "$CONTEXT" -type d -exec chmod 755 {} +
  find "$CONTEXT" -type f -perm -100 -exec chmod 755 {} +
  find "$CONTEXT" -type f ! -perm -100 -exec chmod 644 {} +
  find "$CONTEXT" -exec touch -d @0 {} +
}

# make_context: the Dockerfile, the scripts, and the archive where there is something to archive.
make_context() {
  CONTEXT=$WORK/context
  rm -rf "$CONTEXT"
  mkdir "$CONTEXT"
  cp "$DIR/Dockerfile" "$CONTEXT/Dockerfile"
  : >"$TMP/entries"
  [ ! -e "$DIR/context.list" ] || read_list "$DIR/context.list"
  rootfs=''
  if [ -n "${COOPERAGE_ROOTFS:-}" ]; then
    rootfs=${COOPERAGE_ROOTFS%/}
    inside_path "$rootfs" || die "rootfs leaves the image's directory: $rootfs" "give a directory below $DIR"
    no_link_on_way "$DIR" "$rootfs" || die "rootfs is or lies behind a symbolic link: $rootfs" 'give the real directory'
    rootfs=$DIR/$rootfs
    [ -d "$rootfs" ] || die "the checkout has no directory $rootfs" 'commit at least one file in it (git keeps no empty directories), or take rootfs out of the spec'
  fi
  awk -F'\t' '$1 == "script" { print $5 }' "$TMP/entries" >"$TMP/scripts"
  while IFS= read -r script; do
    copy_script "$script"
  done <"$TMP/scripts"
  if [ -n "$rootfs" ] || grep -qv '^script' "$TMP/entries"; then
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
  why='rootfs, scripts or Dockerfile changed'
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
check_dir
check_same_commit
make_context
note_commit_time
INPUTS=$(inputs_digest "$CONTEXT" "$TMP/rootfs.tar" "$(state_get base-digest)")
state_put inputs "$INPUTS"
say "inputs $INPUTS"
decide
