/** What the suite does at the controller by itself, as an administrator would: credentials, a job by hand, cleaning up. */
import type { Target } from './target.js';

export class Controller {
  constructor(
    private readonly target: Target,
    readonly folder: string,
  ) {}

  /** Username with password, in the folder's own store. */
  async addCredentials(id: string, username: string, password: string): Promise<void> {
    const type = 'com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl';
    const xml = `<${type}><scope>GLOBAL</scope><id>${id}</id><description>Of a test of Cooperage</description><username>${escaped(username)}</username><password>${escaped(password)}</password></${type}>`;
    await this.post(`/job/${this.folder}/credentials/store/folder/domain/_/createCredentials`, xml);
  }

  async addFolder(xml: string): Promise<void> {
    await this.post(`/createItem?name=${this.folder}`, xml);
  }

  /** A job that somebody has clicked together. */
  async addJobByHand(name: string): Promise<void> {
    const xml = `<?xml version='1.1' encoding='UTF-8'?>
<flow-definition>
  <description>Mine &amp; nobody else's</description>
  <keepDependencies>false</keepDependencies>
  <properties/>
  <definition class="org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition">
    <script>echo 'by hand'</script>
    <sandbox>true</sandbox>
  </definition>
  <triggers/>
  <disabled>false</disabled>
</flow-definition>`;
    await this.post(`/job/${this.folder}/createItem?name=${name}`, xml);
  }

  /** null where the job is not there. */
  async config(job: string): Promise<string | null> {
    const response = await this.ask(`/job/${this.folder}/job/${job}/config.xml`);
    return response.status === 404 ? null : response.text();
  }

  /** Names of the jobs in the folder; null where there is no folder. */
  async jobs(): Promise<string[] | null> {
    const response = await this.ask(`/job/${this.folder}/api/json?tree=jobs[name]`);
    if (response.status === 404) return null;
    const { jobs } = (await response.json()) as { jobs: { name: string }[] };
    return jobs.map(({ name }) => name).sort();
  }

  async stop(job: string, build: number): Promise<void> {
    await this.post(`/job/${this.folder}/job/${job}/${build}/stop`);
  }

  /** The console logs of all builds of all jobs, as they are shown. */
  async consoles(): Promise<{ readonly build: string; readonly text: string }[]> {
    const response = await this.ask(`/job/${this.folder}/api/json?tree=jobs[name,builds[number]]`);
    const { jobs } = (await response.json()) as {
      jobs: { name: string; builds?: { number: number }[] }[];
    };
    const builds = jobs.flatMap(({ name, builds: all = [] }) => all.map(({ number }) => ({ name, number })));
    return Promise.all(
      builds.map(async ({ name, number }) => {
        const path = `/job/${this.folder}/job/${name}/${number}`;
        const text = await (await this.ask(`${path}/consoleText`)).text();
        return { build: `${name} #${number}`, text };
      }),
    );
  }

  async artifact(job: string, build: number, path: string): Promise<Record<string, unknown>> {
    const response = await this.ask(`/job/${this.folder}/job/${job}/${build}/artifact/${path}`);
    return (await response.json()) as Record<string, unknown>;
  }

  /** Removes the folder with all in it. */
  async removeAll(): Promise<void> {
    const response = await this.ask(`/job/${this.folder}/doDelete`, { method: 'POST' });
    if (response.status >= 400 && response.status !== 404)
      throw new Error(`the folder ${this.folder} could not be removed: ${response.status}`);
  }

  private ask(path: string, init: RequestInit = {}): Promise<Response> {
    const { url, user, token } = this.target;
    const authorization = `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`;
    return fetch(`${url}${path}`, {
      redirect: 'manual',
      ...init,
      headers: { ...(init.headers as Record<string, string>), authorization },
    });
  }

  private async post(path: string, xml?: string): Promise<void> {
    const response = await this.ask(path, {
      method: 'POST',
      ...(xml !== undefined && { body: xml, headers: { 'content-type': 'text/xml; charset=utf-8' } }),
    });
    if (response.status >= 400) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`);
  }
}

function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
