// Runs before the page is drawn, so that nothing jumps: the text size that somebody chose in this browser, and what the
// styles need to keep room for buttons and links that only a script can show.

import { rememberedVillage } from './remembered-village';
import { rememberedSize, showSize } from './text-size';

const page = document.documentElement;
page.dataset['script'] = '';
if ('share' in navigator || 'clipboard' in navigator) page.dataset['shares'] = '';
keepRoomForVillage();
showSize(rememberedSize());

function keepRoomForVillage(): void {
  const village = rememberedVillage();
  if (!village) return;
  page.dataset['remembersVillage'] = '';
  page.style.setProperty('--remembered-village', JSON.stringify(village.name));
}
