// The text size that somebody chose. It is kept in the browser alone, and only once it was chosen.

const KEY = 'kreisrund.text-size';
const SIZES = ['', 'large', 'largest'] as const;

export type Size = (typeof SIZES)[number];

/** The size that was chosen, or the usual one; also where the browser keeps nothing. */
export function rememberedSize(): Size {
  try {
    return asSize(localStorage.getItem(KEY));
  } catch {
    return '';
  }
}

export function showSize(size: Size): void {
  if (size === '') delete document.documentElement.dataset['textSize'];
  else document.documentElement.dataset['textSize'] = size;
}

export function rememberSize(size: Size): void {
  try {
    if (size === '') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, size);
  } catch {
    // A browser that keeps nothing shows the size on this page all the same.
  }
}

export function asSize(given: string | null | undefined): Size {
  return SIZES.find((size) => size === given) ?? '';
}
