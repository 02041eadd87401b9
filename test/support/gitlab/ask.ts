/** Asks the stand-in, or a real GitLab, as a client does that knows nothing of it. */

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Of the body; undefined where it is no JSON. */
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly json: any;
}

export interface Asks {
  readonly url: string;
  readonly token: string;
  readonly projectPath: string;
}

/** @param path below `/api/v4`; `:id` stands for the project */
export async function ask(
  { url, token, projectPath }: Asks,
  method: string,
  path: string,
  body?: unknown,
  other: { readonly token?: string | null } = {},
): Promise<Answered> {
  const used = other.token === undefined ? token : other.token;
  const response = await fetch(`${url}/api/v4${path.replace(':id', encodeURIComponent(projectPath))}`, {
    method,
    headers: {
      ...(used !== null && { 'private-token': used }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
