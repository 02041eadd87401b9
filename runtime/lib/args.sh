# Parameters that people give: registry, namespace, name and tags, in the grammar of OCI references.
# https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests

COMPONENT='[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*'

# matches TEXT ERE: whether the whole of TEXT, which must be one line, matches.
matches() {
  case $1 in
    *"$NEWLINE"*) return 1 ;;
  esac
  printf '%s\n' "$1" | grep -Eqx -e "$2"
}

# legal_host TEXT: whether it is a host with an optional port, as it may stand in a reference.
legal_host() {
  [ "${#1}" -le 255 ] || return 1
  matches "$1" '([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[0-9A-Fa-f:]+\])(:[0-9]{1,5})?' || return 1
  case $1 in
    *]:* | [!\[]*:*) [ "${1##*:}" -ge 1 ] && [ "${1##*:}" -le 65535 ] ;;
  esac
}

# legal_repository TEXT: whether it is one or more path components of a repository's name.
legal_repository() {
  [ "${#1}" -le 255 ] && matches "$1" "$COMPONENT(/$COMPONENT)*"
}

# legal_tag TEXT: whether it is a tag.
legal_tag() {
  matches "$1" '[A-Za-z0-9_][A-Za-z0-9._-]{0,127}'
}

# legal_digest TEXT: whether it is a digest.
legal_digest() {
  matches "$1" 'sha256:[0-9a-f]{64}'
}

# check_registry: sets REGISTRY.
check_registry() {
  REGISTRY=${COOPERAGE_REGISTRY:-}
  [ -n "$REGISTRY" ] || die 'the parameter registry is empty' "give the registry's host, with its port where it needs one: registry.example.com:5000"
  legal_host "$REGISTRY" || die "the parameter registry is not a host: $(shown "$REGISTRY")" "give a host name or address with an optional port (1 to 65535), at most 255 characters, without https:// and without a path: registry.example.com:5000"
  case $REGISTRY in
    *.* | *:* | localhost) ;;
    # docker and buildah read a first part without dot and port as a namespace of Docker Hub.
    *) die "the parameter registry, $REGISTRY, has neither a dot nor a port, so docker takes it for a namespace of Docker Hub" "add the port: $REGISTRY:443" ;;
  esac
}

# check_repository: sets NAMESPACE, NAME and REPOSITORY (both together).
check_repository() {
  NAMESPACE=${COOPERAGE_NAMESPACE:-}
  NAME=${COOPERAGE_NAME:-}
  repository_rule="lower-case letters and digits, parted by '.', '_', '__' or '-', with '/' between components"
  if [ -n "$NAMESPACE" ]; then
    legal_repository "$NAMESPACE" ||
      die "the parameter namespace is not legal: $(shown "$NAMESPACE")" "$repository_rule, at most 255 characters; or leave it empty"
  fi
  [ -n "$NAME" ] || die 'the parameter image_name is empty' "give the repository's name: $repository_rule"
  legal_repository "$NAME" ||
    die "the parameter image_name is not legal: $(shown "$NAME")" "$repository_rule, at most 255 characters"
  REPOSITORY=${NAMESPACE:+$NAMESPACE/}$NAME
  [ "${#REPOSITORY}" -le 255 ] || die 'namespace and image_name together are longer than 255 characters' 'shorten one of them'
}

# tag_list TEXT PARAMETER: prints the tags of a list parted by blanks, one a line, each once.
tag_list() {
  [ "${#1}" -le 8192 ] || die "the parameter $2 is longer than 8192 characters" 'give fewer tags'
  case $1 in
    *[!A-Za-z0-9_.\ -]*) die "the parameter $2 holds a character that no tag may have: $(shown "$1")" "letters, digits, '_', '.' and '-', with a blank between two tags" ;;
  esac
  for tag in $1; do
    legal_tag "$tag" ||
      die "the parameter $2 holds a tag that is not legal: $(shown "$tag")" "at most 128 letters, digits, '_', '.' and '-', not '.' or '-' first"
  done
  printf '%s\n' "$1" | tr -s ' ' '\n' | awk '$0 != "" && !seen[$0]++'
}

# check_tags: sets TAGS, one a line, and TAG, the first.
check_tags() {
  tag_list "${COOPERAGE_TAG:-}" image_tag >"$TMP/tags"
  TAGS=$(cat "$TMP/tags")
  [ -n "$TAGS" ] || die 'the parameter image_tag is empty' 'give at least one tag'
  [ "$(printf '%s\n' "$TAGS" | wc -l)" -le 50 ] || die 'the parameter image_tag holds more than 50 tags' 'give fewer tags'
  TAG=${TAGS%%"$NEWLINE"*}
}

# check_parameters: all of them; sets IMAGE, the reference without its tag, too.
check_parameters() {
  check_registry
  check_repository
  check_tags
  case $REGISTRY/$NAMESPACE in
    docker.io/ | index.docker.io/) die 'the parameter namespace is empty, but Docker Hub keeps every image in one' 'give your account or organisation as namespace' ;;
  esac
  IMAGE=$REGISTRY/$REPOSITORY
}

# may_overwrite TAG: whether COOPERAGE_OVERWRITE (empty, true, or tags with a blank between) covers it.
may_overwrite() {
  case " ${COOPERAGE_OVERWRITE:-} " in
    ' true ' | *" $1 "*) return 0 ;;
  esac
  return 1
}

# parse_reference REFERENCE: sets REF_HOST, REF_REPOSITORY, REF_TAG and REF_DIGEST, normalised as docker does it:
# debian:12 is docker.io/library/debian:12.
parse_reference() {
  ref_rest=$1
  REF_DIGEST=''
  case $ref_rest in
    *@*)
      REF_DIGEST=${ref_rest#*@}
      ref_rest=${ref_rest%%@*}
      ;;
  esac
  REF_TAG=''
  case ${ref_rest##*/} in
    *:*)
      REF_TAG=${ref_rest##*:}
      ref_rest=${ref_rest%:*}
      ;;
  esac
  case $ref_rest in
    localhost/* | *.*/* | *:*/*)
      REF_HOST=${ref_rest%%/*}
      REF_REPOSITORY=${ref_rest#*/}
      case $REF_HOST in
        localhost | *.* | *:*) ;;
        *) # The dot or colon stood in a later part: team/app.web/x is on Docker Hub.
          REF_HOST=docker.io
          REF_REPOSITORY=$ref_rest
          ;;
      esac
      ;;
    *)
      REF_HOST=docker.io
      REF_REPOSITORY=$ref_rest
      ;;
  esac
  [ "$REF_HOST" != index.docker.io ] || REF_HOST=docker.io
  if [ "$REF_HOST" = docker.io ]; then
    case $REF_REPOSITORY in
      */*) ;;
      *) REF_REPOSITORY=library/$REF_REPOSITORY ;;
    esac
  fi
  [ -n "$REF_TAG$REF_DIGEST" ] || REF_TAG=latest
  if ! legal_host "$REF_HOST" || ! legal_repository "$REF_REPOSITORY" ||
    { [ -n "$REF_TAG" ] && ! legal_tag "$REF_TAG"; } || { [ -n "$REF_DIGEST" ] && ! legal_digest "$REF_DIGEST"; }; then
    die "the base image is not a legal reference: $(shown "$1")" 'write registry/namespace/name:tag, with @sha256:... where it is pinned'
  fi
}
