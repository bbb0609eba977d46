// Comfort on top of pages that work without any script.

import { walkThroughCalendar } from './calendar';
import { offerCopying } from './copying';
import { myVillage } from './my-village';
import { offerPosition } from './position';
import { helpReading } from './reading-help';
import { suggestWhileTyping } from './suggestions';

closeMenusWhenLeft();
helpReading();
leadToErrors();
myVillage();
offerCopying();
offerPosition();
offerSharing();
preventSendingTwice();
shortenAddresses();
suggestWhileTyping();
walkThroughCalendar();

/** What folds out of the header closes by Escape and when something else is tapped. */
function closeMenusWhenLeft(): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>('[data-menu]')) {
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && menu.open) {
        menu.open = false;
        menu.querySelector('summary')?.focus();
      }
    });
    document.addEventListener('click', (event) => {
      if (menu.open && event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
    });
  }
}

/** After a form came back, reading goes on at the summary of its errors. */
function leadToErrors(): void {
  document.querySelector<HTMLElement>('[data-focus]')?.focus();
}

/** Where the browser can share or copy, a button offers it. */
function offerSharing(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-share]')) {
    if (!('share' in navigator) && !('clipboard' in navigator)) return;
    button.hidden = false;
    button.addEventListener('click', () => void share(button));
  }
}

async function share(button: HTMLButtonElement): Promise<void> {
  const url = location.href;
  try {
    if ('share' in navigator) {
      await navigator.share({ title: document.title, url });
    } else {
      await (navigator as Navigator).clipboard.writeText(url);
      const label = button.querySelector('.kern-label');
      if (label) label.textContent = button.dataset['shared'] ?? '';
    }
  } catch {
    // Closing the share sheet is no error worth a word.
  }
}

/** A second tap on a slow line must not send a form twice. */
function preventSendingTwice(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== 'post') return;
    if (form.dataset['sent']) event.preventDefault();
    form.dataset['sent'] = 'yes';
  });
  // Coming back by the browser's history shows the page as it was left: sending must be possible again.
  addEventListener('pageshow', () => {
    for (const form of document.forms) delete form.dataset['sent'];
  });
}

/** A search leaves what was not filled in out of its address, which people copy and share. */
function shortenAddresses(): void {
  const left = new Set<HTMLInputElement | HTMLSelectElement>();
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== 'get') return;
    for (const field of form.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input[name], select[name]')) {
      if (field.value !== '' || field.disabled) continue;
      field.disabled = true;
      left.add(field);
    }
  });
  addEventListener('pageshow', () => {
    for (const field of left) field.disabled = false;
    left.clear();
  });
}
