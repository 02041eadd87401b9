# What the agent must have: tools, and a builder that answers.

# check_tools: GNU tar, gzip, curl and the builder.
check_tools() {
  for tool in awk base64 cut date gzip od sed sha256sum tail tar timeout tr curl "$BUILDER"; do
    command -v "$tool" >/dev/null 2>&1 || die "$tool is not installed on this agent${NODE_NAME:+ ($NODE_NAME)}" "install $tool on the agent, or let the pipeline run on another one"
  done
  check_gnu_tar
  if [ "$BUILDER" = docker ]; then
    docker_probe || die "the docker daemon does not answer at ${DOCKER_HOST:-its default address}: $(tail -n 1 "$TMP/docker-error")" "start the daemon, or let the agent's user reach it (the group docker), or set DOCKER_HOST"
    say "docker $DOCKER_CLIENT, daemon $DOCKER_SERVER, BuildKit usable: $DOCKER_BUILDKIT_USABLE"
    docker_probe_buildx
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
