// “My village”: remembered in this browser alone, and only after a click. Nothing of it is ever sent anywhere.

import { KEY, rememberedVillage, type Village } from './remembered-village';

/** The button that remembers, the links to what is remembered, and the button that prints the notice. */
export function myVillage(): void {
  offerRemembering();
  for (const place of document.querySelectorAll<HTMLElement>('[data-my-village]')) showRemembered(place);
  offerPrinting();
}

function offerRemembering(): void {
  const button = document.querySelector<HTMLButtonElement>('[data-remember-village]');
  if (!button) return;
  // Both labels have their place all the time, so that nothing moves when one takes the other's.
  const [remember, forget] = button.querySelectorAll('.labels > *');
  const here: Village = { slug: button.dataset['rememberVillage'] ?? '', name: button.dataset['name'] ?? '' };
  const show = (): void => {
    remember?.classList.toggle('labels__shown', !isHere());
    forget?.classList.toggle('labels__shown', isHere());
  };
  const isHere = (): boolean => rememberedVillage()?.slug === here.slug;
  show();
  button.hidden = false;
  button.addEventListener('click', () => {
    const said = document.querySelector('.village__said');
    try {
      if (isHere()) {
        localStorage.removeItem(KEY);
      } else {
        localStorage.setItem(KEY, JSON.stringify(here));
      }
      if (said) said.textContent = button.dataset[isHere() ? 'remembered' : 'forgotten'] ?? '';
      show();
    } catch {
      // Some browsers keep nothing, for instance in private windows.
      button.hidden = true;
    }
  });
}

/** Fills an element with the link to the remembered village, or to its `data-address`; without one it stays hidden. */
function showRemembered(place: HTMLElement): void {
  const village = rememberedVillage();
  if (!village) return;
  const link = document.createElement('a');
  const language = document.documentElement.lang === 'en' ? '/en' : '';
  const address = place.dataset['address'] ?? '/gemeinden/{slug}';
  link.href = language + address.replace('{slug}', village.slug);
  // The styles keep room for exactly these words.
  link.textContent = `${place.dataset['label'] ?? ''}: ${village.name}`;
  link.className = 'pill';
  place.replaceChildren(link);
  place.hidden = false;
}

function offerPrinting(): void {
  const button = document.querySelector<HTMLButtonElement>('[data-print]');
  if (!button) return;
  button.hidden = false;
  button.addEventListener('click', () => print());
}
