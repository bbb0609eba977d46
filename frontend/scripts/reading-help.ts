// Help with reading: larger text, and the page read aloud by the browser's own voice, where it has one.

import { asSize, rememberSize, rememberedSize, showSize } from './text-size';

export function helpReading(): void {
  const help = document.querySelector<HTMLElement>('[data-reading-help]');
  if (!help) return;
  offerSizes(help);
  offerVoice(help);
}

function offerSizes(help: HTMLElement): void {
  const part = help.querySelector<HTMLElement>('[data-text-size]');
  if (!part) return;
  const buttons = [...part.querySelectorAll<HTMLButtonElement>('[data-size]')];
  const mark = (): void => {
    for (const button of buttons) {
      button.setAttribute('aria-pressed', String(asSize(button.dataset['size']) === rememberedSize()));
    }
  };
  for (const button of buttons) {
    button.addEventListener('click', () => {
      const size = asSize(button.dataset['size']);
      showSize(size);
      rememberSize(size);
      mark();
    });
  }
  mark();
  part.hidden = false;
}

/** What is read aloud, in the order of the page: not what one presses, and nothing inside of something that is read anyway. */
const READ = 'h1, h2, h3, h4, p, li, dt, dd, figcaption, caption, th, td';
const SILENT = 'form, nav, button, [hidden], [aria-hidden="true"], .kern-sr-only, .chips, .filters, .reading-help';

function offerVoice(help: HTMLElement): void {
  const part = help.querySelector<HTMLElement>('[data-reading-aloud]');
  const start = part?.querySelector<HTMLButtonElement>('[data-start]');
  const stop = part?.querySelector<HTMLButtonElement>('[data-stop]');
  if (!part || !start || !stop || !('speechSynthesis' in window)) return;
  // Voices may be known only a moment after the page is there.
  const offer = (): void => {
    part.hidden = !voiceFor(document.documentElement.lang);
  };
  offer();
  speechSynthesis.addEventListener('voiceschanged', offer);
  const label = start.querySelector('.kern-label');
  const words = { start: label?.textContent ?? '', pause: start.dataset['pauseLabel'] ?? '', resume: start.dataset['resumeLabel'] ?? '' };
  let parts: Element[] = [];
  let at = 0;
  let state: 'silent' | 'speaking' | 'paused' = 'silent';
  // Each reading has a number: what an older one still reports is not listened to.
  let reading = 0;

  const show = (next: typeof state): void => {
    state = next;
    if (label) label.textContent = next === 'silent' ? words.start : next === 'speaking' ? words.pause : words.resume;
    stop.hidden = next === 'silent';
  };
  const unmark = (): void => {
    document.querySelector('.is-read-aloud')?.classList.remove('is-read-aloud');
  };
  const end = (): void => {
    reading += 1;
    speechSynthesis.cancel();
    unmark();
    show('silent');
  };
  // Part by part: browsers break long texts off, and each part has its own language.
  const speak = (own: number): void => {
    const element = parts[at];
    if (!element) return end();
    unmark();
    element.classList.add('is-read-aloud');
    element.scrollIntoView({ block: 'nearest' });
    const spoken = new SpeechSynthesisUtterance(textOf(element));
    spoken.lang = languageOf(element);
    const voice = voiceFor(spoken.lang);
    if (!voice) {
      // Nobody here speaks this language: that part is left to the eyes.
      at += 1;
      speak(own);
      return;
    }
    spoken.voice = voice;
    spoken.onend = () => {
      if (own !== reading) return;
      at += 1;
      speak(own);
    };
    spoken.onerror = () => {
      if (own === reading) end();
    };
    speechSynthesis.speak(spoken);
  };

  start.addEventListener('click', () => {
    if (state === 'speaking') {
      // Cancelled and begun again with the same part: several browsers never wake from a pause.
      reading += 1;
      speechSynthesis.cancel();
      show('paused');
      return;
    }
    if (state === 'silent') {
      parts = readable();
      at = 0;
    }
    reading += 1;
    show('speaking');
    speak(reading);
  });
  stop.addEventListener('click', () => {
    end();
    start.focus();
  });
  addEventListener('pagehide', end);
}

/** A voice of the device itself: others send what is read to their maker. */
function voiceFor(language: string): SpeechSynthesisVoice | undefined {
  const [wanted] = language.toLowerCase().split('-');
  const speaks = (voice: SpeechSynthesisVoice): boolean => voice.lang.toLowerCase().split(/[-_]/)[0] === wanted;
  return speechSynthesis.getVoices().find((voice) => voice.localService && speaks(voice));
}

function readable(): Element[] {
  const all = [...document.querySelectorAll<HTMLElement>(`main :is(${READ})`)];
  return all.filter((element) =>
    !element.closest(SILENT) && !element.querySelector(READ) && element.offsetParent !== null && textOf(element) !== '');
}

function textOf(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  for (const silent of copy.querySelectorAll('[aria-hidden="true"]')) silent.remove();
  return (copy.textContent ?? '').replace(/\u00ad/g, '').replace(/\s+/g, ' ').trim();
}

/** The language of what is read: its own, or that of the one part of which it consists. Easy language is German to a voice. */
function languageOf(element: Element): string {
  const part = element.querySelector('[lang]');
  const whole = part && textOf(part) === textOf(element) ? part : element.closest('[lang]');
  const tag = whole?.getAttribute('lang') || 'de';
  return tag.split('-x-')[0] ?? tag;
}
