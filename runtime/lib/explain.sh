# Why the build failed: what the failed stage left, put to the table of signatures.

# explain: tells why the build failed, where it did; nothing for one that did not.
explain() {
  explain_stage=$(state_get stage)
  explain_ended=$(state_get ended)
  case $explain_ended in
    "$explain_stage 0") explain_between ;;
    "$explain_stage 129" | "$explain_stage 130" | "$explain_stage 143") say "the stage $explain_stage was stopped from outside: by somebody, or because the build took longer than pipeline.timeout allows" ;;
    "$explain_stage "?*) explain_stage_failed "${explain_ended##* }" ;;
    *)
      say "the script of the stage $explain_stage was killed in the midst of its work [process-vanished]"
      say 'what to do: look for what ended it: memory of the agent or its pod, a restart of the agent. Build again when it was chance'
      ;;
  esac
}

# explain_between: the last script that ran was content.
explain_between() {
  case ${COOPERAGE_RESULT:-} in
    '' | SUCCESS) return 0 ;;
  esac
  say "the stage $explain_stage was the last whose script ran, and it succeeded: the build ended ($COOPERAGE_RESULT) before the script of the next stage"
  explain_hints
}

# explain_none: no script ran at all in this build.
explain_none() {
  case ${COOPERAGE_RESULT:-} in
    '' | SUCCESS)
      say 'nothing was pushed in this build, so there is nothing to report'
      return 0
      ;;
  esac
  say "no script of a stage ran in this build ($COOPERAGE_RESULT)"
  explain_hints
}

# explain_hints: what it usually is when Jenkins itself ends a build; only its own log tells for sure.
explain_hints() {
  say 'what it usually is, by the words in the log of Jenkins:'
  say '  "Could not find credentials entry": the id in publish.credentialsId or secrets is not there for this job'
  say '  "No such DSL method": the shared library lacks a step, or a plugin is missing'
  say '  "find any revision to build": the branch of the job does not exist'
  say '  "Aborted by", "Timeout": somebody or a time limit ended it'
  say '  "was marked offline", "ChannelClosed": the agent went away'
  say "the same for all of them, with the line of the spec: cooper logs ${COOPERAGE_SPEC:-IMAGE}"
}

# explain_stage_failed STATUS: the failed stage's own message, and the end of what the builder wrote.
explain_stage_failed() {
  failure_lines >"$TMP/failure-lines"
  failure_table | failure_classify "$explain_stage" "$TMP/failure-lines" >"$TMP/failure"
  failure_code='' failure_what='' failure_todo='' failure_field='' failure_evidence='' failure_instruction=''
  while IFS=$TAB read -r failure_key failure_value; do
    case $failure_key in
      code) failure_code=$failure_value ;;
      what) failure_what=$failure_value ;;
      todo) failure_todo=$failure_value ;;
      field) failure_field=$failure_value ;;
      evidence) failure_evidence=$failure_value ;;
      instruction) failure_instruction=$failure_value ;;
    esac
  done <"$TMP/failure"
  say "the stage $explain_stage failed: ${failure_what:-its script ended with $1} [${failure_code:-unknown}]"
  [ -z "$failure_evidence" ] || say "  line          $failure_evidence"
  [ -z "$failure_instruction" ] || say "  instruction   $failure_instruction"
  [ -z "$failure_field" ] || say "  comes from    $failure_field${COOPERAGE_SPEC:+ ($COOPERAGE_SPEC)}"
  say "  what to do    ${failure_todo:-read the last lines of the stage above}"
}

# failure_lines: prints the lines to look at, the oldest first, without what steers a terminal. Of a build with secrets
# those of the builder tell what happened, but not in their own words.
failure_lines() {
  failure_escape=$(printf '\033')
  if [ -e "$STATE/output" ]; then
    tail -n 400 "$STATE/output" | tr '\r' '\n' | sed "s/$failure_escape\[[0-9;?]*[A-Za-z]//g" | tr -cd '\t\n\040-\176\200-\377' | cut -c 1-2000 |
      if [ -e "$STATE/output-private" ]; then sed 's/^/-/'; else sed 's/^/+/'; fi
  fi
  state_get failure | sed 's/^/+/'
}

# failure_classify STAGE FILE: reads the table on standard input, then the lines of FILE, each behind a + (or a - where
# it may not be shown). Prints key and value, parted by a tab, of the first cause, else of the first symptom.
failure_classify() {
  STAGE_FAILED=$1 awk '
    # The first part of TEXT that matches is, directly behind the first match of after.
    function named(text, after, is,    rest) {
      if (!match(text, after)) return ""
      rest = substr(text, RSTART + RLENGTH)
      if (!match(rest, "^(" is ")") || RLENGTH < 1) return ""
      return substr(rest, 1, RLENGTH < 200 ? RLENGTH : 200)
    }
    # TEMPLATE with [...] left out where there is no value, and {value} replaced.
    function filled(template, value,    open, close_, done) {
      while ((open = index(template, "[")) > 0) {
        close_ = index(substr(template, open), "]")
        if (close_ == 0) break
        done = done substr(template, 1, open - 1) (value == "" ? "" : substr(template, open + 1, close_ - 2))
        template = substr(template, open + close_)
      }
      template = done template
      done = ""
      while ((open = index(template, "{value}")) > 0) {
        done = done substr(template, 1, open - 1) value
        template = substr(template, open + 7)
      }
      return done template
    }
    function plain(text) { gsub(/^[ \t]+|[ \t]+$/, "", text); return substr(text, 1, 500) }
    function fits(n, text,    i) {
      for (i = 1; i <= words[n]; i++)
        if (index(text, word[n, i]) && (word[n, i] == pattern[n, i] || text ~ pattern[n, i])) return 1
      return 0
    }
    function tell(n, text, shown,    i, value) {
      for (i = 1; shown && value == "" && i < values[n]; i += 2) value = named(text, part[n, i], part[n, i + 1])
      print "code\t" code[n]
      print "what\t" filled(what[n], value)
      print "todo\t" filled(todo[n], value)
      print "field\t" field[n]
      if (shown) print "evidence\t" plain(text)
    }
    BEGIN { FS = "\t"; stage = ENVIRON["STAGE_FAILED"] }
    FILENAME == "-" {
      mark = substr($0, 1, 1); rest = substr($0, 3)
      if (mark == "=") {
        n++; split(rest, head, " "); code[n] = head[1]; rank[n] = head[2]
        useful[n] = head[3] == "*" || index("," head[3] ",", "," stage ",")
      }
      if (mark == "!") { split(rest, parts, "\t"); what[n] = parts[1]; todo[n] = parts[2]; field[n] = parts[3] }
      if (mark == ">") { values[n] = split(rest, parts, "\t"); for (i in parts) part[n, i] = parts[i] }
      if (mark == ":") { count = split(rest, parts, "\t"); for (i = 1; i <= count; i++) { word[n, ++words[n]] = parts[i]; pattern[n, words[n]] = parts[i] } }
      if (mark == "~") { count = split(rest, parts, "\t"); for (i = 1; i < count; i += 2) { word[n, ++words[n]] = parts[i]; pattern[n, words[n]] = parts[i + 1] } }
      next
    }
    {
      shown = substr($0, 1, 1) == "+"; text = substr($0, 2)
      if (match(text, /STEP [0-9]+(\/[0-9]+)?: /)) instruction = substr(text, RSTART + RLENGTH)
      else if (match(text, /Step [0-9]+\/[0-9]+ : /)) instruction = substr(text, RSTART + RLENGTH)
      else if (match(text, /^ > \[[^]]*[0-9]+\/[0-9]+\] /)) { instruction = substr(text, RSTART + RLENGTH); sub(/:$/, "", instruction) }
      else if (match(text, /building at STEP "/)) { instruction = substr(text, RSTART + RLENGTH); sub(/": .*/, "", instruction) }
      if (match(text, /(^|[ \/])Dockerfile:[0-9]+$/)) { line = text; sub(/.*:/, "", line) }
      if (found) next
      for (i = 1; i <= n; i++) {
        if (!useful[i] || (rank[i] != "cause" && symptom) || !fits(i, text)) continue
        if (rank[i] == "cause") { found = i; found_text = text; found_shown = shown; break }
        symptom = i; symptom_text = text; symptom_shown = shown
      }
    }
    END {
      if (found) tell(found, found_text, found_shown)
      else if (symptom) tell(symptom, symptom_text, symptom_shown)
      if (line != "") line = " (line " line " of its Dockerfile)"
      if (instruction != "" || line != "") print "instruction\t" plain(instruction) line
    }' - "$2"
}
