# Harbor's and GitLab's own APIs: only they can tell a project that is missing from an account that lacks a right.

# check_project: dies when the project does not exist; says so when it could not be seen.
check_project() {
  case ${COOPERAGE_KIND:-} in
    '' | distribution) ;;
    harbor) check_harbor_project ;;
    gitlab) check_gitlab_project ;;
    *) die "the registry's kind is '$(shown "$COOPERAGE_KIND")'" 'distribution, harbor and gitlab are known' ;;
  esac
}

# api_url DEFAULT: prints the address of the API without a slash at its end.
api_url() {
  api=${COOPERAGE_API_URL:-$1}
  case $api in
    *[[:cntrl:][:blank:]]*) die "apiUrl is no address: $(shown "$api")" ;;
    https://*) ;;
    http://*)
      api_host=${api#http://}
      is_loopback "${api_host%%/*}" || [ "${COOPERAGE_PLAIN_HTTP:-}" = true ] ||
        die "apiUrl is not encrypted: $(shown "$api")" 'use https, or set publish.plainHttp when the network is trusted'
      ;;
    *) die "apiUrl is no address: $(shown "$api")" 'give https://host' ;;
  esac
  printf '%s\n' "${api%/}"
}

# check_harbor_project: https://goharbor.io/docs/ (HEAD /projects?project_name=): 200 there, 404 not. Harbor's
# project is the first component only.
check_harbor_project() {
  [ -n "$NAMESPACE" ] || die "the parameter namespace is empty, but Harbor keeps every image in a project" 'give the project as namespace'
  project=${NAMESPACE%%/*}
  project_api=$(api_url "$R_BASE")
  project_authorization=''
  [ -z "$PASSWORD" ] || project_authorization=$(basic_authorization)
  http HEAD "$project_api/api/v2.0/projects?project_name=$(url_encode "$project")" "$project_authorization"
  case $HTTP_CODE in
    200) say "project $project exists" ;;
    404) die "the project $project does not exist in Harbor at $REGISTRY" "have a Harbor administrator create the project $project and make ${ACCOUNT:-this client} a member who may push, or correct the parameter namespace" ;;
    *) warn "whether the project $project exists could not be asked: $(http_problem)" ;;
  esac
}

# check_gitlab_project: https://docs.gitlab.com/api/projects/#get-a-single-project. An image lies in a project's
# registry or at most two levels below it, so the project is some first part of the repository's name.
check_gitlab_project() {
  # The token service belongs to GitLab itself, so its address is GitLab's.
  project_api=$(api_url "$(printf '%s\n' "${R_REALM:-$R_BASE}" | sed 's,^\(https*://[^/]*\).*,\1,')")
  project_option=''
  [ -z "$PASSWORD" ] || project_option="header = \"PRIVATE-TOKEN: $(curl_quote "$PASSWORD")\""
  project=${NAMESPACE:-$NAME}
  project_seen=''
  for project_candidate in "$project" "$REPOSITORY" "${project%/*}"; do
    http GET "$project_api/api/v4/projects/$(url_encode "$project_candidate")" '' "$project_option"
    case $HTTP_CODE in
      200)
        gitlab_registry_enabled "$project_candidate"
        return 0
        ;;
      404) project_seen=no ;;
      *) break ;;
    esac
  done
  case $HTTP_CODE:$project_seen in
    404:*) die "neither $project nor $REPOSITORY is a GitLab project that $WHO can see at $project_api" "create the project, or make ${ACCOUNT:-this client} a member with the role Developer, or correct the parameter namespace (GitLab hides projects of which one is not a member)" ;;
    # A deploy token or job token may push, but the API does not know it.
    *) warn "whether the project $project exists could not be asked with this token: $(http_problem)" ;;
  esac
}

# gitlab_registry_enabled PROJECT: dies when the project's container registry is switched off.
gitlab_registry_enabled() {
  json_flatten <"$TMP/body" >"$TMP/project.flat" 2>/dev/null || return 0
  gitlab_access=$(json_get "$TMP/project.flat" /container_registry_access_level || json_get "$TMP/project.flat" /container_registry_enabled || :)
  case $gitlab_access in
    disabled | false) die "the container registry of the GitLab project $1 is switched off" "switch it on: Settings > General > Visibility > Container registry" ;;
  esac
  say "project $1 exists"
}
