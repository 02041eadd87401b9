#!/bin/sh
# Stands in for docker with a buildx builder, which no package of the test machines has: writes its arguments to
# $COMMANDS, one command a line, and builds by buildah what buildx would. Knows what the stage scripts ask of docker.
set -eu
printf '%s\n' "$*" >>"$COMMANDS"
own() { buildah --root "$COMMANDS.storage" --runroot "$COMMANDS.runroot" --storage-driver vfs "$@"; }

build() {
  platforms='' output='' iidfile='' file='' keep=''
  while [ "$#" -gt 1 ]; do
    case $1 in
      --platform) platforms=$2 ;;
      --output) output=${2#type=oci,dest=} ;;
      --iidfile) iidfile=$2 ;;
      --file) file=$2 ;;
      --label) own_labels="${own_labels:-}--label
$2
" ;;
      --load)
        keep=yes
        shift
        continue
        ;;
    esac
    shift 2
  done
  set -- "$1"
  while IFS= read -r word; do
    [ -z "$word" ] || set -- "$@" "$word"
  done <<END
${own_labels:-}
END
  context=$1
  shift
  own manifest rm localhost/list >/dev/null 2>&1 || :
  own manifest create localhost/list >/dev/null
  for platform in $(printf '%s' "$platforms" | tr , ' '); do
    tag=localhost/made:$(printf '%s' "$platform" | tr / -)
    own build --quiet --isolation chroot --signature-policy "$COMMANDS.policy" --timestamp 0 --layers=false "$@" \
      --platform "$platform" --tag "$tag" --file "$file" "$context" >/dev/null 2>&1
    own manifest add localhost/list "$tag" >/dev/null
  done
  echo sha256:0123456789abcdef >"$iidfile"
  [ -z "$keep" ] || return 0
  own manifest push --quiet --all --signature-policy "$COMMANDS.policy" localhost/list "oci:$COMMANDS.layout" >/dev/null
  tar -C "$COMMANDS.layout" -cf "$output" .
}

case $1:${2:-} in
  version:*) echo '28.0.0 28.0.0 linux/amd64' ;;
  buildx:version) echo 'github.com/docker/buildx v0.30.0' ;;
  buildx:inspect) printf 'Name:   ci\nDriver: docker-container\n\nNodes:\nName:             ci0\nBuildKit version: v0.26.2\nPlatforms:        linux/amd64*, linux/arm64\n' ;;
  buildx:build)
    shift 2
    printf '{"default":[{"type":"insecureAcceptAnything"}]}' >"$COMMANDS.policy"
    if env | grep -q 'REGISTRY_ACCESS\|DOCKER_CONFIG'; then echo 'credentials in Build' >&2 && exit 1; fi
    build "$@"
    ;;
  context:* | image:*) exit 1 ;;
  *) ;;
esac
