/** Checks out the source and lays out the build context outside the checkout. See imagePrepare.txt. */
void call(Map args = [:]) {
  Map source = checkout(scm)
  env.COOPERAGE_COMMIT = source.GIT_COMMIT ?: ''
  env.COOPERAGE_SOURCE = source.GIT_URL ?: ''
  String script = libraryResource(resource: 'cooperage/prepare.sh', encoding: 'UTF-8')
  withEnv([
    "COOPERAGE_WORK=${pwd(tmp: true)}/cooperage/${env.BUILD_NUMBER}", "COOPERAGE_DIR=${args.dir ?: ''}",
    "COOPERAGE_SPEC_DIR=${args.specDir ?: ''}", "COOPERAGE_CONTEXT=${args.context ?: ''}",
    "COOPERAGE_ROOTFS=${args.rootfs ?: ''}", "COOPERAGE_INPUTS=${args.inputs ?: ''}",
    "COOPERAGE_OVERWRITE=${args.overwrite ?: ''}", "COOPERAGE_BUILD_ARGS=${args.buildArgs ?: ''}",
    "COOPERAGE_PLATFORMS=${args.platforms ?: ''}",
  ]) {
    sh(label: 'Prepare', script: script)
  }
}
