# Gives a registry an OCI layout that buildx wrote: docker itself can only push what is in its daemon.
# https://github.com/opencontainers/image-spec/blob/main/image-layout.md

# upload_layout DIRECTORY TAG: the blobs and manifests of what the layout holds, then the tag; sets DIGEST.
upload_layout() {
  upload_blobs=$1/blobs/sha256
  json_flatten <"$1/index.json" >"$TMP/layout.flat" || die 'the OCI layout of the build has no index.json that can be read' 'build again'
  DIGEST=$(json_get "$TMP/layout.flat" /manifests/0/digest || :)
  upload_type=$(json_get "$TMP/layout.flat" /manifests/0/mediaType || :)
  upload_manifest "$DIGEST"
  if grep -q '^/manifests/0/digest' "$TMP/upload.flat"; then
    sed -n "s,^/manifests/[0-9]*/digest$TAB,,p" "$TMP/upload.flat" >"$TMP/upload-images"
    while IFS= read -r upload_image <&3; do
      upload_manifest "$upload_image"
      upload_parts
      upload_put "$upload_image" "$upload_image" "$(json_get "$TMP/upload.flat" /mediaType || echo application/vnd.oci.image.manifest.v1+json)"
    done 3<"$TMP/upload-images"
  else
    upload_parts
  fi
  upload_put "$2" "$DIGEST" "${upload_type:-application/vnd.oci.image.index.v1+json}"
}

# upload_manifest DIGEST: flattens a manifest of the layout to $TMP/upload.flat.
upload_manifest() {
  { legal_digest "$1" && json_flatten <"$upload_blobs/${1#sha256:}" >"$TMP/upload.flat"; } || die "the OCI layout of the build lacks $(shown "$1")" 'build again'
}

# upload_parts: the configuration and the layers of that manifest, as far as the registry lacks them.
upload_parts() {
  sed -n "s,^/config/digest$TAB,,p; s,^/layers/[0-9]*/digest$TAB,,p" "$TMP/upload.flat" >"$TMP/upload-parts"
  while IFS= read -r upload_part <&4; do
    legal_digest "$upload_part" || die "a manifest of the build names no digest: $(shown "$upload_part")" 'build again'
    registry_request HEAD "$REPOSITORY/blobs/$upload_part" pull "$REPOSITORY"
    [ "$HTTP_CODE" != 200 ] || continue
    with_retries http_is_transient upload_blob "$upload_part" || die "$WHO could not push $upload_part of $IMAGE:$TAG: $(http_problem)" "give ${ACCOUNT:-it} the right push, or ask who runs the registry"
  done 4<"$TMP/upload-parts"
}

# upload_blob DIGEST: one try, from the beginning: half an upload can't be gone on with in every registry.
upload_blob() {
  registry_request POST "$REPOSITORY/blobs/uploads/" pull,push "$REPOSITORY" 'data = ""'
  [ "$HTTP_CODE" = 202 ] || return 1
  upload_place=$(http_header location)
  case $upload_place in
    "$R_BASE"/* | /*) upload_place=$R_BASE${upload_place#"$R_BASE"} ;;
    # Behind a proxy the address may name another scheme or host; the path is what counts.
    http*://*/v2/*) upload_place=$R_BASE/v2/${upload_place#*/v2/} ;;
    *) return 1 ;;
  esac
  case $upload_place in
    *\?*) upload_place="$upload_place&digest=$(url_encode "$1")" ;;
    *) upload_place="$upload_place?digest=$(url_encode "$1")" ;;
  esac
  upload_authorization=''
  case $R_AUTH in
    bearer) upload_authorization="Bearer $R_TOKEN" ;;
    basic) [ -z "$R_PASSWORD" ] || upload_authorization=$(basic_authorization) ;;
  esac
  HTTP_SECONDS=3600
  http_once PUT "$upload_place" "$upload_authorization" 'header = "Content-Type: application/octet-stream"' "upload-file = \"$(curl_quote "$upload_blobs/${1#sha256:}")\""
  HTTP_SECONDS=120
  [ "$HTTP_CODE" = 201 ]
}

# upload_put TAG-OR-DIGEST DIGEST TYPE: a manifest, whose parts are there.
upload_put() {
  manifest_put "$REPOSITORY" "$1" "$upload_blobs/${2#sha256:}" "$3" || die "$WHO could not push $IMAGE:$TAG: $(http_problem)" "give ${ACCOUNT:-it} the right push for $REPOSITORY; where the tag is immutable in the registry, choose another tag"
}
