/** Pushes the image and confirms its digest at the registry. See imagePush.txt. */
void call(Map args = [:]) {
  List parts = [
    'lib.sh', 'lib/args.sh', 'lib/json.sh', 'lib/registry.sh', 'lib/manifest.sh', 'lib/builder.sh',
    'lib/record.sh', 'push.sh'
  ]
  String script = ''
  for (int i = 0; i < parts.size(); i++) {
    script += libraryResource(resource: "cooperage/${parts[i]}", encoding: 'UTF-8')
  }
  withEnv([
    "COOPERAGE_WORK=${pwd(tmp: true)}/cooperage/${env.BUILD_NUMBER}", "COOPERAGE_BUILDER=${args.builder ?: ''}",
    "COOPERAGE_KIND=${args.kind ?: ''}", "COOPERAGE_OVERWRITE=${args.overwrite ?: ''}",
    "COOPERAGE_PLAIN_HTTP=${args.plainHttp ?: ''}", "COOPERAGE_RETRIES=${args.retries ?: ''}",
  ]) {
    sh(label: 'Push', script: script)
  }
}
