import { change, changes, type Change, type ImageState } from './change.js';

/** Where the image is pushed, under which tags. */
export function publish(before: ImageState | null, after: ImageState): Change[] {
  const [old, now] = [before?.plan.publish ?? null, after.plan.publish];
  const repository = before ? before.identity.repository : null;
  const tags = (list: readonly string[]): Map<string, string> =>
    new Map(list.map((tag) => [`tag ${tag}`, tag]));
  const one = (name: string, was: string, is: string): Change[] =>
    old === null && is === ''
      ? []
      : change('publish', old === null ? null : was || 'none', is || 'none', { name });
  return [
    ...change('publish', repository, after.identity.repository, { name: 'repository' }),
    ...changes('publish', tags(old?.tags ?? []), tags(now.tags)),
    // The first tag names the build.
    ...(old && [...old.tags].sort().join(' ') === [...now.tags].sort().join(' ')
      ? change('publish', old.tags.join(' '), now.tags.join(' '), { name: 'order of the tags' })
      : []),
    ...one('overwrite', overwriteWords(old?.overwrite), overwriteWords(now.overwrite)),
    ...change('publish', old?.kind ?? (now.kind === 'distribution' ? 'distribution' : null), now.kind, {
      name: 'kind of registry',
    }),
    ...one('API', old?.apiUrl ?? '', now.apiUrl),
    ...one('plain HTTP', old?.plainHttp ? 'yes' : '', now.plainHttp ? 'yes' : '').map((found) => ({
      ...found,
      attention: now.plainHttp,
    })),
  ];
}

function overwriteWords(overwrite: string | undefined): string {
  return overwrite === 'true' ? 'every tag' : (overwrite ?? '');
}
