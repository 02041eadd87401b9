/** Asks, before anything is built, whether this build can succeed: tools, registry, account, project, tags, base image. See imageVerify.txt. */
void call(Map args = [:]) {
  List parts = [
    'lib.sh', 'lib/args.sh', 'lib/json.sh', 'lib/registry.sh', 'lib/manifest.sh', 'lib/project.sh',
    'lib/builder.sh', 'lib/features.sh', 'lib/base.sh', 'verify.sh'
  ]
  String script = ''
  for (int i = 0; i < parts.size(); i++) {
    script += libraryResource(resource: "cooperage/${parts[i]}", encoding: 'UTF-8')
  }
  withEnv([
    "COOPERAGE_WORK=${pwd(tmp: true)}/cooperage/${env.BUILD_NUMBER}", "COOPERAGE_BASE=${args.base ?: ''}",
    "COOPERAGE_BUILDER=${args.builder ?: ''}", "COOPERAGE_KIND=${args.kind ?: ''}",
    "COOPERAGE_OVERWRITE=${args.overwrite ?: ''}", "COOPERAGE_API_URL=${args.apiUrl ?: ''}",
    "COOPERAGE_PLAIN_HTTP=${args.plainHttp ?: ''}", "COOPERAGE_NEEDS=${args.needs ?: ''}",
    "COOPERAGE_RETRIES=${args.retries ?: ''}",
  ]) {
    sh(label: 'Verify', script: script)
  }
}
