// Runs before the page is drawn, so that nothing jumps: the text size that somebody chose in this browser, and room for
// buttons that only a script can show.

import { rememberedSize, showSize } from './text-size';

document.documentElement.dataset['script'] = '';
showSize(rememberedSize());
