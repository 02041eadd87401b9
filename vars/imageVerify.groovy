/** Asks, before anything is built, whether this build can succeed: tools, registry, account, project, tags, base image. See imageVerify.txt. */
void call(Map args = [:]) {
  String script = libraryResource(resource: 'cooperage/verify.sh', encoding: 'UTF-8')
  withEnv([
    "COOPERAGE_WORK=${pwd(tmp: true)}/cooperage/${env.BUILD_NUMBER}", "COOPERAGE_BASE=${args.base ?: ''}",
    "COOPERAGE_BASES=${args.bases ?: ''}", "COOPERAGE_BUILDER=${args.builder ?: ''}",
    "COOPERAGE_PLATFORMS=${args.platforms ?: ''}", "COOPERAGE_KIND=${args.kind ?: ''}",
    "COOPERAGE_OVERWRITE=${args.overwrite ?: ''}", "COOPERAGE_API_URL=${args.apiUrl ?: ''}",
    "COOPERAGE_PLAIN_HTTP=${args.plainHttp ?: ''}", "COOPERAGE_NEEDS=${args.needs ?: ''}",
    "COOPERAGE_RETRIES=${args.retries ?: ''}",
  ]) {
    sh(label: 'Verify', script: script)
  }
}
