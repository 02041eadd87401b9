/** The linter of the plugin Pipeline: Declarative, with its two forms of an answer. */
import { json, needsPost, notFound, type Reply, plain } from './answer.js';
import type { Context } from './context.js';

export async function lintRoute(context: Context, verb: string): Promise<Reply> {
  const { world, ask } = context;
  if (!world.has('pipeline-model-definition')) return notFound();
  if (verb !== 'validate' && verb !== 'validateJenkinsfile') return notFound();
  if (ask.method !== 'POST') return needsPost();
  const jenkinsfile = ask.fields.get('jenkinsfile') ?? multipart(ask.body, 'jenkinsfile');
  if (verb === 'validate') return plain(await asText(context, jenkinsfile));
  return json(world, { status: 'ok', data: await asJson(context, jenkinsfile) });
}

async function asText(context: Context, jenkinsfile: string | null): Promise<string> {
  if (jenkinsfile === null) return 'No Jenkinsfile specified';
  if (!hasPipeline(jenkinsfile)) return noPipeline(jenkinsfile);
  const errors = await lint(context, jenkinsfile);
  if (errors.length === 0) return 'Jenkinsfile successfully validated.';
  return ['Errors encountered validating Jenkinsfile:', ...errors].join('\n');
}

async function asJson(context: Context, jenkinsfile: string | null): Promise<object> {
  const failed = (errors: readonly string[]): object => ({
    result: 'failure',
    // Jenkins accumulates: several errors are a list in one object.
    errors: [{ error: errors.length === 1 ? errors[0] : errors }],
  });
  if (!jenkinsfile) return failed(["No content found for 'jenkinsfile' parameter"]);
  if (!hasPipeline(jenkinsfile)) return failed([noPipeline(jenkinsfile)]);
  const errors = await lint(context, jenkinsfile);
  if (errors.length === 0) return { result: 'success' };
  return failed(errors.map((error) => error.replace(/^WorkflowScript: \d+: /, '').split('\n')[0] ?? error));
}

function lint(context: Context, jenkinsfile: string): readonly string[] | Promise<readonly string[]> {
  return (context.world.options.linter ?? bracesOnly)(jenkinsfile);
}

function hasPipeline(jenkinsfile: string): boolean {
  return /^\s*pipeline\s*\{/m.test(jenkinsfile);
}

function noPipeline(jenkinsfile: string): string {
  return `Jenkinsfile content '${jenkinsfile}' did not contain the 'pipeline' step`;
}

/** The least that a linter must find; the real one is Groovy's parser with Declarative's rules. */
function bracesOnly(jenkinsfile: string): string[] {
  const bare = jenkinsfile.replaceAll(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*/g, '');
  const open = bare.split('{').length - bare.split('}').length;
  const line = jenkinsfile.split('\n').length;
  if (open === 0) return [];
  return [`WorkflowScript: ${line}: expecting '}', found '' @ line ${line}, column 1.\n   \n   ^\n`];
}

/** A field of `multipart/form-data`, as `curl -F` sends it. */
function multipart(body: string, name: string): string | null {
  const found = new RegExp(`name="${name}"[^]*?\r\n\r\n([^]*?)\r\n--`).exec(body);
  return found?.[1] ?? null;
}
