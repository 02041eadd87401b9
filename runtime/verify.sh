# Verify: can this build succeed at all? Asked before anything is built: the tools, the registry, the account and its
# right to push, the project, the tags, the base images.
# Runs after: lib.sh lib/args.sh lib/json.sh lib/registry.sh lib/manifest.sh lib/project.sh lib/builder.sh lib/platforms.sh lib/emulation.sh lib/tools.sh lib/features.sh lib/base.sh lib/base-pull.sh
# Input: COOPERAGE_REGISTRY _NAMESPACE _NAME _TAG _BASE _BASES _BUILDER _PLATFORMS _KIND _OVERWRITE _API_URL _PLAIN_HTTP
#        _NEEDS _RETRIES _TO _WORK, REGISTRY_ACCESS_USR, REGISTRY_ACCESS_PSW
# Leaves: state/started base-name base-digest bases tags-free tags-taken existing-inputs builder

STAGE=Verify
AT_END=docker_config_close

# reap_siblings: removes what dead builds of this workspace left. A build that still runs has its process id in `pid`.
reap_siblings() {
  for sibling in "${WORK%/*}"/*; do
    if [ "$sibling" = "$WORK" ] || [ -L "$sibling" ] || [ ! -e "$sibling/.cooperage" ]; then continue; fi
    # In a directory that everybody may write, like /tmp, only what is ours.
    [ -n "$(find "$sibling" -prune -user "$(id -u)" 2>/dev/null)" ] || continue
    if [ -e "$sibling/pid" ] && kill -0 "$(cat "$sibling/pid")" 2>/dev/null; then continue; fi
    say "removing what an earlier build left in $sibling"
    work_remove "$sibling"
  done
}

# check_registry_answers: the registry is there, and is one.
check_registry_answers() {
  if registry_open "$REGISTRY" "$ACCOUNT" "$PASSWORD"; then
    say "registry $REGISTRY answers (${R_BASE%%:*})"
    return 0
  fi
  case $HTTP_CODE in
    000) die "the registry $REGISTRY cannot be reached: $(http_problem)" "correct the parameter registry, or have the registry started, or set publish.plainHttp where it speaks no TLS" ;;
    5??) die "the registry $REGISTRY is out of order: $(http_problem)" 'try again later, or ask who runs the registry' ;;
    *) die "$REGISTRY is no container registry: $(http_problem) at /v2/" 'correct the parameter registry' ;;
  esac
}

# check_account: the credentials are right. Said before any project is looked at, so that a wrong password is never
# taken for a missing project.
check_account() {
  if [ -z "$PASSWORD" ]; then
    say 'no credentials: going on as an anonymous client'
  elif [ "$R_AUTH" = none ]; then
    say "the registry asks for no account; $ACCOUNT is not used"
  elif registry_accepts_account; then
    say "the registry accepts the account $ACCOUNT"
  else
    case $HTTP_CODE in
      401 | 403) die "the registry $REGISTRY does not accept the account $ACCOUNT with this password ($(http_problem))" "correct the Jenkins credentials that publish.credentialsId names" ;;
      *) die "the account $ACCOUNT could not be checked at $REGISTRY: $(http_problem)" 'try again later, or ask who runs the registry' ;;
    esac
  fi
}

# check_push_right: starts an upload and takes it back; nothing else tells for sure.
check_push_right() {
  registry_request POST "$REPOSITORY/blobs/uploads/" pull,push "$REPOSITORY" 'data = ""'
  case $HTTP_CODE in
    202) ;;
    401 | 403)
      case ${COOPERAGE_KIND:-} in
        harbor) push_help="have a project administrator give ${ACCOUNT:-it} the role Developer in the project ${NAMESPACE%%/*}, or a robot account the right 'Push Repository'" ;;
        gitlab) push_help="give ${ACCOUNT:-it} the role Developer in the project, or a token with write_registry" ;;
        *) push_help="give ${ACCOUNT:-it} the right to push there. If the project ${NAMESPACE:-of that name} does not exist yet, create it: a registry of this kind does not tell the two apart (publish.kind harbor or gitlab does)" ;;
      esac
      [ -n "$PASSWORD" ] || push_help="set publish.credentialsId to the Jenkins credentials of an account that may push; $push_help"
      die "$WHO may not push to $REPOSITORY at $REGISTRY: the right push is missing ($(http_problem))" "$push_help"
      ;;
    404) die "the registry $REGISTRY knows no place for $REPOSITORY ($(http_problem))" "create the project ${NAMESPACE:-$NAME}, or correct the parameters namespace and image_name" ;;
    405 | 501) die "the registry $REGISTRY takes no pushes ($(http_problem))" 'it is a mirror or read-only: correct the parameter registry' ;;
    *) die "a push to $REPOSITORY at $REGISTRY could not be started: $(http_problem)" 'try again later, or ask who runs the registry' ;;
  esac
  # Behind a proxy the address may name another scheme or host; the path is what counts.
  upload=$(http_header location | sed 's,^https*://[^/]*,,')
  case $upload in
    /v2/?*) registry_request DELETE "${upload#/v2/}" pull,push "$REPOSITORY" ;;
  esac
  say "$WHO may push to $REPOSITORY"
}

# check_tags_free: parts the tags into free ones (or such as may be moved) and taken ones, and notes what a taken one
# holds. Prepare decides whether that is the very content of this build.
check_tags_free() {
  for tag in $TAGS; do
    if manifest_get "$REPOSITORY" "$tag"; then
      if may_overwrite "$tag"; then
        say "tag $tag is taken and will be moved (overwrite)"
        printf '%s\n' "$tag" >>"$STATE/tags-free"
        continue
      fi
      note_taken "$tag"
      continue
    fi
    case $HTTP_CODE in
      404)
        say "tag $tag is free"
        printf '%s\n' "$tag" >>"$STATE/tags-free"
        ;;
      401 | 403) die "$WHO may not pull from $REPOSITORY at $REGISTRY, so whether the tag $tag is free can't be seen ($(http_problem))" "give ${ACCOUNT:-it} the right pull as well as push" ;;
      *) die "whether the tag $tag of $REPOSITORY is free could not be asked: $(http_problem)" 'try again later, or ask who runs the registry' ;;
    esac
  done
}

# note_taken TAG: after manifest_get.
note_taken() {
  taken_digest=$MANIFEST_DIGEST
  taken_inputs=''
  if image_config "$REPOSITORY"; then
    taken_inputs=$(image_label io.cooperage.inputs)
  fi
  if ! legal_digest "$taken_inputs"; then
    die "the tag $1 of $REPOSITORY at $REGISTRY is taken ($taken_digest) by an image that was not built from this spec" 'choose another tag, or allow the tag to be moved with publish.overwrite'
  fi
  taken_base=$(image_label org.opencontainers.image.base.digest)
  legal_digest "$taken_base" || taken_base=-
  say "tag $1 is taken, by a build of Cooperage"
  printf '%s\n' "$1" >>"$STATE/tags-taken"
  printf '%s\t%s\t%s\t%s\n' "$1" "$taken_inputs" "$taken_digest" "$taken_base" >>"$STATE/existing-inputs"
}

take_credentials
builder_name
work_open
check_parameters
reap_siblings
rm -f "$STATE/unchanged"
now_utc >"$STATE/started"
state_put builder "$BUILDER"
check_tools
check_platforms
check_platform_builder
check_needs
: >"$STATE/tags-free"
: >"$STATE/tags-taken"
: >"$STATE/existing-inputs"
if [ -n "${COOPERAGE_TO:-}" ]; then
  case $BUILDER:$COOPERAGE_TO in
    buildah:oci:?* | docker:docker-daemon) ;;
    *) die "$BUILDER cannot write to '$(shown "$COOPERAGE_TO")'" 'buildah writes oci:DIRECTORY, docker writes docker-daemon' ;;
  esac
  printf '%s\n' "$TAGS" >"$STATE/tags-free"
  say "the image goes to $COOPERAGE_TO: the registry $REGISTRY is not asked"
else
  check_registry_answers
  check_account
  check_project
  check_push_right
  check_tags_free
fi
check_bases
if [ -s "$STATE/tags-taken" ]; then
  say 'Prepare will tell whether the taken tags hold this very content'
else
  say "$IMAGE:$TAG can be built"
fi
