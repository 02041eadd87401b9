# The inputs digest: one digest of all that decides an image's content.

# inputs_digest CONTEXT TAR BASE-DIGEST: prints the digest of the Dockerfile, the other files of the context with their
# exec bit, the base, and what $TMP/other-inputs holds. The archive counts uncompressed, so that another gzip changes
# nothing.
inputs_digest() {
  {
    echo 'cooperage inputs 1'
    printf 'base %s\n' "$3"
    [ ! -e "$2" ] || printf 'rootfs %s\n' "$(sha256_of "$2")"
    input_files "$1"
    input_links "$1"
    # Scripts come from git, which keeps no empty directories: only what is shipped may have some.
    [ ! -s "$TMP/shipped" ] || (cd "$1" && find . -type d ! -name . -print) | sort | sed 's/^/dir /'
    cat "$TMP/other-inputs"
  } >"$TMP/inputs"
  sha256_of "$TMP/inputs"
}

# input_files DIRECTORY: prints kind, digest and path of each file, sorted by path.
input_files() {
  (cd "$1" && find . -type f ! -path ./rootfs.tar.gz -print) | sort >"$TMP/input-files"
  (cd "$1" && find . -type f -perm -100 -print) >"$TMP/input-execs"
  (cd "$1" && tr '\n' '\000' <"$TMP/input-files" | xargs -0 sha256sum) >"$TMP/input-sums"
  # sha256sum writes a backslash before the digest of a name that it escapes.
  EXECS=$TMP/input-execs SUMS=$TMP/input-sums awk '
    BEGIN { while ((getline path < ENVIRON["EXECS"]) > 0) executable[path] = 1 }
    {
      if ((getline sum < ENVIRON["SUMS"]) <= 0) exit 1
      sub(/^\\/, "", sum)
      print (($0 in executable) ? "exec" : "file") " sha256:" substr(sum, 1, 64) " " $0
    }' "$TMP/input-files"
}

# input_links DIRECTORY: prints one digest of all symbolic links, their names and what they say, where there are some.
input_links() {
  (cd "$1" && find . -type l -print) | sort >"$TMP/input-links"
  [ -s "$TMP/input-links" ] || return 0
  tr '\n' '\000' <"$TMP/input-links" >"$TMP/input-members"
  tar -C "$1" --format=gnu --mtime=@0 --owner=0 --group=0 --numeric-owner --no-recursion --null -T "$TMP/input-members" -cf "$TMP/input-links.tar"
  printf 'links %s\n' "$(sha256_of "$TMP/input-links.tar")"
}

# other_inputs: prints what decides the content beside files and the base of the final stage: the other images that the
# build uses, platforms, and values of build arguments. Nothing where there is none of these.
other_inputs() {
  state_get bases | sed '/^$/d; s/^/with /'
  case ${COOPERAGE_PLATFORMS:-} in
    *[!a-z0-9/._\ -]*) die "the step's argument platforms is not legal: $(shown "$COOPERAGE_PLATFORMS")" 'compile the spec again: npx cooper compile' ;;
  esac
  for platform in ${COOPERAGE_PLATFORMS:-}; do printf 'platform %s\n' "$platform"; done | sort -u
  build_arguments >"$TMP/build-arguments"
  sed 's/^/arg /' "$TMP/build-arguments"
}
