/** Says what was pushed, or why the build failed, and archives build-record.json. See imageReport.txt. */
void call(Map args = [:]) {
  if (!env.WORKSPACE) {
    echo "Report: this build (${currentBuild.currentResult}) had no agent, so there is nothing to report. Where it " +
      'failed, Jenkins tells why in the lines around: mostly a label that no agent has, or an agent that is offline ' +
      '(pipeline.agent of the spec)'
    return
  }
  catchError(buildResult: 'SUCCESS', stageResult: 'SUCCESS') {
    String script = libraryResource(resource: 'cooperage/report.sh', encoding: 'UTF-8')
    withEnv([
      "COOPERAGE_WORK=${pwd(tmp: true)}/cooperage/${env.BUILD_NUMBER}", "COOPERAGE_RECORD=${env.WORKSPACE}",
      "COOPERAGE_RESULT=${currentBuild.currentResult}", "COOPERAGE_SPEC=${args.spec ?: ''}",
    ]) {
      sh(label: 'Report', script: script)
    }
  }
  archiveArtifacts(artifacts: 'build-record.json', allowEmptyArchive: true)
}
