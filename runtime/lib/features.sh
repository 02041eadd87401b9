# Whether the builder can do what the Dockerfile asks for.
# Where the limits come from: Docker's notes on each Dockerfile frontend and the BuildKit that each engine brings
# (https://docs.docker.com/build/buildkit/dockerfile-release-notes/), and buildah's changelog.

# check_needs: COOPERAGE_NEEDS against the builder.
check_needs() {
  for need in ${COOPERAGE_NEEDS:-}; do
    need_name=$(need_name "$need")
    "need_of_$BUILDER" "$need"
  done
}

# need_name NEED: prints it as people know it; dies where this version has never heard of it.
need_name() {
  case $1 in
    mounts) echo 'RUN with mounts' ;;
    heredoc) echo 'heredocs' ;;
    start-interval) echo 'HEALTHCHECK --start-interval' ;;
    security | network) echo "RUN --$1" ;;
    chmod | link | exclude) echo "COPY or ADD --$1" ;;
    parents) echo 'COPY --parents' ;;
    checksum | keep-git-dir | unpack) echo "ADD --$1" ;;
    platform) echo 'FROM --platform' ;;
    frontend) echo 'a frontend of its own (# syntax)' ;;
    emulation) echo 'RUN for other platforms' ;;
    *) die "the step asks for a feature that this version of the library does not know: $(shown "$1")" 'compile the specs with the cooper that the library comes from' ;;
  esac
}

# need_of_docker NEED: dies where docker lacks it. A frontend that the Dockerfile names brings the syntax, but neither
# what the daemon does nor entitlements.
need_of_docker() {
  case $1 in
    mounts | frontend | platform) docker_built_in 18.09 0.3 ;;
    chmod) docker_syntax 20.10 0.8 ;;
    heredoc | link | network) docker_syntax 23.0 0.10 ;;
    checksum | keep-git-dir) docker_syntax 25.0 0.12 ;;
    start-interval)
      docker_syntax 25.0 0.12
      # The check itself is the daemon's, whatever builds the image.
      version_at_least "$DOCKER_SERVER" 25.0 || lacks 'a docker daemon from 25.0 on'
      ;;
    unpack) docker_syntax 28.3 0.23 ;;
    exclude) docker_syntax 28.5 0.25 ;;
    parents) docker_syntax 29.1 0.26 ;;
    security)
      docker_syntax 29.1 0.26
      [ "$DOCKER_BUILDX" = yes ] || lacks 'the buildx plugin and a BuildKit that allows security.insecure'
      ;;
    emulation) check_emulation ;;
  esac
}

# docker_built_in DOCKER BUILDKIT: dies unless BuildKit is usable in at least these versions: the daemon's own, or, with
# a buildx builder beside the daemon, that builder's.
docker_built_in() {
  docker_enough=$DOCKER_BUILDKIT_USABLE
  if [ -n "$BUILDX_BUILDKIT" ]; then
    version_at_least "$BUILDX_BUILDKIT" "$2" || docker_enough=no
  else
    version_at_least "$DOCKER_SERVER" "$1" || docker_enough=no
  fi
  [ "$docker_enough" = yes ] || lacks "a docker daemon from $1 on (or a buildx builder with BuildKit $2) with BuildKit usable: by the buildx plugin, or by a client before 23.0"
}

# docker_syntax DOCKER BUILDKIT: the same for what is syntax alone, which a frontend of the Dockerfile's own brings.
docker_syntax() {
  case " ${COOPERAGE_NEEDS:-} " in
    *' frontend '*) docker_built_in 18.09 0.3 ;;
    *) docker_built_in "$@" ;;
  esac
}

# need_of_buildah NEED: dies where buildah lacks it. It has no frontends, so a line # syntax means nothing to it.
need_of_buildah() {
  case $1 in
    chmod) buildah_from 1.20 ;;
    mounts) buildah_from 1.24 ;;
    platform)
      # Older ones let the platform of one stage go over to the later ones, so that an image gets another one's base.
      if [ -n "$PLATFORMS" ]; then buildah_from 1.40; else buildah_from 1.26; fi
      ;;
    network)
      buildah_from 1.30
      # Said, not refused: --network=host is what this isolation does anyway.
      case ${BUILDAH_ISOLATION:-chroot} in
        chroot) warn "buildah's isolation chroot has the agent's network: RUN --network=none would not part from it. BUILDAH_ISOLATION=rootless or oci does" ;;
      esac
      ;;
    heredoc | checksum) buildah_from 1.33 ;;
    start-interval) buildah_from 1.37 ;;
    exclude) buildah_from 1.38 ;;
    parents) buildah_from 1.40 ;;
    link) buildah_from 1.41 ;;
    keep-git-dir | unpack | security) lacks 'docker with BuildKit: no buildah has it' ;;
    frontend) ;;
    emulation) check_emulation ;;
  esac
}

# buildah_from VERSION: dies where buildah is older.
buildah_from() {
  version_at_least "$BUILDAH_VERSION" "$1" || lacks "buildah $1 or later"
}

# lacks REMEDY: the builder can't do what the Dockerfile asks for.
lacks() {
  lacks_version=${BUILDAH_VERSION:-${DOCKER_CLIENT:-} with daemon ${DOCKER_SERVER:-}}
  [ -z "${BUILDX_BUILDKIT:-}" ] || lacks_version="$lacks_version and BuildKit $BUILDX_BUILDKIT"
  die "the Dockerfile uses $need_name, which $BUILDER $lacks_version on this agent cannot build" "use $1; or write the spec without it"
}
