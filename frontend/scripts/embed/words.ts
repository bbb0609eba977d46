// What the element says on its own: everything else comes from the server in the language of the page.

const GERMAN = {
  loading: 'Wird geladen …',
  failed: 'Das lässt sich gerade nicht laden.',
  again: 'Noch einmal versuchen',
};
const ENGLISH: typeof GERMAN = {
  loading: 'Loading …',
  failed: 'This can’t be loaded just now.',
  again: 'Try again',
};

/** Whether a language (BCP 47) is English. */
export const isEnglish = (tag: string): boolean => /^en\b/i.test(tag);

export const words = (tag: string): typeof GERMAN => (isEnglish(tag) ? ENGLISH : GERMAN);
