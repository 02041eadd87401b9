# The base image: its digest, and the image itself where only this stage has the credentials for it.

# check_base: leaves state/base-name and state/base-digest, and dies when nobody has the base image.
check_base() {
  state_put base-name ''
  state_put base-digest ''
  case ${COOPERAGE_BASE:-} in
    '' | scratch) return 0 ;;
  esac
  parse_reference "$COOPERAGE_BASE"
  base_reference=$REF_HOST/$REF_REPOSITORY${REF_TAG:+:$REF_TAG}${REF_DIGEST:+@$REF_DIGEST}
  state_put base-name "$base_reference"
  base_open
  base_answer=''
  if [ -n "$base_answer_open" ]; then
    base_answer=$base_answer_open
  elif manifest_digest "$REF_REPOSITORY" "${REF_DIGEST:-$REF_TAG}"; then
    state_put base-digest "$MANIFEST_DIGEST"
    say "base image $base_reference is $MANIFEST_DIGEST"
  else
    base_answer=$(http_problem)
  fi
  # The digest is all that is needed where no build will follow.
  if [ -n "$(state_get tags-taken)" ] && [ -z "$base_answer" ]; then return 0; fi
  "base_with_$BUILDER"
}

# base_open: opens the base's registry: with our credentials only when it is the one that they are for.
base_open() {
  base_answer_open=''
  BASE_CREDENTIALS=no
  case $REGISTRY in
    index.docker.io) base_target=docker.io ;;
    *) base_target=$REGISTRY ;;
  esac
  if [ "$REF_HOST" = "$base_target" ]; then
    [ -z "$PASSWORD" ] || BASE_CREDENTIALS=yes
    # Already open when the target has been checked.
    [ "${R_NAME:-}" != "$REGISTRY" ] || return 0
    registry_open "$REGISTRY" "$ACCOUNT" "$PASSWORD" || base_answer_open=$(http_problem)
  else
    registry_open "$REF_HOST" '' '' || base_answer_open=$(http_problem)
  fi
}

# base_missing: nobody has it.
base_missing() {
  base_who="an anonymous client"
  [ "$BASE_CREDENTIALS" = no ] || base_who=$WHO
  case $base_answer in
    *'HTTP 404'*) die "the base image $base_reference does not exist: $base_answer" "correct 'from', or build and push the base image first" ;;
    *'HTTP 401'* | *'HTTP 403'*) die "the base image $base_reference is not there for $base_who: $base_answer" "correct 'from', or have pull rights given (registries say the same for an image that is missing and for one that may not be seen)" ;;
    *) die "the base image $base_reference could not be looked up: $base_answer" 'correct its registry, or see that the agent can reach it' ;;
  esac
}

# base_with_docker: gets the daemon the very image that the registry has; where the registry has none, takes the one
# that the daemon has.
base_with_docker() {
  base_image=$base_reference
  [ "$BASE_CREDENTIALS" = no ] || docker_config_open "$ACCOUNT" "$PASSWORD" "$REGISTRY"
  if [ -z "$base_answer" ] || { [ -n "$REF_DIGEST$REF_TAG" ] && [ "$BASE_CREDENTIALS" = no ] && base_refused; }; then
    # Refused to an anonymous client is not refused to the agent's own account, which docker uses here.
    if with_retries pull_is_transient base_pull_docker; then
      base_digest=$(docker image inspect --format '{{range .RepoDigests}}{{println .}}{{end}}' "$base_image" | sed -n 's/.*@\(sha256:[0-9a-f]*\)$/\1/p' | sort -u)
      [ "$(printf '%s\n' "$base_digest" | wc -l)" -ne 1 ] || [ -z "$base_digest" ] || state_put base-digest "$base_digest"
      docker_config_close
      return 0
    fi
    [ -n "$base_answer" ] || die "docker could not pull the base image $base_reference: $(tail -n 1 "$TMP/retry-log")" "see that the docker daemon can reach $REF_HOST (for plain http: insecure-registries in its daemon.json)"
  fi
  docker_config_close
  base_id=$(docker image inspect --format '{{.Id}}' "$base_image" 2>/dev/null) || base_missing
  state_put base-digest "$base_id"
  say "base image $base_reference: $base_answer; taking the one that the docker daemon on this agent has, $base_id"
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
  if [ -n "$REF_DIGEST" ]; then base_image=$base_image@$REF_DIGEST; else base_image=$base_image:$REF_TAG; fi
  if ! with_retries pull_is_transient base_pull_buildah "$@"; then
    [ -z "$base_answer" ] || base_missing
    die "buildah could not pull the base image $base_reference: $(tail -n 1 "$TMP/retry-log")" "see that the agent can reach $REF_HOST"
  fi
  docker_config_close
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
