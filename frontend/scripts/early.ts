// Runs before the page is drawn, so that nothing jumps: the text size that somebody chose in this browser.

import { rememberedSize, showSize } from './text-size';

showSize(rememberedSize());
