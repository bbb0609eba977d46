// Apart from the rest, so that what runs before the page is drawn stays small.

/** The name under which the browser keeps the village that somebody asked it to remember. */
export const KEY = 'my-village';
