// The element: what stands in it (a link) is shown until the search has been fetched, and where that fails.

import { type Content, ask, patience, styleSheet } from './answer';
import { isEnglish, words } from './words';

/** The line that brought this script; where some system makes a module of it, the browser does not tell. */
const line = document.currentScript ?? document.querySelector('script[src$="/kreisrund.js"]');
/** The server from which it came. */
const HOME = new URL((line as HTMLScriptElement | null)?.src || location.href).origin;

const DARK = matchMedia('(prefers-color-scheme: dark)');
/** The attributes that are parameters of the widget; the search itself stands in `suche`. */
const PARAMETERS = ['ansicht', 'kalender', 'anzahl', 'farbe', 'schema', 'titel'];

export class KreisrundSuche extends HTMLElement {
  static readonly observedAttributes = ['suche', 'lang', 'ebene', ...PARAMETERS];

  private readonly box = document.createElement('div');
  private readonly said = document.createElement('p');
  private running: AbortController | null = null;
  private isAsked = false;

  constructor() {
    super();
    this.box.className = 'host';
    this.box.append(document.createElement('slot'));
    this.said.className = 'said';
    this.said.setAttribute('part', 'status');
    this.said.setAttribute('role', 'status');
    this.attachShadow({ mode: 'open' }).append(this.box, this.said);
    this.box.addEventListener('click', (event) => this.follow(event));
    DARK.addEventListener('change', () => this.showScheme());
  }

  connectedCallback(): void {
    this.showScheme();
    this.renew();
  }

  disconnectedCallback(): void {
    this.running?.abort();
    this.running = null;
  }

  attributeChangedCallback(): void {
    if (!this.isConnected) return;
    this.showScheme();
    this.renew();
  }

  /** Dark where that was chosen, or where the page around says that it is: most pages never are, whatever the system. */
  private showScheme(): void {
    const chosen = this.getAttribute('schema');
    const isDark = chosen === 'dunkel' || (chosen !== 'hell' && isDarkAround(this));
    this.dataset['schema'] = isDark ? 'dunkel' : 'hell';
  }

  /** Several attributes that change at once ask once. */
  private renew(): void {
    if (this.isAsked) return;
    this.isAsked = true;
    queueMicrotask(() => {
      this.isAsked = false;
      if (this.isConnected) void this.load(this.address());
    });
  }

  private get language(): string {
    return this.closest('[lang]')?.getAttribute('lang') ?? '';
  }

  private address(): string {
    const parameters = new URLSearchParams(this.getAttribute('suche') ?? '');
    for (const name of PARAMETERS) {
      const value = this.getAttribute(name);
      if (value) parameters.set(name, value);
    }
    const question = parameters.toString();
    return `${HOME}${isEnglish(this.language) ? '/en' : ''}/widget${question ? `?${question}` : ''}`;
  }

  /** Shows what is at `address`; where a link led there, `from` is what it was called. */
  private async load(address: string, from?: string): Promise<void> {
    this.running?.abort();
    const controller = (this.running = new AbortController());
    this.show(true);
    if (!from) this.said.textContent = words(this.language).loading;
    try {
      const content = await ask(address, patience(controller));
      const sheets = content && (await Promise.all(content.sheets.map(styleSheet)));
      if (this.running !== controller) return;
      if (!content || !sheets) throw new Error('no answer of ours');
      (this.shadowRoot as ShadowRoot).adoptedStyleSheets = sheets;
      this.fill(content, from);
    } catch {
      if (this.running === controller) this.fail(address, from);
    }
    if (this.running === controller) this.show(false);
  }

  private show(busy: boolean): void {
    this.box.setAttribute('aria-busy', String(busy));
    this.box.classList.toggle('host--busy', busy);
  }

  private fill({ main, language }: Content, from?: string): void {
    const content = document.createElement('div');
    content.lang = language;
    for (const { name, value } of main.attributes) content.setAttribute(name, value);
    content.append(...main.childNodes);
    this.lower(content);
    this.box.replaceChildren(content);
    // What was refused leaves the way to the search that the page itself offers.
    if (content.classList.contains('widget--problem')) this.box.append(document.createElement('slot'));
    this.said.className = 'sr-only';
    this.said.textContent = content.dataset['said'] ?? '';
    if (from) this.land(from);
  }

  /** Headings stand below those of the page around: its own heading is one of level `ebene`. */
  private lower(content: HTMLElement): void {
    const level = Number(this.getAttribute('ebene')) || 2;
    for (const heading of content.querySelectorAll('h1, h2, h3')) {
      const lower = document.createElement(`h${Math.min(6, level - 1 + Number(heading.tagName[1]))}`);
      for (const { name, value } of heading.attributes) lower.setAttribute(name, value);
      lower.append(...heading.childNodes);
      heading.replaceWith(lower);
    }
  }

  /** Links that lead on within the widget are followed within the element. */
  private follow(event: MouseEvent): void {
    const link = (event.target as Element).closest<HTMLAnchorElement>('[data-inside]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void this.load(link.href, link.dataset['inside']);
  }

  /** Who leafed goes on leafing; who chose a day reads on at its dates. */
  private land(from: string): void {
    const same = this.box.querySelector<HTMLElement>(`[data-inside="${from}"]`);
    const places = this.box.querySelectorAll<HTMLElement>('[data-landing]');
    const isLeaf = same && !/^\d/.test(from);
    const place = isLeaf ? same : (places[places.length - 1] ?? this.box.querySelector<HTMLElement>('[part=title] a'));
    place?.focus({ preventScroll: !!isLeaf });
  }

  private fail(address: string, from?: string): void {
    const said = words(this.language);
    const again = document.createElement('button');
    again.type = 'button';
    again.className = 'retry';
    again.textContent = said.again;
    again.addEventListener('click', () => void this.load(address, from ?? 'again'));
    again.setAttribute('part', 'button');
    // The link in the element leads to the search in any case.
    this.box.replaceChildren(document.createElement('slot'), ' ', again);
    this.said.className = 'said';
    this.said.textContent = said.failed;
  }
}

/** Whether what is around `element` is drawn in dark colours, as pages tell browsers (CSS Color Adjustment). */
function isDarkAround(element: Element): boolean {
  const around = getComputedStyle(element.parentElement ?? document.documentElement).colorScheme;
  const meta = document.querySelector<HTMLMetaElement>('meta[name=color-scheme]')?.content;
  const scheme = around && around !== 'normal' ? around : (meta ?? '');
  return scheme.includes('dark') && (DARK.matches || !scheme.includes('light'));
}
