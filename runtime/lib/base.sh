# The base images: their digests, and the images themselves where only this stage has the credentials for them.

# check_bases: leaves state/base-name and state/base-digest (of the final stage's base), and state/bases, a line
# `reference digest` for each other image that the Dockerfile starts or copies from. Dies when nobody has one of them.
check_bases() {
  state_put base-name ''
  state_put base-digest ''
  rm -f "$STATE/bases" "$STATE/base-lists"
  case ${COOPERAGE_BASE:-} in
    '' | scratch) ;;
    *)
      find_base "$COOPERAGE_BASE"
      state_put base-name "$base_reference"
      state_put base-digest "$base_digest"
      ;;
  esac
  [ -n "${COOPERAGE_BASES:-}" ] || return 0
  printf '%s\n' "$COOPERAGE_BASES" | tr -s ' ' '\n' | sed '/^$/d' >"$TMP/bases"
  # From a descriptor of its own: what a builder runs must not read the list.
  while IFS= read -r base_other <&3; do
    find_base "$base_other"
    printf '%s %s\n' "$base_reference" "${base_digest:--}" >>"$STATE/bases"
  done 3<"$TMP/bases"
}

# find_base REFERENCE: sets base_reference (normalised) and base_digest; that one is empty where no registry tells it.
find_base() {
  base_given=$1
  parse_reference "$base_given"
  base_reference=$REF_HOST/$REF_REPOSITORY${REF_TAG:+:$REF_TAG}${REF_DIGEST:+@$REF_DIGEST}
  base_digest=''
  base_open
  base_answer='' base_platforms=''
  if [ -n "$base_answer_open" ]; then
    base_answer=$base_answer_open
  elif base_lookup; then
    base_digest=$MANIFEST_DIGEST
    say "base image $base_reference is $MANIFEST_DIGEST"
  else
    base_answer=$(http_problem)
  fi
  [ -z "$base_platforms" ] || base_check_platforms
  # The digest is all that is needed where no build will follow.
  if [ -n "$(state_get tags-taken)" ] && [ -z "$base_answer" ]; then return 0; fi
  "base_with_$BUILDER"
}

# base_lookup: sets MANIFEST_DIGEST, and, where platforms are asked for, base_platforms, those that the image has, one a
# line. Returns 1 where the registry does not give it; HTTP_CODE tells.
base_lookup() {
  if [ -z "$PLATFORMS" ]; then
    manifest_digest "$REF_REPOSITORY" "${REF_DIGEST:-$REF_TAG}" || return 1
    return 0
  fi
  manifest_get "$REF_REPOSITORY" "${REF_DIGEST:-$REF_TAG}" || return 1
  base_index_digest=$MANIFEST_DIGEST
  base_platforms=$(manifest_platforms | cut -d ' ' -f 1)
  if [ -z "$base_platforms" ] && image_config "$REF_REPOSITORY"; then base_platforms=$(config_platform); fi
  MANIFEST_DIGEST=$base_index_digest
}

# base_check_platforms: dies when the base lacks a platform. A stage with a platform of its own may do without those of
# the image: then Build tells.
base_check_platforms() {
  for platform in $PLATFORMS; do
    if printf '%s\n' "$base_platforms" | platform_among "$platform"; then continue; fi
    base_lacks="the base image $base_reference has no $platform; it has $(shown "$(printf '%s' "$base_platforms" | tr '\n' ' ')")"
    case " ${COOPERAGE_NEEDS:-} " in
      *' platform '*) say "$base_lacks" ;;
      *) die "$base_lacks" "take a base that has it, or take $platform out of 'platforms'" ;;
    esac
  done
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
