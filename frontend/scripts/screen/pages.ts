// Where not all dates fit on the screen, they lie in further columns to the right: pages that are turned one after the other.

/** Long enough to read a page of large type. */
const PAGE_MILLISECONDS = 15_000;

export class Pages {
  /** Called before a page is turned. */
  onTurn: () => void = () => {};

  private page = 0;
  private turning: number | undefined;
  private isPaused = matchMedia('(prefers-reduced-motion: reduce)').matches;
  private readonly button = document.querySelector<HTMLButtonElement>('[data-pause]');

  constructor() {
    this.button?.addEventListener('click', () => {
      this.isPaused = !this.isPaused;
      this.lay();
      // Who goes on wants to see that it goes on.
      if (!this.isPaused) this.turn();
    });
  }

  /** Whether pages are turned now. */
  get turnsByItself(): boolean {
    return this.turning !== undefined;
  }

  /** Looks how many pages there are, and goes on from the one that is shown. */
  lay(): void {
    clearInterval(this.turning);
    this.turning = undefined;
    const days = this.days();
    if (days) repeatDates(days);
    const count = this.count();
    this.page = Math.min(this.page, count - 1);
    this.show();
    const shown = document.querySelector<HTMLElement>('[data-pages]');
    if (shown) shown.hidden = count < 2;
    if (this.button) {
      this.button.hidden = count < 2;
      this.button.textContent = this.button.dataset[this.isPaused ? 'resumeLabel' : 'pauseLabel'] ?? '';
    }
    if (count > 1 && !this.isPaused) this.turning = window.setInterval(() => this.turn(), PAGE_MILLISECONDS);
  }

  private turn(): void {
    this.onTurn();
    this.page = (this.page + 1) % this.count();
    this.show();
  }

  private days(): HTMLElement | null {
    return document.querySelector<HTMLElement>('[data-days]');
  }

  /** The width of a page with the gap behind it. */
  private width(days: HTMLElement): number {
    return days.clientWidth + (Number.parseFloat(getComputedStyle(days).columnGap) || 0);
  }

  private count(): number {
    const days = this.days();
    if (!days || getComputedStyle(days).columnCount === 'auto') return 1;
    return Math.max(1, Math.ceil((days.scrollWidth - 1) / this.width(days)));
  }

  private show(): void {
    const days = this.days();
    if (days) days.scrollLeft = this.page * this.width(days);
    const shown = document.querySelector<HTMLElement>('[data-pages]');
    if (shown) shown.textContent = `${this.page + 1} / ${this.count()}`;
  }
}

/** A column that begins amid a day says again which day it is. */
function repeatDates(days: HTMLElement): void {
  for (const repeated of days.querySelectorAll('[data-repeated]')) repeated.remove();
  const more = document.querySelector<HTMLElement>('[data-screen]')?.dataset['more'] ?? '';
  days.scrollLeft = 0;
  for (const day of days.querySelectorAll('section')) {
    const entries = [...day.querySelectorAll<HTMLElement>('li')];
    entries.slice(1).forEach((entry, index) => {
      const before = entries[index];
      if (!before || left(entry) === left(before)) return;
      const line = document.createElement('li');
      line.className = 'screen__date screen__date--repeated';
      line.dataset['repeated'] = '';
      line.setAttribute('aria-hidden', 'true');
      line.textContent = `${day.querySelector('h2')?.textContent?.trim() ?? ''} (${more})`;
      entry.before(line);
    });
  }
}

function left(element: HTMLElement): number {
  return Math.round(element.getBoundingClientRect().left);
}
