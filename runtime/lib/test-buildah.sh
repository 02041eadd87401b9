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
