# The build context: rootfs.tar.gz and what context.list adds to it. The list is read into a table first, then the
# files are laid out, then the archive is made of them.

# inside_path TEXT: whether a relative path stays below where it starts, in plain components.
inside_path() {
  case /$1/ in
    */../* | */./* | *//* | *[[:cntrl:]]*) return 1 ;;
  esac
}

# no_link_on_way ROOT PATH: whether no component of PATH below ROOT is a symbolic link, so that it can't lead outside.
no_link_on_way() {
  way_root=$1
  way_rest=$2/
  while [ -n "$way_rest" ]; do
    way_root=$way_root/${way_rest%%/*}
    way_rest=${way_rest#*/}
    [ ! -L "$way_root" ] || return 1
  done
}

# read_list FILE: reads context.list into $TMP/entries, one line an entry: type, mode, owner, number, path, parted by
# tabs; the content of the file with number N goes to $TMP/content/N.
read_list() {
  mkdir "$TMP/content"
  FOLDER=$TMP/content awk '
    function refuse(why) { print "line " NR ": " why > "/dev/stderr"; bad = 1; exit 1 }
    # print and not printf: some awks bound what printf may write.
    function content(text) { if (!current) refuse("content without a file"); print text > current }
    BEGIN { folder = ENVIRON["FOLDER"]; FS = "\n" }
    /^\|/ { ORS = "\n"; content(substr($0, 2)); next }
    /^>/ { ORS = ""; content(substr($0, 2)); close(current); current = ""; next }
    { if (current) close(current); current = ""; ORS = "\n" }
    /^#/ && !n { next }
    {
      n++
      rest = $0; for (i = 1; i <= 3; i++) field[i] = "-"
      wanted = (rest ~ /^(script|copy|ignore|keep) /) ? 1 : 3
      for (i = 1; i <= wanted; i++) {
        blank = index(rest, " ")
        if (blank < 2) refuse("not an entry")
        field[i] = substr(rest, 1, blank - 1); rest = substr(rest, blank + 1)
      }
      if (field[1] !~ /^(file|dir|attr|script|copy|ignore|keep)$/) refuse("unknown entry " field[1])
      if (wanted == 3) {
        if (field[2] !~ /^(-|[0-7]?[0-7][0-7][0-7])$/ || (field[2] == "-" && field[1] != "attr")) refuse("mode " field[2])
        if (field[3] !~ /^[0-9]+:[0-9]+$/ || length(field[3]) > 21) refuse("owner " field[3])
        if (rest !~ /^\//) refuse("the path is not absolute: " rest)
        rest = substr(rest, 2)
      }
      if (rest ~ /[\001-\037\177]/) refuse("a control character in the path")
      if (rest == "" && field[1] !~ /^(dir|attr)$/) refuse("no path")
      if (field[1] ~ /^(ignore|keep)$/) {
        if (rest !~ /^\^.*\$$/) refuse("not anchored: " rest)
      } else if (field[1] != "copy" || rest != ".") {
        if (("/" rest "/") ~ /\/(\.|\.\.)\// || (rest != "" && ("/" rest "/") ~ /\/\//)) refuse("the path leaves its place: " rest)
        place = (wanted == 1) ? field[1] : "rootfs"
        if ((place, rest) in seen) refuse("the path stands twice: " rest)
        seen[place, rest] = 1
      }
      if (field[1] == "file") { current = folder "/" n; ORS = ""; print "" > current; ORS = "\n" }
      entries = entries field[1] "\t" field[2] "\t" field[3] "\t" n "\t" rest "\n"
    }
    END { if (!bad) { ORS = ""; print entries } }' "$1" >"$TMP/entries" 2>"$TMP/list-error" ||
    die "$1 is not as the compiler writes it, $(head -n 1 "$TMP/list-error" | tr -c '\040-\176\n' '?')" 'compile the spec again: npx cooper compile'
}

# refuse_newlines DIRECTORY: a name with a newline can't stand in a list of names.
refuse_newlines() {
  [ -z "$(find "$1" -name "*$NEWLINE*" -print | head -n 1)" ] || die "a name below $1 holds a newline" 'rename it'
}

# lay_out_rootfs ROOTFS STAGING: copies the rootfs directory and adds the entries of $TMP/entries. The result has the
# right content; modes and owners are given when it is archived.
lay_out_rootfs() {
  mkdir "$2"
  if [ -n "$1" ]; then
    odd=$(find "$1" ! -type f ! -type d ! -type l -print | head -n 1)
    [ -z "$odd" ] || die "$odd is neither a file, a directory nor a symbolic link" 'take it out of the rootfs'
    refuse_newlines "$1"
    cp -R -P "$1/." "$2"
    # A setgid bit may come from the agent's own directories.
    chmod -R u+rwX,ug-s,-t "$2"
  fi
  while IFS=$TAB read -r type _ _ number path; do
    case $type in
      script | copy | ignore | keep) continue ;;
    esac
    no_link_on_way "$2" "$(dirname "/$path")" || die "/$path lies behind a symbolic link of the rootfs" 'name the path where the link leads to'
    case $type in
      file)
        mkdir -p "$2/$(dirname "$path")"
        if [ -d "$2/$path" ] && [ ! -L "$2/$path" ]; then die "/$path is a directory in the rootfs and a file in the spec" 'take one of them out'; fi
        rm -f "$2/$path"
        cp "$TMP/content/$number" "$2/$path"
        ;;
      dir)
        if [ -L "$2/$path" ] || { [ -e "$2/$path" ] && [ ! -d "$2/$path" ]; }; then
          die "/$path is a directory in the spec, but not in the rootfs" 'take one of them out'
        fi
        mkdir -p "$2/$path"
        ;;
      attr)
        [ -e "$2/$path" ] || [ -L "$2/$path" ] || die "the spec states the mode or owner of /$path, which the rootfs does not have" 'correct the path, or add the file'
        ;;
    esac
  done <"$TMP/entries"
}

# stated_members: prints mode, owner and path of each member whose mode or owner the spec states.
stated_members() {
  awk -F'\t' 'BEGIN { OFS = "\t" } $1 ~ /^(file|dir|attr)$/ { print $2, $3, ($5 == "" ? "." : "./" $5) }' "$TMP/entries"
}

# members: prints what of the current directory goes into the archive: all but the directories that hold something.
# Unpacking such a directory would give the image's own of that name (/tmp, /root, a home) another mode and owner, and
# would put a directory in the place of a link (/bin of a merged /usr). Those that are new to the image become 0755
# and root's. Empty ones are members, for nothing else would make them.
members() {
  find . ! -name . -print | awk '
    { path[NR] = $0; up = $0; while (sub("/[^/]*$", "", up) && up != ".") holds[up] = 1 }
    END { for (line = 1; line <= NR; line++) if (!(path[line] in holds)) print path[line] }'
}

# archive STAGING TAR: the same bytes from the same content, on every agent, for every user, umask and time zone.
# Members with the usual mode and owner come first, then one group for each stated mode and owner. The tar is written
# first and compressed afterwards, because a pipe would hide that tar failed.
archive() {
  stated_members >"$TMP/members-stated"
  (cd "$1" && members) | sort >"$TMP/all"
  cut -f 3- "$TMP/members-stated" | sort >"$TMP/all-stated"
  comm -23 "$TMP/all" "$TMP/all-stated" | tr '\n' '\000' >"$TMP/usual"
  set -- "$1" "$2" --sort=name --format=gnu --mtime=@0 --numeric-owner --hard-dereference --no-recursion --null
  archive_staging=$1 archive_tar=$2
  shift 2
  tar -C "$archive_staging" "$@" --owner=0 --group=0 --mode=u+rwX,go+rX,go-w -T "$TMP/usual" -cf "$archive_tar"
  cut -f 1-2 "$TMP/members-stated" | sort -u >"$TMP/groups"
  while IFS=$TAB read -r mode owner; do
    [ "$mode" != - ] || mode=u+rwX,go+rX,go-w
    GROUP="$mode$TAB$owner" awk -F'\t' '($1 == "-" ? "u+rwX,go+rX,go-w" : $1) "\t" $2 == ENVIRON["GROUP"] { print $3 }' "$TMP/members-stated" | sort | tr '\n' '\000' >"$TMP/group"
    tar -C "$archive_staging" "$@" --owner="${owner%%:*}" --group="${owner##*:}" --mode="$mode" -T "$TMP/group" -rf "$archive_tar"
  done <"$TMP/groups"
}
