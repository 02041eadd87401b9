# Base images, fetched: by docker's daemon, or into the build's own store of buildah.

# base_with_docker: gets the daemon the very image that the registry has; where the registry has none, takes the one
# that the daemon has.
base_with_docker() {
  if [ -n "$PLATFORMS" ]; then
    base_with_buildx
    return 0
  fi
  base_image=$base_reference
  [ "$BASE_CREDENTIALS" = no ] || docker_config_open "$ACCOUNT" "$PASSWORD" "$REGISTRY"
  if [ -z "$base_answer" ] || { [ -n "$REF_DIGEST$REF_TAG" ] && [ "$BASE_CREDENTIALS" = no ] && base_refused; }; then
    # Refused to an anonymous client is not refused to the agent's own account, which docker uses here.
    if with_retries pull_is_transient base_pull_docker; then
      base_pulled=$(docker image inspect --format '{{range .RepoDigests}}{{println .}}{{end}}' "$base_image" | sed -n 's/.*@\(sha256:[0-9a-f]*\)$/\1/p' | sort -u)
      [ "$(printf '%s\n' "$base_pulled" | wc -l)" -ne 1 ] || [ -z "$base_pulled" ] || base_digest=$base_pulled
      docker_config_close
      return 0
    fi
    [ -n "$base_answer" ] || die "docker could not pull the base image $base_reference: $(tail -n 1 "$TMP/retry-log")" "see that the docker daemon can reach $REF_HOST (for plain http: insecure-registries in its daemon.json)"
  fi
  docker_config_close
  base_digest=$(docker image inspect --format '{{.Id}}' "$base_image" 2>/dev/null) || base_missing
  say "base image $base_reference: $base_answer; taking the one that the docker daemon on this agent has, $base_digest"
}

# base_with_buildx: a buildx builder pulls bases itself, in Build, where no credentials of ours are.
base_with_buildx() {
  [ -z "$base_answer" ] || base_refused || base_missing
  if [ -n "$base_answer" ] || [ "$BASE_CREDENTIALS" = yes ]; then
    warn "buildx will pull $base_reference in Build with the agent's own account, if it has one: where the base is not public, log that account in (docker login), or use the builder buildah"
  fi
}

# base_refused: whether the registry's answer was about rights.
base_refused() {
  case $base_answer in
    *'HTTP 401'* | *'HTTP 403'*) return 0 ;;
  esac
  return 1
}

# base_pull_docker: one try.
base_pull_docker() {
  run_child docker pull --quiet "$base_image" >"$TMP/retry-log" 2>&1
}

# base_with_buildah: pulls it to the build's own store, so that Build needs no credentials.
base_with_buildah() {
  buildah_policy
  set -- --policy always --signature-policy "$POLICY"
  if [ "$BASE_CREDENTIALS" = yes ]; then
    docker_config_open "$ACCOUNT" "$PASSWORD" "$REGISTRY"
    set -- "$@" --authfile "$WORK/docker/config.json"
  fi
  case $R_BASE in
    http://*) set -- "$@" --tls-verify=false ;;
  esac
  [ -z "$base_answer" ] || { [ "$BASE_CREDENTIALS" = no ] && base_refused; } || base_missing
  base_image=$REF_HOST/$REF_REPOSITORY
  if [ -n "$PLATFORMS" ]; then
    base_list_buildah "$@"
    docker_config_close
    return 0
  fi
  if [ -n "$REF_DIGEST" ]; then base_image=$base_image@$REF_DIGEST; else base_image=$base_image:$REF_TAG; fi
  base_fetch_buildah "$@"
  docker_config_close
}

# base_list_buildah OPTION...: pulls the base for each platform that it has and that is asked for, and for the builder's
# own where a stage names one; then makes a list of that name, from which buildah takes the right one. Pulled by digest:
# the name of what is pulled by tag would move from one platform's image to the next. A list can't have a name with a
# digest, and buildah takes any image that has it: such a one gets a name of ours, and state/base-lists says so.
base_list_buildah() {
  [ -n "$base_digest" ] || die "the base image $base_reference can only be pulled by this agent's own account, and its manifest is needed to build for several platforms: $base_answer" "take a base that the account of publish.credentialsId, or anybody, may pull"
  base_list=$base_image:$REF_TAG
  base_image=$base_image@$base_digest
  if [ -n "$REF_DIGEST" ]; then
    version_at_least "$BUILDAH_VERSION" 1.27 || die "buildah $BUILDAH_VERSION cannot take $base_reference for each platform" 'use buildah 1.27 or later; or name the base by its tag alone'
    base_list=localhost/cooperage-base:${REF_DIGEST#sha256:}
    printf '%s %s\n' "$base_given" "$base_list" >>"$STATE/base-lists"
  fi
  buildah_own manifest rm "$base_list" >/dev/null 2>&1 || :
  buildah_own manifest create "$base_list" >/dev/null || die "buildah cannot make the list $base_list" 'see the lines above'
  base_wanted=$PLATFORMS
  case " ${COOPERAGE_NEEDS:-} " in
    *' platform '*) is_in_platforms || base_wanted="$PLATFORMS $NATIVE" ;;
  esac
  for platform in $base_wanted; do
    printf '%s\n' "$base_platforms" | platform_among "$platform" || continue
    base_fetch_buildah --platform "$platform" "$@"
    base_id=$(grep -Ex '[0-9a-f]{64}' "$TMP/retry-log" | tail -n 1)
    buildah_own manifest add "$base_list" "$base_id" >/dev/null || die "buildah cannot add $platform to the list $base_list" 'see the lines above'
  done
}

# base_fetch_buildah OPTION...: pulls base_image, and tries again on transient faults.
base_fetch_buildah() {
  if with_retries pull_is_transient base_pull_buildah "$@"; then return 0; fi
  [ -z "$base_answer" ] || base_missing
  die "buildah could not pull the base image $base_reference: $(tail -n 1 "$TMP/retry-log")" "see that the agent can reach $REF_HOST"
}

# base_pull_buildah OPTION...: one try.
base_pull_buildah() {
  buildah_child pull --quiet "$@" "docker://$base_image" >"$TMP/retry-log" 2>&1
}

# pull_is_transient: whether the builder's words are about the network, and not about the image or the account.
pull_is_transient() {
  grep -Eqi 'timeout|timed out|temporar|reset by peer|unexpected EOF|broken pipe|too ?many ?requests|(status|code|http)[^0-9]{0,20}(429|50[0234])|bad gateway|service unavailable' "$TMP/retry-log" &&
    ! grep -Eqi 'unauthorized|denied|forbidden|not found|manifest unknown' "$TMP/retry-log"
}
