/** The secrets that mounts name, each with credentials of the same name until somebody states others. */
export function secretsOf(stages: readonly Readonly<Record<string, unknown>>[]): object {
  const ids = new Map<string, 'file' | 'text'>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { type, id, env } = value as { type?: unknown; id?: unknown; env?: unknown };
    if (type === 'secret' && typeof id === 'string') ids.set(id, env === undefined ? 'file' : 'text');
    Object.values(value).forEach(look);
  };
  stages.forEach(look);
  const secrets = [...ids].map(([id, kind]) => [id, { credentialsId: id, kind }]);
  return ids.size > 0 ? { secrets: Object.fromEntries(secrets) as object } : {};
}
