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
