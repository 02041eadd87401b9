# Push: gives the registry the image, all its tags, and looks whether they have arrived.
# Runs after: lib.sh lib/args.sh lib/json.sh lib/registry.sh lib/manifest.sh lib/builder.sh lib/platforms.sh lib/upload.sh lib/record.sh
# Input: COOPERAGE_REGISTRY _NAMESPACE _NAME _TAG _BUILDER _PLATFORMS _KIND _OVERWRITE _PLAIN_HTTP _RETRIES _TO _COMMIT
#        _SOURCE _JOB _BUILD _BUILD_URL _WORK, REGISTRY_ACCESS_USR, REGISTRY_ACCESS_PSW
# Leaves: build-record.json

STAGE=Push
AT_END=push_finish

# push_finish: no credentials outlive this stage, and no borrowed tag.
push_finish() {
  docker_config_close
  [ "${BUILDER:-}" != docker ] || docker_return_tag "$WORK"
}

# open_target: the registry, as in Verify.
open_target() {
  registry_open "$REGISTRY" "$ACCOUNT" "$PASSWORD" || die "the registry $REGISTRY cannot be used any more: $(http_problem)" 'try again later, or ask who runs the registry'
}

# recheck_tags: nobody can reserve a tag, so it is looked at again as late as possible. Sets nothing; dies when a tag
# that was free is taken now.
recheck_tags() {
  for tag in $(state_get tags-free); do
    may_overwrite "$tag" || recheck_tag "$tag"
  done
}

# recheck_tag TAG
recheck_tag() {
  if manifest_digest "$REPOSITORY" "$1"; then
    die "the tag $1 of $REPOSITORY was free when this build began, and is taken now ($MANIFEST_DIGEST)" 'another build pushed it meanwhile: build again, or choose another tag. Tags that the registry makes immutable are safe from this'
  fi
  [ "$HTTP_CODE" = 404 ] || die "whether the tag $1 is still free could not be asked: $(http_problem)" 'try again later'
}

# push_is_transient: whether the builder's words are about the network, and not about rights.
push_is_transient() {
  ! grep -Eqi 'unauthorized|authentication required|denied|forbidden|x509|http response to https' "$TMP/retry-log" &&
    grep -Eqi 'timeout|timed out|temporar|reset by peer|connection refused|EOF|broken pipe|too ?many ?requests|(status|code|http)[^0-9]{0,20}(429|50[0234])|bad gateway|service unavailable|no such host' "$TMP/retry-log"
}

# push_first: the first tag, by the builder; sets DIGEST.
push_first() {
  if [ "$BUILDER" = docker ] && [ -e "$STATE/index" ]; then
    upload_layout "$(state_get index)" "$TAG"
    return 0
  fi
  docker_config_open "$ACCOUNT" "$PASSWORD" "$REGISTRY"
  "push_with_$BUILDER"
  docker_config_close
  legal_digest "$DIGEST" || die "$BUILDER pushed, but told no digest" 'see the lines above'
}

# push_with_docker: sets DIGEST.
push_with_docker() {
  # The daemon pushes what has the reference as its tag; who had that tag before gets it back.
  borrowed=$(docker image inspect --format '{{.Id}}' "$IMAGE:$TAG" 2>/dev/null || :)
  printf '%s %s\n' "$IMAGE:$TAG" "$borrowed" >"$STATE/borrowed-tag"
  known=$(docker image inspect --format '{{join .RepoDigests " "}}' "$(state_get local-tag)")
  docker tag "$(state_get local-tag)" "$IMAGE:$TAG"
  with_retries push_is_transient push_docker || push_failed
  DIGEST=$(sed -n 's/.*digest: \(sha256:[0-9a-f]*\) size: .*/\1/p' "$TMP/retry-log" | tail -n 1)
  case " $known " in
    *" $IMAGE@$DIGEST "*) ;;
    *) state_put pushed-digest "$IMAGE@$DIGEST" ;;
  esac
  docker_return_tag "$WORK"
}

# push_docker: one try.
push_docker() {
  run_child docker push "$IMAGE:$TAG" >"$TMP/retry-log" 2>&1
}

# push_with_buildah: sets DIGEST.
push_with_buildah() {
  buildah_policy
  set -- --authfile "$WORK/docker/config.json" --signature-policy "$POLICY" --digestfile "$TMP/pushed-digest"
  case $R_BASE in
    http://*) set -- "$@" --tls-verify=false ;;
  esac
  with_retries push_is_transient push_buildah "$@" || push_failed
  DIGEST=$(cat "$TMP/pushed-digest")
}

# push_buildah OPTION...: one try.
push_buildah() {
  buildah_copy "docker://$IMAGE:$TAG" "$@"
}

# buildah_copy TO OPTION...: copies the image, or the index with all its images.
buildah_copy() {
  copy_to=$1
  shift
  copy_from=$(state_get index)
  case $copy_from in
    '') buildah_child push --quiet "$@" "$(state_get image)" "$copy_to" ;;
    *:index) buildah_child manifest push --all --quiet "$@" "$copy_from" "$copy_to" ;;
    *) buildah_child push --quiet "$@" "$copy_from" "$copy_to" ;;
  esac >"$TMP/retry-log" 2>&1
}

# push_failed: the builder's own words, and what they mean.
push_failed() {
  keep_output "$TMP/retry-log"
  last_lines "$TMP/retry-log" >&2
  push_help='see the lines above'
  if grep -qi 'http response to https' "$TMP/retry-log"; then
    push_help="$REGISTRY speaks no TLS: name it in insecure-registries of the docker daemon's daemon.json"
  elif grep -Eqi 'x509|certificate' "$TMP/retry-log"; then
    push_help="make the builder trust the registry's certificate: /etc/docker/certs.d/$REGISTRY/ca.crt"
  elif grep -Eqi 'unauthorized|denied|forbidden|authentication required' "$TMP/retry-log"; then
    push_help="give ${ACCOUNT:-it} the right push for $REPOSITORY; where the tag is immutable in the registry, choose another tag"
  fi
  die "$WHO could not push $IMAGE:$TAG" "$push_help"
}

# push_others DIGEST TAG...: gives an image that the registry has already further tags.
push_others() {
  [ "$#" -gt 1 ] || return 0
  manifest_get "$REPOSITORY" "$1" || die "the registry $REGISTRY does not give back what has just been pushed: $(http_problem)" 'ask who runs the registry'
  source_digest=$1 source_type=$MANIFEST_TYPE
  cp "$TMP/manifest" "$TMP/source"
  shift
  for tag; do
    manifest_put "$REPOSITORY" "$tag" "$TMP/source" "$source_type" || die "$WHO could not push the tag $tag of $REPOSITORY: $(http_problem)" "give ${ACCOUNT:-it} the right push; where the tag is immutable in the registry, choose another one"
    say "pushed $IMAGE:$tag ($source_digest)"
  done
}

# confirm DIGEST TAG...: the tags hold what was pushed, now and after a pause: of two builds that push one tag at one
# time, both succeed.
confirm() {
  confirm_digest=$1
  shift
  for round in now later; do
    for tag; do
      manifest_digest "$REPOSITORY" "$tag" || die "the tag $tag was pushed, but $(http_problem) when asked for it" 'ask who runs the registry'
      [ "$MANIFEST_DIGEST" = "$confirm_digest" ] || die "the tag $tag was pushed as $confirm_digest, but holds $MANIFEST_DIGEST now" 'another build pushed the same tag at the same time: see which one shall win, and build that one again'
    done
    [ "$round" = later ] || sleep 2
  done
}

# confirm_platforms DIGEST: what is at the registry has each platform that was asked for.
confirm_platforms() {
  case $PLATFORMS in
    *"$NEWLINE"*) ;;
    *) return 0 ;;
  esac
  manifest_get "$REPOSITORY" "$1" || die "the registry $REGISTRY does not give back what has just been pushed: $(http_problem)" 'ask who runs the registry'
  for platform in $PLATFORMS; do
    manifest_platforms | cut -d ' ' -f 1 | platform_among "$platform" || die "$IMAGE:$TAG was pushed ($1), but has no image for $platform" 'see the lines of Build'
  done
}

# push_unchanged: the registry has the image; it lacks at most some of its tags.
push_unchanged() {
  IFS=$TAB read -r kept_tag _ DIGEST _ <"$STATE/existing-inputs"
  manifest_digest "$REPOSITORY" "$kept_tag" || die "the tag $kept_tag is gone since this build began: $(http_problem)" 'build again'
  [ "$MANIFEST_DIGEST" = "$DIGEST" ] || die "the tag $kept_tag was moved since this build began" 'build again'
  missing=''
  for tag in $(state_get tags-free); do
    if manifest_digest "$REPOSITORY" "$tag" && [ "$MANIFEST_DIGEST" = "$DIGEST" ]; then continue; fi
    may_overwrite "$tag" || recheck_tag "$tag"
    missing="$missing $tag"
  done
  if [ -z "$missing" ]; then
    say "nothing to push: $IMAGE:$TAG holds this very content ($DIGEST)"
  else
    # shellcheck disable=SC2086 # tags hold no blanks
    push_others "$DIGEST" $missing
    # shellcheck disable=SC2086
    confirm "$DIGEST" $missing
  fi
  write_record unchanged
}

# push_elsewhere: an OCI layout on disk, or the engine's own store, in place of a registry.
push_elsewhere() {
  case $BUILDER:$COOPERAGE_TO in
    buildah:oci:?*) push_layout ;;
    docker:docker-daemon) keep_in_docker ;;
    *) die "$BUILDER cannot write to '$(shown "$COOPERAGE_TO")'" 'buildah writes oci:DIRECTORY, docker writes docker-daemon' ;;
  esac
  say "wrote $COOPERAGE_TO ($DIGEST)"
  write_record written
}

# push_layout: sets DIGEST.
push_layout() {
  buildah_policy
  layout=${COOPERAGE_TO#oci:}
  mkdir -p "$layout" || die "the folder $(shown "$layout") cannot be made" 'see the line above'
  for tag in $TAGS; do
    buildah_copy "$COOPERAGE_TO:$tag" --signature-policy "$POLICY" --digestfile "$TMP/pushed-digest" || layout_failed
  done
  DIGEST=$(cat "$TMP/pushed-digest")
}

# layout_failed: buildah's own words.
layout_failed() {
  last_lines "$TMP/retry-log" >&2
  die "the OCI layout $(shown "$COOPERAGE_TO") could not be written" 'see the lines above'
}

# keep_in_docker: the engine keeps the image under the names that a registry would have; sets DIGEST to its id, for a
# manifest exists only at a registry.
keep_in_docker() {
  for tag in $TAGS; do
    docker tag "$(state_get local-tag)" "$IMAGE:$tag"
  done
  DIGEST=$(docker image inspect --format '{{.Id}}' "$(state_get local-tag)")
}

take_credentials
work_after Prepare inputs
builder_name
check_parameters
check_platforms
if [ ! -e "$STATE/unchanged" ] && [ -z "$(state_get image)$(state_get index)" ]; then
  die 'Build has not run in this build' 'call imageBuild before imagePush'
fi
if [ -n "${COOPERAGE_TO:-}" ]; then
  push_elsewhere
  exit 0
fi
open_target
if [ -e "$STATE/unchanged" ]; then
  push_unchanged
  exit 0
fi
recheck_tags
push_first
say "pushed $IMAGE:$TAG ($DIGEST)"
# shellcheck disable=SC2046 # tags hold no blanks
push_others "$DIGEST" $(printf '%s\n' "$TAGS" | sed 1d)
# shellcheck disable=SC2086
confirm "$DIGEST" $TAGS
confirm_platforms "$DIGEST"
write_record pushed
