/** Runs the tests of the image that imageBuild made. See imageTest.txt. */
void call(Map args = [:]) {
  List parts = [
    'lib.sh', 'lib/json.sh', 'lib/builder.sh', 'lib/ports.sh', 'lib/test-docker.sh', 'lib/test-buildah.sh',
    'test.sh'
  ]
  String script = ''
  for (int i = 0; i < parts.size(); i++) {
    script += libraryResource(resource: "cooperage/${parts[i]}", encoding: 'UTF-8')
  }
  withEnv([
    "COOPERAGE_WORK=${pwd(tmp: true)}/cooperage/${env.BUILD_NUMBER}", "COOPERAGE_DIR=${args.dir ?: ''}",
    "COOPERAGE_BUILDER=${args.builder ?: ''}",
  ]) {
    sh(label: 'Test', script: script)
  }
}
