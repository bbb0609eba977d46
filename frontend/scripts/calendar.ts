// Moving through a calendar with the keys that calendars have everywhere.

/** Arrow keys lead from day to day, Home and End through the week, Page Up and Page Down leaf. */
export function walkThroughCalendar(): void {
  const calendar = document.querySelector<HTMLElement>('[data-calendar]');
  if (!calendar) return;
  calendar.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key === 'PageUp' || event.key === 'PageDown') {
      const leaf = calendar.querySelector<HTMLAnchorElement>(event.key === 'PageUp' ? '[data-earlier]' : '[data-later]');
      if (leaf && event.target instanceof Element && event.target.closest('[data-day]')) {
        event.preventDefault();
        leaf.click();
      }
      return;
    }
    const days = [...calendar.querySelectorAll<HTMLAnchorElement>('[data-day]')].filter((day) => day.offsetParent !== null);
    const here = days.findIndex((day) => day === event.target);
    if (here < 0) return;
    const to = target(event.key, here, inColumns(days));
    const day = to === null ? undefined : days[Math.min(Math.max(to, 0), days.length - 1)];
    if (day) {
      event.preventDefault();
      day.focus();
    }
  });
}

/** Whether the days stand side by side. */
function inColumns(days: HTMLElement[]): boolean {
  const [first, second] = days;
  return !!first && !!second && first.getBoundingClientRect().top === second.getBoundingClientRect().top;
}

/** The number of the day to which a key leads from the day `here`. */
function target(key: string, here: number, columns: boolean): number | null {
  const week = columns ? 7 : 1;
  const rightToLeft = document.documentElement.dir === 'rtl';
  switch (key) {
    case 'ArrowLeft':
      return rightToLeft ? here + 1 : here - 1;
    case 'ArrowRight':
      return rightToLeft ? here - 1 : here + 1;
    case 'ArrowUp':
      return here - week;
    case 'ArrowDown':
      return here + week;
    case 'Home':
      return columns ? here - (here % 7) : 0;
    case 'End':
      return columns ? here - (here % 7) + 6 : Number.MAX_SAFE_INTEGER;
    default:
      return null;
  }
}
