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
