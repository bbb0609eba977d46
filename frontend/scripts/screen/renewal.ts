// Fetching the page anew every few minutes.

const EVERY_MILLISECONDS = 3 * 60_000;
/** While the server is away it is asked more often. */
const AWAY_MILLISECONDS = 30_000;

export class Renewal {
  /** Called when something new came. */
  onCame: () => void = () => {};

  private waiting: number | undefined;
  private came: Document | null = null;

  /** `shown` is called when the page has other dates. */
  constructor(private readonly shown: () => void) {}

  begin(): void {
    this.wait(EVERY_MILLISECONDS);
    // Devices that slept, and networks that come back.
    addEventListener('online', () => void this.renew());
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) void this.renew();
    });
  }

  /** Asks for the page. */
  async renew(): Promise<void> {
    clearTimeout(this.waiting);
    try {
      const answer = await fetch(location.href, { credentials: 'omit', cache: 'no-cache' });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      if (!page.querySelector('[data-screen]')) throw new Error('another page');
      if (files(page) !== files(document)) {
        // The server has another version: its script and styles belong to its page.
        location.reload();
        return;
      }
      this.came = page;
      this.say(false);
      this.onCame();
      this.wait(EVERY_MILLISECONDS);
    } catch {
      this.say(true);
      this.wait(AWAY_MILLISECONDS);
    }
  }

  /** Shows what came. */
  show(): void {
    const page = this.came;
    this.came = null;
    if (!page) return;
    let isOther = false;
    for (const part of ['main', '[data-today]', '[data-as-of]', 'h1']) {
      const [now, then] = [document.querySelector(part), page.querySelector(part)];
      if (!now || !then || now === then) continue;
      if (part === 'main') isOther = true;
      now.replaceWith(document.adoptNode(then));
    }
    document.title = page.title;
    if (isOther) this.shown();
  }

  private wait(milliseconds: number): void {
    this.waiting = window.setTimeout(() => void this.renew(), milliseconds);
  }

  private say(away: boolean): void {
    const state = document.querySelector<HTMLElement>('.screen__state');
    const asOf = document.querySelector<HTMLElement>('[data-as-of]');
    const words = document.querySelector<HTMLElement>('[data-screen]')?.dataset['away'] ?? '';
    state?.classList.toggle('screen__state--away', away);
    if (!asOf) return;
    asOf.dataset['time'] ??= asOf.textContent ?? '';
    asOf.textContent = away ? `${words} ${asOf.dataset['time']}` : asOf.dataset['time'];
  }
}

/** The built files that a page names: they change with the version. */
function files(page: Document): string {
  const named = page.querySelectorAll('link[rel=stylesheet], script[src]');
  return [...named].map((file) => file.getAttribute('href') ?? file.getAttribute('src') ?? '').join(' ');
}
