# Manifests and tags of the open registry.

# manifest_get REPOSITORY TAG-OR-DIGEST: fetches a manifest. Where there is one: $TMP/manifest (its very bytes),
# $TMP/manifest.flat, MANIFEST_TYPE and MANIFEST_DIGEST. Returns 1 on any other answer; HTTP_CODE tells.
manifest_get() {
  registry_request GET "$1/manifests/$2" pull "$1" "header = \"Accept: $MANIFEST_TYPES\""
  [ "$HTTP_CODE" = 200 ] || return 1
  cp "$TMP/body" "$TMP/manifest"
  MANIFEST_TYPE=$(http_header content-type)
  MANIFEST_TYPE=${MANIFEST_TYPE%%;*}
  # The digest of a manifest is that of its bytes, whatever a header says.
  MANIFEST_DIGEST=$(sha256_of "$TMP/manifest")
  json_flatten <"$TMP/manifest" >"$TMP/manifest.flat" || die "$R_NAME sent a manifest of $1:$2 that is not JSON" 'ask who runs the registry'
}

# manifest_digest REPOSITORY TAG-OR-DIGEST: sets MANIFEST_DIGEST without fetching the manifest where the registry
# tells it. Returns 1 on any answer but 200; HTTP_CODE tells.
manifest_digest() {
  registry_request HEAD "$1/manifests/$2" pull "$1" "header = \"Accept: $MANIFEST_TYPES\""
  case $HTTP_CODE in
    200) ;;
    405) manifest_get "$1" "$2" || return 1 ;;
    *) return 1 ;;
  esac
  MANIFEST_DIGEST=$(http_header docker-content-digest)
  legal_digest "$MANIFEST_DIGEST" || manifest_get "$1" "$2"
}

# manifest_put REPOSITORY TAG FILE TYPE: gives a manifest that the registry already has a further tag.
manifest_put() {
  registry_request PUT "$1/manifests/$2" pull,push "$1" "header = \"Content-Type: $(curl_quote "$4")\"" "data-binary = \"@$(curl_quote "$3")\""
  [ "$HTTP_CODE" = 201 ] || [ "$HTTP_CODE" = 200 ]
}

# manifest_of_image REPOSITORY: after manifest_get, goes from an index to the manifest of its first image.
manifest_of_image() {
  index_digest=$(json_get "$TMP/manifest.flat" /manifests/0/digest) || return 0
  legal_digest "$index_digest" && manifest_get "$1" "$index_digest"
}

# manifest_platforms: after manifest_get, prints a line `platform digest` for each image of an index; nothing where it is
# none. Attestations, of an unknown platform, are left out.
manifest_platforms() {
  awk -F'\t' '
    split($1, at, "/") >= 4 && at[2] == "manifests" { value[at[3], substr($1, length("/manifests/" at[3] "/") + 1)] = $2; if (at[3] + 0 > last) last = at[3] + 0 }
    END {
      for (i = 0; i <= last; i++) {
        platform = value[i, "platform/os"] "/" value[i, "platform/architecture"]
        if (value[i, "platform/variant"] != "") platform = platform "/" value[i, "platform/variant"]
        if (platform ~ /^[a-z0-9_.\/-]+$/ && platform !~ /^\/|^unknown\/|\/$/ && value[i, "digest"] ~ /^sha256:[0-9a-f]+$/) print platform " " value[i, "digest"]
      }
    }' "$TMP/manifest.flat"
}

# config_platform: prints the platform of the configuration that image_config fetched.
config_platform() {
  config_variant=$(json_get "$TMP/config.flat" /variant || :)
  printf '%s/%s%s\n' "$(json_get "$TMP/config.flat" /os || :)" "$(json_get "$TMP/config.flat" /architecture || :)" "${config_variant:+/$config_variant}"
}

# image_config REPOSITORY: after manifest_get, fetches the image's configuration to $TMP/config.flat. Returns 1 where
# there is none that could be read.
image_config() {
  manifest_of_image "$1" || return 1
  config_digest=$(json_get "$TMP/manifest.flat" /config/digest) && legal_digest "$config_digest" || return 1
  registry_request GET "$1/blobs/$config_digest" pull "$1"
  config_hops=0
  while :; do
    case $HTTP_CODE in
      200) break ;;
      301 | 302 | 303 | 307 | 308) ;;
      *) return 1 ;;
    esac
    # Blobs may lie in another store: asked for without our credentials.
    config_hops=$((config_hops + 1))
    [ "$config_hops" -le 3 ] || return 1
    config_url=$(http_header location)
    case $config_url in
      http://* | https://*) http GET "$config_url" '' ;;
      /*) http GET "$R_BASE$config_url" "${R_TOKEN:+Bearer $R_TOKEN}" ;;
      *) return 1 ;;
    esac
  done
  [ "$(sha256_of "$TMP/body")" = "$config_digest" ] || return 1
  json_flatten <"$TMP/body" >"$TMP/config.flat"
}

# image_label NAME: prints a label of the configuration that image_config fetched; nothing where there is none.
image_label() {
  label_key=$(printf '%s' "$1" | sed 's/~/~0/g; s,/,~1,g')
  json_get "$TMP/config.flat" "/config/Labels/$label_key" || :
}
