# Build for several platforms, or for another than the builder's own: an image for each, and an index over them.
# Leaves: state/image, the image of the builder's own platform, for Test (empty where there is none), and state/index,
# what Push gives the registry.

# build_platforms_buildah ARGUMENT...: one build a platform, so that the log tells which one failed, then a list. With
# one platform the image itself is pushed.
build_platforms_buildah() {
  case " ${COOPERAGE_NEEDS:-} " in
    # buildah knows them in RUN, but FROM --platform takes them from its command line only.
    *' platform '*) set -- "$@" --build-arg "BUILDPLATFORM=$NATIVE" --build-arg BUILDOS=linux --build-arg "BUILDARCH=${NATIVE#linux/}" ;;
  esac
  if [ -e "$STATE/base-lists" ]; then
    while read -r base_reference base_list; do
      set -- "$@" --build-context "$base_reference=container-image://$base_list"
    done <"$STATE/base-lists"
  fi
  for platform in $PLATFORMS; do
    say "building for $platform"
    run_build buildah_child "$@" --platform "$platform" --tag "$(platform_image "$platform")"
  done
  state_put image ''
  if is_in_platforms; then state_put image "$(platform_image "$NATIVE_ASKED")"; fi
  case $PLATFORMS in
    *"$NEWLINE"*) ;;
    *)
      state_put index "$(platform_image "$PLATFORMS")"
      return 0
      ;;
  esac
  buildah_own manifest create localhost/cooperage-build:index >/dev/null
  for platform in $PLATFORMS; do
    buildah_own manifest add localhost/cooperage-build:index "$(platform_image "$platform")" >/dev/null
  done
  state_put index localhost/cooperage-build:index
}

# platform_image PLATFORM: prints the name of its image in the build's own store.
platform_image() {
  printf 'localhost/cooperage-build:%s\n' "$(printf '%s' "$1" | tr '/' '-')"
}

# build_platforms_docker ARGUMENT...: by buildx, which alone can, to an OCI layout on disk: nothing is pushed
# before Test. The image of the daemon's own platform is loaded into the daemon too: its layers come from the cache.
build_platforms_docker() {
  [ "$DOCKER_BUILDX" = yes ] || die 'docker has no buildx on this agent' 'let Verify run on the agent that builds'
  say "building for $(printf '%s' "$PLATFORMS" | tr '\n' ' ')"
  run_build run_child docker buildx build "$@" --platform "$(printf '%s' "$PLATFORMS" | tr '\n' ',')" --output type=oci,dest=image.tar
  rm -rf "$WORK/layout"
  mkdir "$WORK/layout"
  tar -C "$WORK/layout" -xf "$WORK/image.tar" || die 'what buildx wrote is no OCI layout' 'see the lines above'
  rm -f "$WORK/image.tar"
  state_put index "$WORK/layout"
  state_put image ''
  is_in_platforms || return 0
  run_build run_child docker buildx build "$@" --platform "$NATIVE_ASKED" --load --tag "$local_tag"
  state_put image "$(cat "$TMP/image-id")"
}
