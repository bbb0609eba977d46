// What the server answers: the page that also stands in frames, of which the element takes the main part.

/** What of an answer is shown. */
export interface Content {
  main: HTMLElement;
  /** Its style sheets, as full addresses. */
  sheets: string[];
  language: string;
}

const PATIENCE = 20_000;

/** Asks for `address`, without cookies and without saying on which page. */
export async function ask(address: string, signal: AbortSignal): Promise<Content | null> {
  const answer = await fetch(address, { credentials: 'omit', referrerPolicy: 'no-referrer', signal });
  const page = parsed(await answer.text());
  const main = page.querySelector('main');
  if (!main) return null;
  const full = (link: Element, name: string): string => new URL(link.getAttribute(name) ?? '', address).href;
  for (const link of main.querySelectorAll('a')) link.setAttribute('href', full(link, 'href'));
  // Parsed pages run none; what is taken over holds none either.
  for (const script of main.querySelectorAll('script')) script.remove();
  const links = [...page.querySelectorAll('link[rel=stylesheet]')];
  return { main, sheets: links.map((link) => full(link, 'href')), language: page.documentElement.lang };
}

/** A signal that ends what takes too long, or what `controller` ends. */
export function patience(controller: AbortController): AbortSignal {
  setTimeout(() => controller.abort(), PATIENCE);
  return controller.signal;
}

interface TrustedPolicy {
  createHTML(text: string): string;
}
type TrustedFactory = { createPolicy(name: string, rules: TrustedPolicy): TrustedPolicy };

/** Sites may have it that only named policies parse pages (Trusted Types). */
const policy = (globalThis as { trustedTypes?: TrustedFactory }).trustedTypes?.createPolicy('kreisrund', {
  createHTML: (text) => text,
});

function parsed(text: string): Document {
  return new DOMParser().parseFromString(policy ? policy.createHTML(text) : text, 'text/html');
}

const sheets = new Map<string, Promise<CSSStyleSheet>>();

/** The style sheet at `address`, asked for once a page. */
export function styleSheet(address: string): Promise<CSSStyleSheet> {
  let sheet = sheets.get(address);
  if (!sheet) {
    sheet = made(address);
    sheets.set(address, sheet);
    sheet.catch(() => sheets.delete(address));
  }
  return sheet;
}

async function made(address: string): Promise<CSSStyleSheet> {
  const answer = await fetch(address, { credentials: 'omit', referrerPolicy: 'no-referrer' });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return new CSSStyleSheet().replace(await answer.text());
}
