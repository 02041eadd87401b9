# build-record.json: what was built, from what, and where it is.

# write_record RESULT: after a push; reads DIGEST. Sizes and layers are those of the manifest; of an index, those of its
# first image, and of each in the list `platforms`.
write_record() {
  record_fetch "$DIGEST"
  manifest_platforms >"$TMP/record-platforms"
  record_platforms >"$TMP/record-list"
  record_first=$(sed -n '1s/.* //p' "$TMP/record-platforms")
  [ -z "$record_first" ] || record_fetch "$record_first"
  {
    printf '{\n'
    record_field reference "$(json_string "$IMAGE:$TAG")"
    record_field tags "[$(for tag in $TAGS; do json_string "$tag" && printf ', '; done | sed 's/, $//')]"
    record_field digest "$(json_string "$DIGEST")"
    record_layers "$TMP/manifest.flat"
    cat "$TMP/record-list"
    record_field base "{\"name\": $(json_string "$(state_get base-name)"), \"digest\": $(json_string "$(state_get base-digest)")}"
    record_field inputs "$(json_string "$(state_get inputs)")"
    record_field spec "$(json_string "$(state_get spec)")"
    record_field source "$(json_string "$(public_url "${COOPERAGE_SOURCE:-}")")"
    record_field commit "$(json_string "$(one_line "${COOPERAGE_COMMIT:-}")")"
    record_field job "$(json_string "${COOPERAGE_JOB:-${JOB_NAME:-}}")"
    record_field build "$(json_string "${COOPERAGE_BUILD:-${BUILD_NUMBER:-}}")"
    record_field buildUrl "$(json_string "${COOPERAGE_BUILD_URL:-${BUILD_URL:-}}")"
    record_field builder "$(json_string "$BUILDER")"
    record_field started "$(json_string "$(state_get started)")"
    record_field finished "$(json_string "$(now_utc)")"
    printf '  "result": "%s"\n}\n' "$1"
  } >"$TMP/record"
  mv "$TMP/record" "$WORK/build-record.json"
}

# record_fetch DIGEST: the manifest of that digest to $TMP/manifest.flat, from where it was written to; an empty file
# where there is none.
record_fetch() {
  case ${COOPERAGE_TO:-} in
    '') manifest_get "$REPOSITORY" "$1" ;;
    oci:*) json_flatten <"${COOPERAGE_TO#oci:}/blobs/sha256/${1#sha256:}" >"$TMP/manifest.flat" ;;
    *) false ;;
  esac || : >"$TMP/manifest.flat"
}

# record_platforms: the list of an index's images; nothing where there is no index.
record_platforms() {
  [ -s "$TMP/record-platforms" ] || return 0
  record_between='  "platforms": ['
  while read -r record_platform record_digest <&3; do
    record_fetch "$record_digest"
    printf '%s{\n  "platform": %s,\n  "digest": %s,\n' "$record_between" "$(json_string "$record_platform")" "$(json_string "$record_digest")"
    record_layers "$TMP/manifest.flat" | sed '$s/,$//'
    record_between='  }, '
  done 3<"$TMP/record-platforms"
  printf '  }],\n'
}

# record_field NAME JSON
record_field() {
  printf '  "%s": %s,\n' "$1" "$2"
}

# record_layers FILE: size, layers and image from a flattened manifest.
record_layers() {
  awk -F'\t' '
    $1 ~ /^\/layers\/[0-9]+\/(digest|size)$/ { split($1, at, "/"); n = at[3] + 1; if (n > count) count = n; value[n, at[4]] = $2 }
    $1 == "/config/digest" { image = $2 }
    $1 == "/config/size" && $2 ~ /^[0-9]+$/ { total += $2 }
    END {
      for (i = 1; i <= count; i++) {
        if (value[i, "digest"] !~ /^sha256:[0-9a-f]+$/ || value[i, "size"] !~ /^[0-9]+$/) continue
        total += value[i, "size"]
        layers = layers (layers == "" ? "" : ",") "\n    {\"digest\": \"" value[i, "digest"] "\", \"size\": " value[i, "size"] "}"
      }
      if (image !~ /^sha256:[0-9a-f]+$/) image = ""
      printf "  \"size\": %.0f,\n", total
      ORS = ""
      print "  \"layers\": [" layers (layers == "" ? "" : "\n  ") "],\n  \"image\": \"" image "\",\n"
    }' "$1"
}
