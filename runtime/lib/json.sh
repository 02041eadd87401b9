# JSON, read and written with awk: an agent has no jq.

# json_string TEXT: prints TEXT as a JSON string, quotes included.
json_string() {
  # The x keeps newlines at the end from being lost by awk's records.
  printf '%sx' "$1" | awk '
    BEGIN {
      for (i = 1; i < 32; i++) escape[sprintf("%c", i)] = sprintf("\\u%04x", i)
      escape["\t"] = "\\t"; escape["\r"] = "\\r"; escape["\""] = "\\\""; escape["\\"] = "\\\\"
      ORS = ""
      print "\""
    }
    {
      if (NR > 1) emit(line "\\n")
      line = quoted($0)
    }
    END { emit(substr(line, 1, length(line) - 1)); print "\"" }
    function emit(text) { print text }
    function quoted(text,   out, i, c) {
      if (text !~ /[\001-\037"\\]/) return text
      out = ""
      for (i = 1; i <= length(text); i++) {
        c = substr(text, i, 1)
        out = out ((c in escape) ? escape[c] : c)
      }
      return out
    }'
}

# json_flatten: reads one JSON document on stdin and prints a line for each string, number, true, false and null:
# its RFC 6901 pointer, a tab, its value. Control characters and backslashes in both are written as printf %b reads
# them, so that one line is one value. Fails when the text is not JSON: nothing of a hostile answer is guessed at.
#
# The input is cut at each quote, so the pieces are in turn structure and text of strings (an escaped quote joins two
# pieces), and every piece is looked at once. The end that is added here stands inside a string just when every
# string of the input was closed.
json_flatten() {
  # NUL is no legal character anywhere in JSON, and not every awk can read it.
  { tr '\000' '\001' && printf '"end'; } | awk '
    BEGIN {
      RS = "\""
      want = "value"; depth = 0; inside = 0; text = ""
      hex = "0123456789abcdef"
      split("b f n r t", names, " ")
      split("0010 0014 n r t", codes, " ")
      for (i = 1; i <= 5; i++) short[names[i]] = "\\" codes[i]
      short["\""] = "\""; short["/"] = "/"; short["\\"] = "\\\\"
    }
    NR > 1 && !bad { piece(last) }
    { last = $0 }
    END { if (bad || depth || want != "end" || !inside || text != "" || last != "end") exit 1 }

    function piece(s) {
      if (!inside) { structure(s); inside = 1; return }
      text = text s
      if (match(s, /\\+$/) && RLENGTH % 2) { text = text "\""; return }
      string(text)
      inside = 0; text = ""
    }

    function fail() { bad = 1; return 0 }

    function structure(s,   n, i, c, word) {
      n = length(s)
      for (i = 1; i <= n && !bad; i++) {
        c = substr(s, i, 1)
        if (c == " " || c == "\t" || c == "\n" || c == "\r") continue
        if (c == "{" || c == "[") open(c)
        else if (c == "}" || c == "]") close_(c)
        else if (c == ",") comma()
        else if (c == ":") { if (want == ":") want = "value"; else fail() }
        else {
          word = ""
          while (i <= n && (c = substr(s, i, 1)) ~ /[-+.0-9A-Za-z]/) { word = word c; i++ }
          i--
          if (word ~ /^(true|false|null|-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?)$/) value(word)
          else fail()
        }
      }
    }

    function open(c) {
      if (want != "value" && want != "value]") { fail(); return }
      if (depth >= 100) { fail(); return }
      prefix[depth + 1] = here()
      depth++
      kind[depth] = c; count[depth] = 0
      want = (c == "{") ? "key}" : "value]"
    }

    function close_(c) {
      if (c == "}" && kind[depth] == "{" && (want == "key}" || want == ",")) { depth--; after() }
      else if (c == "]" && kind[depth] == "[" && (want == "value]" || want == ",")) { depth--; after() }
      else fail()
    }

    function comma() {
      if (want != ",") { fail(); return }
      count[depth]++
      want = (kind[depth] == "{") ? "key" : "value"
    }

    function after() { want = depth ? "," : "end" }

    function here() {
      if (!depth) return ""
      return prefix[depth] "/" (kind[depth] == "{" ? key[depth] : count[depth])
    }

    function value(v) {
      if (want != "value" && want != "value]") { fail(); return }
      print here() "\t" v
      after()
    }

    function string(s,   v) {
      if (s ~ /[\001-\037]/) { fail(); return }
      v = decoded(s)
      if (bad) return
      if (want == "key" || want == "key}") {
        gsub(/~/, "~0", v); gsub(/\//, "~1", v)
        key[depth] = v
        want = ":"
      } else value(v)
    }

    function decoded(s,   out, i, c, u, low) {
      out = ""
      while ((i = index(s, "\\")) > 0) {
        out = out substr(s, 1, i - 1)
        c = substr(s, i + 1, 1)
        s = substr(s, i + 2)
        if (c in short) out = out short[c]
        else if (c == "u") {
          u = hexadecimal(substr(s, 1, 4)); s = substr(s, 5)
          if (u >= 55296 && u < 56320 && substr(s, 1, 2) == "\\u") {
            low = hexadecimal(substr(s, 3, 4))
            if (low >= 56320 && low < 57344) { u = 65536 + (u - 55296) * 1024 + low - 56320; s = substr(s, 7) }
          }
          out = out utf8(u)
        } else fail()
        if (bad) return ""
      }
      return out s
    }

    function hexadecimal(digits,   i, n, d) {
      if (length(digits) != 4) return fail()
      n = 0
      for (i = 1; i <= 4; i++) {
        d = index(hex, tolower(substr(digits, i, 1)))
        if (!d) return fail()
        n = n * 16 + d - 1
      }
      return n
    }

    function utf8(u) {
      if (u < 32) return sprintf("\\0%03o", u)
      if (u == 92) return "\\\\"
      if (u < 128) return sprintf("%c", u)
      if (u < 2048) return sprintf("%c%c", 192 + int(u / 64), 128 + u % 64)
      # Half a surrogate pair is no character.
      if (u >= 55296 && u < 57344) u = 65533
      if (u < 65536) return sprintf("%c%c%c", 224 + int(u / 4096), 128 + int(u / 64) % 64, 128 + u % 64)
      return sprintf("%c%c%c%c", 240 + int(u / 262144), 128 + int(u / 4096) % 64, 128 + int(u / 64) % 64, 128 + u % 64)
    }'
}

# json_get FILE POINTER: prints the value at a pointer of what json_flatten wrote; of two equal keys the last, as
# most readers do it. Fails where there is none.
json_get() {
  POINTER=$2 awk '
    BEGIN { pointer = ENVIRON["POINTER"] "\t" }
    substr($0, 1, length(pointer)) == pointer { found = 1; value = substr($0, length(pointer) + 1) }
    END { if (!found) exit 1; print value }' "$1"
}
