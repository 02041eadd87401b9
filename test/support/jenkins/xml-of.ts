/** The config.xml that somebody makes by clicking, for tests that need a job of no special kind. */
export const FOLDER_XML = `<?xml version='1.1' encoding='UTF-8'?>
<com.cloudbees.hudson.plugins.folder.Folder>
  <description></description>
  <properties/>
</com.cloudbees.hudson.plugins.folder.Folder>`;

export interface JobXml {
  /** Name → default. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly upstream?: readonly string[];
  /** false by default: as a job that is made by hand begins, builds may run together. */
  readonly notConcurrent?: boolean;
  readonly description?: string;
  readonly disabled?: boolean;
}

export function jobXml({
  parameters,
  upstream,
  notConcurrent,
  description = '',
  disabled,
}: JobXml = {}): string {
  const definitions = Object.entries(parameters ?? {}).map(
    ([name, value]) =>
      `<hudson.model.StringParameterDefinition><name>${name}</name><defaultValue>${value}</defaultValue><trim>true</trim></hudson.model.StringParameterDefinition>`,
  );
  const properties = [
    notConcurrent
      ? '<org.jenkinsci.plugins.workflow.job.properties.DisableConcurrentBuildsJobProperty/>'
      : '',
    parameters
      ? `<hudson.model.ParametersDefinitionProperty><parameterDefinitions>${definitions.join('')}</parameterDefinitions></hudson.model.ParametersDefinitionProperty>`
      : '',
    upstream
      ? `<org.jenkinsci.plugins.workflow.job.properties.PipelineTriggersJobProperty><triggers><jenkins.triggers.ReverseBuildTrigger><spec/><upstreamProjects>${upstream.join(', ')}</upstreamProjects></jenkins.triggers.ReverseBuildTrigger></triggers></org.jenkinsci.plugins.workflow.job.properties.PipelineTriggersJobProperty>`
      : '',
  ];
  return `<?xml version='1.1' encoding='UTF-8'?>
<flow-definition>
  <description>${description}</description>
  <keepDependencies>false</keepDependencies>
  <properties>${properties.join('')}</properties>
  <definition class="org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition">
    <script>echo 'hello'</script>
    <sandbox>true</sandbox>
  </definition>
  <triggers/>
  <disabled>${disabled ?? false}</disabled>
</flow-definition>`;
}
