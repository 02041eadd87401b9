# Build: the image from the context that Prepare laid out, with this build's labels. No registry credentials here: what
# the Dockerfile runs could read them.
# Runs after: lib.sh lib/builder.sh lib/platforms.sh lib/build-args.sh lib/build-platforms.sh
# Input: COOPERAGE_BUILDER _PLATFORMS _NETWORK _FORMAT _SECRETS _BUILD_ARGS _NEEDS _SPEC _COMMIT _SOURCE _JOB _BUILD _TO
#        _WORK, and the variables that _SECRETS and _BUILD_ARGS name
# Leaves: state/image, state/index, state/local-tag, state/spec

STAGE=Build
AT_END=remove_secrets

# remove_secrets: no text of a secret outlives this stage.
remove_secrets() {
  rm -rf "$WORK/secrets"
}

# add_labels: puts the labels' file together, one key=value a line; values hold no newline.
add_labels() {
  {
    [ -z "${COOPERAGE_SOURCE:-}" ] || printf 'org.opencontainers.image.source=%s\n' "$(public_url "$COOPERAGE_SOURCE")"
    [ -z "${COOPERAGE_COMMIT:-}" ] || printf 'org.opencontainers.image.revision=%s\n' "$(one_line "$COOPERAGE_COMMIT")"
    base_name=$(state_get base-name)
    [ -z "$base_name" ] || printf 'org.opencontainers.image.base.name=%s\n' "$base_name"
    base_digest=$(state_get base-digest)
    [ -z "$base_digest" ] || printf 'org.opencontainers.image.base.digest=%s\n' "$base_digest"
    [ -z "${COOPERAGE_SPEC:-}" ] || printf 'io.cooperage.spec=%s\n' "$(one_line "$COOPERAGE_SPEC")"
    printf 'io.cooperage.inputs=%s\n' "$(state_get inputs)"
  } >"$TMP/labels"
}

# list_secrets: reads COOPERAGE_SECRETS (id=VARIABLE:kind with blanks between) into $TMP/secrets, one value of --secret
# a line. Texts go to files that this stage removes: not every builder takes a secret from the environment. The files
# are named relative to WORK, where the build runs: builders cut the value at each comma, and paths may hold some.
list_secrets() {
  : >"$TMP/secrets"
  [ -n "${COOPERAGE_SECRETS:-}" ] || return 0
  rm -rf "$WORK/secrets"
  mkdir -m 700 "$WORK/secrets"
  for secret in $COOPERAGE_SECRETS; do
    secret_id=${secret%%=*}
    secret_variable=${secret#*=}
    secret_kind=${secret_variable##*:}
    secret_variable=${secret_variable%:*}
    case $secret_id/$secret_variable in
      */[0-9]* | */ | [/.-]* | *[!A-Za-z0-9_./-]* | */*[!A-Za-z0-9_]*) die "the step's argument secrets is not legal: $secret" 'write id=VARIABLE:kind' ;;
    esac
    secret_value=$(printenv "$secret_variable" && echo x) || die "the secret $secret_id has no value: $secret_variable is not set" "bind it in the stage: environment { $secret_variable = credentials('...') }"
    secret_value=${secret_value%??}
    case $secret_kind in
      file)
        if [ ! -f "$secret_value" ] || [ ! -r "$secret_value" ]; then
          die "the secret $secret_id is no file that can be read" 'make its credentials of the kind "Secret file"'
        fi
        case $secret_value in
          /*) ;;
          *) secret_value=$PWD/$secret_value ;;
        esac
        ln -s "$secret_value" "$WORK/secrets/$secret_id"
        ;;
      text | usernamePassword) (umask 077 && printf '%s' "$secret_value" >"$WORK/secrets/$secret_id") ;;
      *) die "the secret $secret_id is of the unknown kind $secret_kind" 'file, text and usernamePassword are known' ;;
    esac
    # The builder has no use for it, and what it runs might look.
    unset secret_value "$secret_variable"
    printf 'id=%s,src=secrets/%s\n' "$secret_id" "$secret_id" >>"$TMP/secrets"
  done
}

# run_build COMMAND ARGUMENT...: adds what both builders take alike, and runs it in the context.
run_build() {
  while IFS= read -r label; do
    set -- "$@" --label "$label"
  done <"$TMP/labels"
  while IFS= read -r argument; do
    # With its value: a variable of the same name could be one that the builder itself reads, like PATH.
    set -- "$@" --build-arg "$argument"
  done <"$TMP/build-arguments"
  while IFS= read -r secret; do
    set -- "$@" --secret "$secret"
  done <"$TMP/secrets"
  case ${COOPERAGE_NETWORK:-} in
    '') ;;
    none | host) set -- "$@" --network "$COOPERAGE_NETWORK" ;;
    *) die "the network of the build is '$COOPERAGE_NETWORK'" 'none and host are known' ;;
  esac
  keeping "$@" --iidfile "$TMP/image-id" --file "$WORK/context/Dockerfile" "$WORK/context" ||
    die "the build failed with exit code $?" 'the lines above tell which instruction failed'
}

# build_docker: sets state/local-tag and state/image.
build_docker() {
  docker_probe || die "the docker daemon does not answer: $(tail -n 1 "$TMP/docker-error")" 'start it'
  local_tag=$(docker_tag_of_build)
  state_put local-tag "$local_tag"
  set --
  if [ "$DOCKER_BUILDKIT_USABLE" = yes ]; then
    DOCKER_BUILDKIT=1
    # An attestation would turn the image into an index that differs with each build.
    BUILDX_NO_DEFAULT_ATTESTATIONS=1
    export BUILDX_NO_DEFAULT_ATTESTATIONS
    set -- --progress plain
    case " ${COOPERAGE_NEEDS:-} " in
      *' security '*) set -- "$@" --allow security.insecure ;;
    esac
  else
    DOCKER_BUILDKIT=0
    [ ! -s "$TMP/secrets" ] || die 'the Dockerfile mounts secrets, which needs BuildKit' 'install the buildx plugin, or use buildah'
    set -- --rm --force-rm
  fi
  export DOCKER_BUILDKIT
  if [ -n "$PLATFORMS" ]; then
    build_platforms_docker "$@"
    return 0
  fi
  if [ "$DOCKER_BUILDX" = no ]; then set -- build "$@"; else set -- buildx build --load "$@"; fi
  run_build run_child docker "$@" --tag "$local_tag"
  state_put image "$(cat "$TMP/image-id")"
}

# build_buildah: sets state/image.
build_buildah() {
  buildah_policy
  image_format=${COOPERAGE_FORMAT:-oci}
  case $image_format in
    oci | docker) ;;
    *) die "the image's format is '$image_format'" 'oci and docker are known' ;;
  esac
  commit_time=$(state_get commit-time)
  # Without a cache of layers, which a store of one build has no use for.
  set -- build --layers=false --pull=false --signature-policy "$POLICY" --format "$image_format" --timestamp "${commit_time:-0}"
  if [ -n "$PLATFORMS" ]; then
    build_platforms_buildah "$@"
    return 0
  fi
  run_build buildah_child "$@" --tag localhost/cooperage-build:latest
  state_put image localhost/cooperage-build:latest
}

# A pipeline may bind them for all its stages.
unset REGISTRY_ACCESS REGISTRY_ACCESS_USR REGISTRY_ACCESS_PSW
work_after Prepare inputs
# Push puts it into the record.
state_put spec "$(one_line "${COOPERAGE_SPEC:-}")"
stop_if_unchanged
builder_name
state_put builder "$BUILDER"
check_platforms
rm -f "$STATE/index"
add_labels
build_arguments >"$TMP/build-arguments"
list_secrets
# What the builder prints may hold one of them, which Jenkins hides in this stage alone: Report shows no line of it.
[ ! -s "$TMP/secrets" ] || : >"$STATE/output-private"
say "building with $BUILDER"
cd "$WORK"
"build_$BUILDER"
say "built $(cat "$TMP/image-id")"
