import type { ImageDiff, ImageStanding } from '../diff.js';

const TOLD = ['changed', 'added', 'removed'] as const;

/** How many images stand so. */
export function numberOf(images: readonly ImageDiff[], standing: ImageStanding): number {
  return images.filter((image) => image.standing === standing).length;
}

/** `2 images changed, 1 image added.`; '' where none is. @param count makes `2 images` of a number */
export function changedWords(
  images: readonly ImageDiff[],
  count: (number: number, noun: string) => string,
): string {
  const parts = TOLD.map((standing) => [numberOf(images, standing), standing] as const)
    .filter(([amount]) => amount > 0)
    .map(([amount, standing]) => `${count(amount, 'image')} ${standing}`);
  return parts.length === 0 ? '' : `${parts.join(', ')}.`;
}
