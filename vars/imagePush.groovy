/** Pushes the image and confirms its digest at the registry. See imagePush.txt. */
void call(Map args = [:]) {
  String script = libraryResource(resource: 'cooperage/push.sh', encoding: 'UTF-8')
  withEnv([
    "COOPERAGE_WORK=${pwd(tmp: true)}/cooperage/${env.BUILD_NUMBER}", "COOPERAGE_BUILDER=${args.builder ?: ''}",
    "COOPERAGE_PLATFORMS=${args.platforms ?: ''}", "COOPERAGE_KIND=${args.kind ?: ''}",
    "COOPERAGE_OVERWRITE=${args.overwrite ?: ''}", "COOPERAGE_PLAIN_HTTP=${args.plainHttp ?: ''}",
    "COOPERAGE_RETRIES=${args.retries ?: ''}",
  ]) {
    sh(label: 'Push', script: script)
  }
}
