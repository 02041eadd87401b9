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
