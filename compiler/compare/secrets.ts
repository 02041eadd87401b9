import { changes, type Change, type ImageState } from './change.js';

/** Secrets of the build, and the credentials that Jenkins binds for the registry. */
export function secrets(before: ImageState | null, after: ImageState): Change[] {
  return changes('secrets', secretsOf(before), secretsOf(after)).map((one) => ({
    ...one,
    // Every new image is pushed by somebody.
    attention: before !== null || one.name !== REGISTRY,
  }));
}

const REGISTRY = 'the registry';

function secretsOf(state: ImageState | null): Map<string, string> {
  if (!state) return new Map();
  const { secrets: own, publish } = state.plan;
  return new Map([
    ...own.map(({ id, credentialsId, kind }) => [id, `credentials ${credentialsId} (${kind})`] as const),
    ...(publish.credentialsId === null ? [] : [[REGISTRY, `credentials ${publish.credentialsId}`] as const]),
  ]);
}
