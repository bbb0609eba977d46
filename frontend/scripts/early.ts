// Runs before the page is drawn, so that nothing jumps: the text size that somebody chose in this browser, and room for
// buttons and links that only a script can show.

import { KEY } from './my-village-key';
import { rememberedSize, showSize } from './text-size';

document.documentElement.dataset['script'] = '';
if (remembersVillage()) document.documentElement.dataset['remembersVillage'] = '';
showSize(rememberedSize());

function remembersVillage(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}
