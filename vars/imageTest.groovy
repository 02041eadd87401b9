/** Runs the tests of the image that imageBuild made. See imageTest.txt. */
void call(Map args = [:]) {
  String script = libraryResource(resource: 'cooperage/test.sh', encoding: 'UTF-8')
  withEnv([
    "COOPERAGE_WORK=${pwd(tmp: true)}/cooperage/${env.BUILD_NUMBER}", "COOPERAGE_DIR=${args.dir ?: ''}",
    "COOPERAGE_BUILDER=${args.builder ?: ''}", "COOPERAGE_PLATFORMS=${args.platforms ?: ''}",
  ]) {
    sh(label: 'Test', script: script)
  }
}
