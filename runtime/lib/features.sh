# What the agent must have: tools, a builder that answers, and a builder that can do what the Dockerfile asks for.

# check_tools: GNU tar, gzip, curl and the builder.
check_tools() {
  for tool in awk base64 cut date gzip od sed sha256sum tail tar timeout tr curl "$BUILDER"; do
    command -v "$tool" >/dev/null 2>&1 || die "$tool is not installed on this agent${NODE_NAME:+ ($NODE_NAME)}" "install $tool on the agent, or let the pipeline run on another one"
  done
  check_gnu_tar
  if [ "$BUILDER" = docker ]; then
    docker_probe || die "the docker daemon does not answer at ${DOCKER_HOST:-its default address}: $(tail -n 1 "$TMP/docker-error")" "start the daemon, or let the agent's user reach it (the group docker), or set DOCKER_HOST"
    say "docker $DOCKER_CLIENT, daemon $DOCKER_SERVER, BuildKit usable: $DOCKER_BUILDKIT_USABLE"
  else
    BUILDAH_VERSION=$(buildah --version | sed -n 's/^buildah version \([0-9][0-9.]*\).*/\1/p')
    [ -n "$BUILDAH_VERSION" ] || die 'buildah does not tell its version' 'see that buildah works on the agent: buildah --version'
    say "buildah $BUILDAH_VERSION"
    buildah_own images --quiet >/dev/null 2>"$TMP/buildah-error" || die "buildah cannot make its store: $(tail -n 1 "$TMP/buildah-error")" 'a user who is not root needs a range in /etc/subuid and /etc/subgid, and newuidmap'
    if grep -q 'no subuid ranges' "$TMP/buildah-error"; then
      warn "this agent's user has no range in /etc/subuid and /etc/subgid: an image with files of other users than root cannot be built here"
    fi
  fi
}

# check_gnu_tar: only GNU tar can make an archive with the same bytes everywhere.
check_gnu_tar() {
  case $(tar --version 2>/dev/null || :) in
    *'GNU tar'*) ;;
    *) die "the tar of this agent is not GNU tar" 'install GNU tar 1.28 or later and let it come first in PATH: other tars cannot make an archive whose bytes are the same everywhere' ;;
  esac
  tar_version=$(tar --version | sed -n '1s/.* \([0-9][0-9.]*\).*/\1/p')
  version_at_least "$tar_version" 1.28 || die "GNU tar $tar_version is too old" 'install GNU tar 1.28 or later: older ones cannot sort'
}

# check_needs: COOPERAGE_NEEDS against the builder.
check_needs() {
  for need in ${COOPERAGE_NEEDS:-}; do
    case $BUILDER:$need in
      docker:mounts)
        [ "$DOCKER_BUILDKIT_USABLE" = yes ] || lacks 'RUN with mounts' 'a docker with BuildKit: a daemon from 18.09 on, and either a client before 23.0 or the buildx plugin'
        ;;
      docker:heredoc)
        docker_buildkit_from 23.0 || lacks 'heredocs' 'a docker daemon from 23.0 on with BuildKit (the buildx plugin)'
        ;;
      docker:start-interval)
        docker_buildkit_from 25.0 || lacks 'HEALTHCHECK --start-interval' 'a docker daemon from 25.0 on with BuildKit (the buildx plugin)'
        ;;
      docker:frontend)
        [ "$DOCKER_BUILDKIT_USABLE" = yes ] || lacks 'a frontend of its own (# syntax)' 'a docker with BuildKit: a daemon from 18.09 on, and either a client before 23.0 or the buildx plugin'
        ;;
      docker:security)
        [ "$DOCKER_BUILDX" = yes ] || lacks 'RUN --security' 'the buildx plugin and a BuildKit that allows security.insecure'
        ;;
      buildah:mounts) version_at_least "$BUILDAH_VERSION" 1.24 || lacks 'RUN with mounts' 'buildah 1.24 or later' ;;
      buildah:heredoc) version_at_least "$BUILDAH_VERSION" 1.33 || lacks 'heredocs' 'buildah 1.33 or later' ;;
      buildah:start-interval) version_at_least "$BUILDAH_VERSION" 1.36 || lacks 'HEALTHCHECK --start-interval' 'buildah 1.36 or later' ;;
      buildah:security) lacks 'RUN --security' 'docker with the buildx plugin: buildah has no such thing' ;;
      *) die "the step asks for a feature that this version of the library does not know: $(shown "$need")" 'compile the specs with the cooper that the library comes from' ;;
    esac
  done
}

# docker_buildkit_from VERSION: whether BuildKit is usable in a daemon of at least this version.
docker_buildkit_from() {
  [ "$DOCKER_BUILDKIT_USABLE" = yes ] && version_at_least "$DOCKER_SERVER" "$1"
}

# lacks FEATURE REMEDY: the builder can't do what the Dockerfile asks for.
lacks() {
  lacks_version=${BUILDAH_VERSION:-${DOCKER_CLIENT:-} with daemon ${DOCKER_SERVER:-}}
  die "the Dockerfile uses $1, which $BUILDER $lacks_version on this agent cannot build" "use $2; or write the spec without it"
}
