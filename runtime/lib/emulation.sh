# Whether the builder can make images for other platforms than its own.

# Where Linux keeps what it hands to emulators.
BINFMT=/proc/sys/fs/binfmt_misc

# docker_probe_buildx: after docker_probe, sets BUILDX_DRIVER, and BUILDX_BUILDKIT, the version of a builder that is not
# the daemon itself; both are empty without buildx. Leaves buildx' own words in $TMP/buildx.
docker_probe_buildx() {
  BUILDX_DRIVER='' BUILDX_BUILDKIT=''
  : >"$TMP/buildx"
  [ "$DOCKER_BUILDX" = yes ] || return 0
  docker buildx inspect --bootstrap >"$TMP/buildx" 2>"$TMP/docker-error" || die "buildx has no builder that works: $(tail -n 1 "$TMP/docker-error")" 'see: docker buildx ls; a new one: docker buildx create --driver docker-container --use'
  BUILDX_DRIVER=$(sed -n 's/^Driver:[[:blank:]]*//p' "$TMP/buildx" | head -n 1)
  [ "$BUILDX_DRIVER" = docker ] || BUILDX_BUILDKIT=$(sed -n 's/^Build[Kk]it\( version\)\{0,1\}:[[:blank:]]*v\{0,1\}//p' "$TMP/buildx" | head -n 1)
}

# check_platform_builder: whether docker can build for several platforms, or for another than its own: buildx with an
# OCI layout as output can, with any builder but the daemon itself, unless that keeps its images as containerd does.
# https://docs.docker.com/build/building/multi-platform/
check_platform_builder() {
  if [ "$BUILDER" != docker ] || [ -z "$PLATFORMS" ]; then return 0; fi
  [ "$DOCKER_BUILDX" = yes ] || die "docker $DOCKER_CLIENT on this agent cannot build for $(printf '%s' "$PLATFORMS" | tr '\n' ' ')" 'install the buildx plugin, or use the builder buildah'
  [ "$BUILDX_DRIVER" = docker ] || return 0
  docker info --format '{{.DriverStatus}}' 2>/dev/null | grep -q io.containerd.snapshotter || die "the buildx builder on this agent is the docker daemon itself, which cannot build for $(printf '%s' "$PLATFORMS" | tr '\n' ' ')" "make another one (docker buildx create --driver docker-container --use), or have the daemon keep images in containerd's store, or use the builder buildah"
}

# check_emulation: whether what RUN starts can run for each platform.
check_emulation() {
  for platform in $PLATFORMS; do
    is_native "$platform" || [ "$NATIVE:$platform" = linux/amd64:linux/386 ] || "emulates_with_$BUILDER" "$platform" ||
      die "RUN for $platform needs an emulator, and this agent${NODE_NAME:+ ($NODE_NAME)} has none for it" "install one that Linux finds by binfmt_misc, with the flag F: qemu-user-static and binfmt-support, or: docker run --privileged --rm tonistiigi/binfmt --install all. Or build on an agent of that platform, or take $platform out of 'platforms'"
  done
}

# emulates_with_docker PLATFORM: whether the buildx builder lists it: that may be on another machine.
emulates_with_docker() {
  sed -n 's/^Platforms:[[:blank:]]*//p' "$TMP/buildx" | tr -d ' *' | tr ',' '\n' | grep -Fqx -e "$1"
}

# emulates_with_buildah PLATFORM: whether an enabled entry matches programs of it: by the class, byte order and machine
# of their ELF header, for the entries' names differ. https://docs.kernel.org/admin-guide/binfmt-misc.html
emulates_with_buildah() {
  if [ ! -e "$BINFMT/status" ]; then
    # Containers do not see it, although its entries hold in them too.
    warn "whether this agent can run programs of $1 can't be seen, because $BINFMT is not mounted: if it can't, RUN will fail with 'Exec format error'"
    return 0
  fi
  case $1/ in
    linux/amd64/*) elf=0201:3e00 ;;
    linux/386/*) elf=0101:0300 ;;
    linux/arm64/*) elf=0201:b700 ;;
    linux/arm/*) elf=0101:2800 ;;
    linux/riscv64/*) elf=0201:f300 ;;
    linux/ppc64le/*) elf=0201:1500 ;;
    linux/s390x/*) elf=0202:0016 ;;
    linux/loong64/*) elf=0201:0201 ;;
    linux/mips64le/*) elf=0201:0800 ;;
    *) return 1 ;;
  esac
  for entry in "$BINFMT"/*; do
    if grep -qx enabled "$entry" && grep -q "^magic 7f454c46${elf%:*}[0-9a-f]\{24\}${elf#*:}" "$entry"; then return 0; fi
  done
  return 1
}
