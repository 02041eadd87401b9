/** Builds the image from the context that imagePrepare laid out. See imageBuild.txt. */
void call(Map args = [:]) {
  String script = libraryResource(resource: 'cooperage/build.sh', encoding: 'UTF-8')
  withEnv([
    "COOPERAGE_WORK=${pwd(tmp: true)}/cooperage/${env.BUILD_NUMBER}", "COOPERAGE_BUILDER=${args.builder ?: ''}",
    "COOPERAGE_PLATFORMS=${args.platforms ?: ''}", "COOPERAGE_NETWORK=${args.network ?: ''}",
    "COOPERAGE_FORMAT=${args.format ?: ''}", "COOPERAGE_SECRETS=${args.secrets ?: ''}",
    "COOPERAGE_BUILD_ARGS=${args.buildArgs ?: ''}", "COOPERAGE_NEEDS=${args.needs ?: ''}",
    "COOPERAGE_SPEC=${args.spec ?: ''}",
  ]) {
    sh(label: 'Build', script: script)
  }
}
