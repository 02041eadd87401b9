/** Removes what this build left on the agent; never fails the build. See imageCleanup.txt. */
void call(Map args = [:]) {
  if (!env.WORKSPACE) {
    echo 'Cleanup: this build had no agent, so there is nothing to clean up'
    return
  }
  catchError(buildResult: 'SUCCESS', stageResult: 'SUCCESS') {
    String script = libraryResource(resource: 'cooperage/cleanup.sh', encoding: 'UTF-8')
    withEnv(["COOPERAGE_WORK=${pwd(tmp: true)}/cooperage/${env.BUILD_NUMBER}", "COOPERAGE_RECORD=${env.WORKSPACE}"]) {
      sh(label: 'Clean up', script: script)
    }
  }
}
