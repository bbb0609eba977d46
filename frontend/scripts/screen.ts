// The screen in a foyer: keeps the clock, turns the pages where not all dates fit on one, and renews itself. While the server
// is away the last page stays.

import { Pages } from './screen/pages';
import { Renewal } from './screen/renewal';

const pages = new Pages();
const renewal = new Renewal(() => pages.lay());

showClock();
pages.lay();
addEventListener('resize', () => pages.lay());
void document.fonts.ready.then(() => pages.lay());
// What came in the meantime is shown when a page is turned, so that nobody loses the line.
pages.onTurn = () => renewal.show();
renewal.onCame = () => {
  if (!pages.turnsByItself) renewal.show();
};
renewal.begin();

/** The hour in the county, whatever the device believes of its time zone. */
function showClock(): void {
  const clock = document.querySelector<HTMLElement>('[data-clock]');
  if (!clock) return;
  const language = document.documentElement.lang;
  const form = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'Europe/Berlin' });
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' });
  let today = day.format(new Date());
  const tick = (): void => {
    const now = new Date();
    clock.textContent = form.format(now);
    clock.hidden = false;
    if (day.format(now) !== today) {
      today = day.format(now);
      void renewal.renew();
    }
    setTimeout(tick, 60_000 - (Date.now() % 60_000));
  };
  tick();
}
