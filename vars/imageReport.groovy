/** Says what was pushed, and archives build-record.json. See imageReport.txt. */
void call(Map args = [:]) {
  if (!env.WORKSPACE) {
    echo 'Report: this build had no agent, so there is nothing to report'
    return
  }
  String script = libraryResource(resource: 'cooperage/report.sh', encoding: 'UTF-8')
  withEnv(["COOPERAGE_WORK=${pwd(tmp: true)}/cooperage/${env.BUILD_NUMBER}", "COOPERAGE_RECORD=${env.WORKSPACE}"]) {
    sh(label: 'Report', script: script)
  }
  archiveArtifacts(artifacts: 'build-record.json', allowEmptyArchive: true)
}
