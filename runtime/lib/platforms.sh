# Platforms: os/arch or os/arch/variant, as OCI and the builders write them.
# https://github.com/opencontainers/image-spec/blob/main/image-index.md

# check_platforms: checks COOPERAGE_PLATFORMS; sets NATIVE, the builder's own os/arch, and PLATFORMS, one a line, each
# once. It is empty for what needs nothing special: no platform is asked for, or the builder's own alone.
check_platforms() {
  PLATFORMS=''
  [ -n "${COOPERAGE_PLATFORMS:-}" ] || return 0
  native_platform
  case $COOPERAGE_PLATFORMS in
    "$NATIVE") return 0 ;;
    *[!a-z0-9_/\ ]*) die "the step's argument platforms is not legal: $(shown "$COOPERAGE_PLATFORMS")" 'write os/arch or os/arch/variant, with blanks between: linux/amd64 linux/arm64' ;;
  esac
  for platform in $COOPERAGE_PLATFORMS; do
    printf '%s\n' "$platform" | grep -Eqx 'linux/[a-z0-9_]+(/[a-z0-9_]+)?' || die "no image can be built for the platform $(shown "$platform")" 'write linux/arch or linux/arch/variant: linux/amd64, linux/arm64, linux/arm/v7'
  done
  PLATFORMS=$(printf '%s\n' "$COOPERAGE_PLATFORMS" | tr -s ' ' '\n' | awk '$0 != "" && !seen[$0]++')
  [ "$(printf '%s\n' "$PLATFORMS" | wc -l)" -le 20 ] || die 'more than 20 platforms are asked for' 'ask for fewer'
  # An engine keeps an image for its own platform.
  [ "${COOPERAGE_TO:-}" = docker-daemon ] || return 0
  is_in_platforms || die "docker-daemon keeps images for $NATIVE only, and none of the platforms is that one" 'push to a registry'
  PLATFORMS=''
}

# native_platform: sets NATIVE: of docker that of its daemon, which may be on another machine.
native_platform() {
  if [ "$BUILDER" = docker ]; then
    [ -n "${DOCKER_PLATFORM:-}" ] || docker_probe || die "the docker daemon does not answer: $(tail -n 1 "$TMP/docker-error")" 'start it'
    NATIVE=$DOCKER_PLATFORM
    return 0
  fi
  case $(uname -m) in
    x86_64) NATIVE=linux/amd64 ;;
    aarch64) NATIVE=linux/arm64 ;;
    arm*) NATIVE=linux/arm ;;
    i?86) NATIVE=linux/386 ;;
    loongarch64) NATIVE=linux/loong64 ;;
    # ppc64le, s390x and riscv64 have one name everywhere.
    *) NATIVE=linux/$(uname -m) ;;
  esac
}

# is_native PLATFORM: whether it is the builder's own, in any variant.
is_native() {
  case $1/ in
    "$NATIVE"/*) return 0 ;;
  esac
  return 1
}

# is_in_platforms: whether one of PLATFORMS is the builder's own; sets NATIVE_ASKED, as it is written there.
is_in_platforms() {
  for NATIVE_ASKED in $PLATFORMS; do
    if is_native "$NATIVE_ASKED"; then return 0; fi
  done
  NATIVE_ASKED=''
  return 1
}

# platform_among PLATFORM: whether one of the platforms on stdin serves it. As for builders, an older variant does too,
# and any where one of the two names none.
platform_among() {
  awk -F/ -v wanted="$1" '
    BEGIN { split(wanted, w, "/") }
    $1 == w[1] && $2 == w[2] && ($3 == "" || w[3] == "" || $3 <= w[3]) { found = 1 }
    END { exit !found }'
}
