import type { SecretPlan } from '../model/plan.js';
import type { ImageSpec } from '../model/spec.js';

/** Numbered variables: ids may hold characters that no variable has, and two of them must never meet in one. */
export function secretsOf(spec: ImageSpec): SecretPlan[] {
  const secrets = spec.secrets ?? {};
  return Object.keys(secrets)
    .sort()
    .flatMap((id, index) => {
      const secret = secrets[id];
      if (!secret) return [];
      const { credentialsId, kind = 'text' } = secret;
      return [{ id, variable: `COOPERAGE_SECRET_${index + 1}`, credentialsId, kind }];
    });
}
