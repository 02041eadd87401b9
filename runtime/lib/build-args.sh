# Build arguments whose values come from the environment.

# build_arguments: prints ARG=VALUE for each pair ARG=VARIABLE of COOPERAGE_BUILD_ARGS, one a line. GIT_COMMIT and
# GIT_URL are those of the checkout. A variable that is not set or empty gives none: the default of ARG stays. The
# values end up in the image's history, so they are public: a secret's variable is refused.
build_arguments() {
  for build_argument in ${COOPERAGE_BUILD_ARGS:-}; do
    argument_name=${build_argument%%=*}
    argument_variable=${build_argument#*=}
    printf '%s\n' "$build_argument" | grep -Eqx '[A-Za-z_][A-Za-z0-9_]*=[A-Za-z_][A-Za-z0-9_]*' || die "the step's argument buildArgs is not legal: $(shown "$build_argument")" 'write ARG=VARIABLE'
    case " ${COOPERAGE_SECRETS:-} " in
      *"=$argument_variable:"*) die "the build argument $argument_name would take the secret in $argument_variable, and anybody can read it in the image" 'mount the secret in RUN: mounts, type secret' ;;
    esac
    case $argument_variable in
      GIT_COMMIT) argument_value=${COOPERAGE_COMMIT:-} ;;
      # Without the password that it may hold.
      GIT_URL) argument_value=$(public_url "${COOPERAGE_SOURCE:-}") ;;
      REGISTRY_ACCESS*) die "the build argument $argument_name would take the registry's credentials" 'name another variable' ;;
      *) argument_value=$(printenv "$argument_variable" || :) ;;
    esac
    [ "${#argument_value}" -le 4096 ] || die "the value of $argument_variable for the build argument $argument_name is longer than 4096 bytes" 'shorten it, or give it by a file that is copied'
    case $argument_value in
      *[[:cntrl:]]*) die "the value of $argument_variable for the build argument $argument_name holds a control character" 'give one line of text' ;;
      '') ;;
      *) printf '%s=%s\n' "$argument_name" "$argument_value" ;;
    esac
  done
}
