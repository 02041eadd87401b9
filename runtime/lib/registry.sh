# The registry's HTTP API: https://github.com/opencontainers/distribution-spec/blob/main/spec.md
# One registry is open at a time (R_*). The password stays in a shell variable that no child inherits, and reaches
# curl on its standard input: never an argument list, never a file, never the log.

# A registry answers 404 for a manifest whose type the request does not accept, so always all four.
MANIFEST_TYPES='application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.v2+json, application/vnd.docker.distribution.manifest.list.v2+json'

CR=$(printf '\r')
# How long one request may take.
HTTP_SECONDS=120

# take_credentials: moves the credentials of this stage out of the environment; sets ACCOUNT and PASSWORD.
take_credentials() {
  ACCOUNT=${REGISTRY_ACCESS_USR:-}
  PASSWORD=${REGISTRY_ACCESS_PSW:-}
  if [ -n "${REGISTRY_ACCESS:-}" ] && [ -z "$ACCOUNT$PASSWORD" ]; then
    die 'the credentials of the registry are not a user name with a password' 'make credentialsId name Jenkins credentials of the kind "Username with password"'
  fi
  unset REGISTRY_ACCESS REGISTRY_ACCESS_USR REGISTRY_ACCESS_PSW
  case $ACCOUNT in
    *:*) die "the account's name holds a colon, which HTTP can not carry" 'use another account for the registry' ;;
  esac
  WHO=${ACCOUNT:+account $ACCOUNT}
  WHO=${WHO:-an anonymous client}
}

# is_loopback HOST[:PORT]: whether it is this machine.
is_loopback() {
  case $1 in
    localhost | localhost:* | '[::1]' | '[::1]:'*) return 0 ;;
    127.*) matches "${1%%:*}" '127(\.[0-9]{1,3}){3}' ;;
    *) return 1 ;;
  esac
}

# curl_quote TEXT: TEXT as it stands between double quotes in curl's configuration.
curl_quote() {
  printf '%s\n' "$1" | sed "s/[\\\\\"]/\\\\&/g; s/$TAB/\\\\t/g; s/$CR/\\\\r/g" | awk 'BEGIN { ORS = "" } { print separator $0; separator = "\\n" }'
}

# url_encode TEXT: TEXT as one part of a URL.
url_encode() {
  printf '%s' "$1" | od -An -v -tx1 | tr -d ' \n' | awk '
    BEGIN { for (i = 1; i < 256; i++) { c = sprintf("%c", i); if (c ~ /[A-Za-z0-9._~-]/) plain[sprintf("%02x", i)] = c } }
    { for (i = 1; i < length($0); i += 2) { h = substr($0, i, 2); printf "%s", (h in plain) ? plain[h] : "%" toupper(h) } }'
}

# http_once METHOD URL AUTHORIZATION [OPTION...]: one request. AUTHORIZATION is the header's value, or empty; OPTION
# is a line of curl's configuration. Leaves $TMP/head, $TMP/body, HTTP_CODE (000 without an answer) and CURL_EXIT.
# Redirects are not followed: they would carry the password to another host.
http_once() {
  http_method=$1 http_url=$2 http_authorization=$3
  shift 3
  : >"$TMP/head"
  : >"$TMP/body"
  CURL_EXIT=0
  {
    printf 'url = "%s"\n' "$(curl_quote "$http_url")"
    case $http_method in
      HEAD) echo head ;;
      *) printf 'request = "%s"\n' "$http_method" ;;
    esac
    printf 'output = "%s"\ndump-header = "%s"\n' "$(curl_quote "$TMP/body")" "$(curl_quote "$TMP/head")"
    [ -z "$http_authorization" ] || printf 'header = "Authorization: %s"\n' "$(curl_quote "$http_authorization")"
    # docker keeps the certificate of a private registry here; curl shall trust what the builder trusts.
    [ ! -r "/etc/docker/certs.d/$R_HOST/ca.crt" ] || printf 'cacert = "/etc/docker/certs.d/%s/ca.crt"\n' "$R_HOST"
    [ "$#" -eq 0 ] || printf '%s\n' "$@"
  } | http_curl >"$TMP/code" 2>"$TMP/curl-error" || CURL_EXIT=$?
  HTTP_CODE=$(cat "$TMP/code")
  [ "$CURL_EXIT" -eq 0 ] || HTTP_CODE=000
}

# http_curl: curl with what all requests share. The limit keeps an endless answer from filling the agent's disk.
http_curl() (
  ulimit -f 32768
  exec curl -q --config - --silent --show-error --globoff --proto '=http,https' \
    --connect-timeout 15 --max-time "$HTTP_SECONDS" --write-out '%{http_code}'
)

# http_is_transient: whether the last request may well succeed when it is made again.
http_is_transient() {
  case $CURL_EXIT:$HTTP_CODE in
    0:408 | 0:429 | 0:5[0-9][0-9]) [ "$HTTP_CODE" != 501 ] ;;
    5:* | 6:* | 7:* | 16:* | 18:* | 28:* | 35:* | 52:* | 55:* | 56:* | 92:*) return 0 ;;
    *) return 1 ;;
  esac
}

# http METHOD URL AUTHORIZATION [OPTION...]: http_once, again on transient faults. Always returns 0: look at HTTP_CODE.
http() {
  http_left=$(retries)
  http_pause=1
  while :; do
    http_once "$@"
    http_is_transient && [ "$http_left" -gt 0 ] || return 0
    say "$(http_problem); trying again in $http_pause s"
    sleep "$http_pause"
    http_left=$((http_left - 1))
    http_pause=$((http_pause * 2))
  done
}

# http_header NAME: prints the header of the last answer; NAME in lower case. Of several the first.
http_header() {
  awk -v name="$1" '
    /^HTTP\// { value = ""; next }
    { colon = index($0, ":") }
    value == "" && tolower(substr($0, 1, colon - 1)) == name {
      value = substr($0, colon + 1); gsub(/^[ \t]+|[ \t\r]+$/, "", value)
    }
    END { print value }' "$TMP/head"
}

# http_problem: prints what was wrong with the last request, in plain words.
http_problem() {
  case $CURL_EXIT in
    0) printf '%s answered HTTP %s%s\n' "$R_NAME" "$HTTP_CODE" "$(http_error_text)" ;;
    5 | 97) echo "the proxy for $R_NAME cannot be used: $(curl_error)" ;;
    6) echo "the name of $R_NAME does not resolve" ;;
    7) echo "nothing answers at $R_NAME (connection refused, or no route)" ;;
    28) echo "$R_NAME does not answer in time" ;;
    35) echo "the TLS handshake with $R_NAME failed: $(curl_error)" ;;
    51 | 58 | 60 | 77 | 83 | 90 | 91) echo "the certificate of $R_NAME is not trusted: $(curl_error)" ;;
    52 | 55 | 56) echo "$R_NAME closed the connection" ;;
    127) echo 'curl is not installed' ;;
    *) echo "$R_NAME cannot be reached: $(curl_error)" ;;
  esac
}

# curl_error: prints curl's own words.
curl_error() {
  sed -n '1s/^curl: ([0-9]*) //p' "$TMP/curl-error" | tr -c '\040-\176\n' '?' | cut -c 1-300
}

# http_error_text: prints the first error of an OCI answer as ": CODE message", or nothing.
http_error_text() {
  json_flatten <"$TMP/body" >"$TMP/error.flat" 2>/dev/null || return 0
  error_code=$(json_get "$TMP/error.flat" /errors/0/code || :)
  error_message=$(json_get "$TMP/error.flat" /errors/0/message || :)
  [ -z "$error_code$error_message" ] || printf ': %s %s' "$(shown "$error_code")" "$(shown "$error_message")"
}

# registry_open NAME ACCOUNT PASSWORD: opens a registry: finds its scheme and how it wants to be asked. Returns 1 when
# it is no registry or can't be reached; http_problem tells.
registry_open() {
  R_NAME=$1 R_ACCOUNT=$2 R_PASSWORD=$3
  R_HOST=$1 R_AUTH=none R_REALM='' R_SERVICE='' R_TOKEN='' R_SCOPE=''
  case $R_NAME in
    docker.io | index.docker.io) R_HOST=registry-1.docker.io ;;
  esac
  R_BASE=https://$R_HOST
  if [ "${COOPERAGE_PLAIN_HTTP:-}" = true ] && [ "$R_NAME" = "${REGISTRY:-}" ]; then
    R_BASE=http://$R_HOST
  elif is_loopback "$R_HOST"; then
    http_once GET "$R_BASE/v2/" ''
    case $CURL_EXIT in
      7 | 28 | 35 | 52 | 56) R_BASE=http://$R_HOST ;;
    esac
  fi
  http GET "$R_BASE/v2/" ''
  case $HTTP_CODE in
    200) ;;
    401) registry_challenge ;;
    *) return 1 ;;
  esac
}

# registry_challenge: reads WWW-Authenticate of the last answer. Of Bearer and Basic, Bearer.
registry_challenge() {
  awk '
    /^HTTP\// { delete found; n = 0; next }
    tolower($0) ~ /^www-authenticate:/ { sub(/^[^:]*:[ \t]*/, ""); sub(/[ \t\r]+$/, ""); found[++n] = $0 }
    END {
      for (i = 1; i <= n; i++) if (tolower(found[i]) ~ /^basic/) scheme = "basic"
      for (i = 1; i <= n; i++) if (tolower(found[i]) ~ /^bearer /) { scheme = "bearer"; line = substr(found[i], 8); break }
      print scheme
      while (match(line, /[A-Za-z_]+="[^"]*"/)) {
        pair = substr(line, RSTART, RLENGTH); line = substr(line, RSTART + RLENGTH)
        split(pair, part, "=")
        value[tolower(part[1])] = substr(pair, length(part[1]) + 3, length(pair) - length(part[1]) - 3)
      }
      print value["realm"]; print value["service"]
    }' "$TMP/head" >"$TMP/challenge"
  R_AUTH=$(sed -n 1p "$TMP/challenge")
  R_REALM=$(sed -n 2p "$TMP/challenge")
  R_SERVICE=$(sed -n 3p "$TMP/challenge")
  case $R_AUTH in
    basic) return 0 ;;
    bearer) ;;
    *) die "$R_NAME asks for a kind of log-in that Cooperage does not know" 'Basic and Bearer token log-ins are supported' ;;
  esac
  case $R_REALM in
    *[[:cntrl:][:blank:]]*) die "$R_NAME names no usable token service: $(shown "$R_REALM")" ;;
    https://*) ;;
    http://*)
      realm_host=${R_REALM#http://}
      realm_host=${realm_host%%[/?]*}
      # A password goes over plain HTTP only where the registry itself is allowed to.
      if [ -n "$R_PASSWORD" ] && ! is_loopback "$realm_host"; then
        case ${COOPERAGE_PLAIN_HTTP:-}:$R_BASE in
          true:http://*) ;;
          *) die "$R_NAME wants the password sent to $(shown "$R_REALM"), which is not encrypted" "have its token service speak https, or set publish.plainHttp when the network is trusted" ;;
        esac
      fi
      ;;
    *) die "$R_NAME names no usable token service: $(shown "$R_REALM")" ;;
  esac
}

# basic_authorization: prints the value of an Authorization header with the account and its password.
basic_authorization() {
  printf 'Basic %s\n' "$(printf '%s:%s' "$R_ACCOUNT" "$R_PASSWORD" | base64 | tr -d '\n')"
}

# registry_token SCOPE: fetches a Bearer token for a scope ('' for none); sets R_TOKEN and R_SCOPE. Returns 1 when the
# token service refuses.
registry_token() {
  R_TOKEN='' R_SCOPE=$1
  case $R_REALM in
    *\?*) token_url="$R_REALM&service=$(url_encode "$R_SERVICE")" ;;
    *) token_url="$R_REALM?service=$(url_encode "$R_SERVICE")" ;;
  esac
  [ -z "$1" ] || token_url="$token_url&scope=$(url_encode "$1")"
  token_authorization=''
  if [ -n "$R_PASSWORD" ]; then
    token_url="$token_url&account=$(url_encode "$R_ACCOUNT")"
    token_authorization=$(basic_authorization)
  fi
  http GET "$token_url" "$token_authorization"
  [ "$HTTP_CODE" = 200 ] || return 1
  if json_flatten <"$TMP/body" >"$TMP/token.flat"; then
    R_TOKEN=$(json_get "$TMP/token.flat" /token || json_get "$TMP/token.flat" /access_token || :)
  fi
  : >"$TMP/body"
  rm -f "$TMP/token.flat"
  [ -n "$R_TOKEN" ] || die "the token service of $R_NAME answered without a token" 'ask who runs the registry'
}

# registry_accepts_account: whether the account and password are right. HTTP_CODE tells more.
registry_accepts_account() {
  case $R_AUTH in
    bearer) registry_token '' ;;
    basic)
      http GET "$R_BASE/v2/" "$(basic_authorization)"
      [ "$HTTP_CODE" = 200 ]
      ;;
  esac
}

# registry_request METHOD PATH ACTIONS REPOSITORY [OPTION...]: a request below /v2/, with the rights ACTIONS (pull, or
# pull,push) on REPOSITORY. Always returns 0: look at HTTP_CODE.
registry_request() {
  request_method=$1 request_url=$R_BASE/v2/$2 request_scope=repository:$4:$3
  shift 4
  case $R_AUTH in
    bearer)
      request_old=$R_TOKEN
      if [ -z "$R_TOKEN" ] || [ "$R_SCOPE" != "$request_scope" ]; then
        request_old=''
        registry_token "$request_scope" || return 0
      fi
      http "$request_method" "$request_url" "Bearer $R_TOKEN" "$@"
      # Tokens live for a minute or a few, so a kept one may have died.
      if [ "$HTTP_CODE" = 401 ] && [ -n "$request_old" ]; then
        registry_token "$request_scope" || return 0
        http "$request_method" "$request_url" "Bearer $R_TOKEN" "$@"
      fi
      ;;
    basic)
      request_authorization=''
      [ -z "$R_PASSWORD" ] || request_authorization=$(basic_authorization)
      http "$request_method" "$request_url" "$request_authorization" "$@"
      ;;
    *) http "$request_method" "$request_url" '' "$@" ;;
  esac
}
