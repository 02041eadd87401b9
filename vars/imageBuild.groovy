/** Builds the image from the context that imagePrepare laid out. See imageBuild.txt. */
void call(Map args = [:]) {
  List parts = ['lib.sh', 'lib/builder.sh', 'build.sh']
  String script = ''
  for (int i = 0; i < parts.size(); i++) {
    script += libraryResource(resource: "cooperage/${parts[i]}", encoding: 'UTF-8')
  }
  withEnv([
    "COOPERAGE_WORK=${pwd(tmp: true)}/cooperage/${env.BUILD_NUMBER}", "COOPERAGE_BUILDER=${args.builder ?: ''}",
    "COOPERAGE_NETWORK=${args.network ?: ''}", "COOPERAGE_FORMAT=${args.format ?: ''}",
    "COOPERAGE_SECRETS=${args.secrets ?: ''}", "COOPERAGE_NEEDS=${args.needs ?: ''}",
    "COOPERAGE_SPEC=${args.spec ?: ''}",
  ]) {
    sh(label: 'Build', script: script)
  }
}
