// The village that somebody asked this browser to remember. Apart from what is done with it, so that what runs before the
// page is drawn stays small.

/** The name under which the browser keeps it. */
export const KEY = 'my-village';

export interface Village {
  slug: string;
  name: string;
}

/** The remembered village; none also where the browser keeps nothing, or something that no page of ours wrote. */
export function rememberedVillage(): Village | null {
  try {
    const village: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    if (typeof village !== 'object' || village === null || !('slug' in village) || !('name' in village)) return null;
    const { slug, name } = village;
    return typeof slug === 'string' && typeof name === 'string' && /^[a-z0-9-]+$/.test(slug) ? { slug, name } : null;
  } catch {
    return null;
  }
}
