// Suggestions while somebody types into the search: a text field with a list of links (WAI-ARIA 1.2, combobox). Whatever
// goes wrong with them stays unsaid; the form works without.

interface Suggestion {
  text: string;
  label: string;
  href: string;
  language: string;
  direction: string;
  detail: string | null;
}

interface Answer {
  label: string;
  announcement: string;
  suggestions: Suggestion[];
}

/** Milliseconds without a key after which the server is asked, and after which it is said how many suggestions there are. */
const PAUSE_TO_ASK = 120;
const PAUSE_TO_SAY = 800;
const FEWEST_LETTERS = 2;
const WORD = /([\p{L}\p{N}]+)/u;

export function suggestWhileTyping(): void {
  const input = document.querySelector<HTMLInputElement>('[data-suggestions]');
  if (!input || savesData()) return;

  const list = element('ul', 'suggestions', { id: `${input.id}-vorschlaege`, role: 'listbox' });
  list.hidden = true;
  const said = element('span', 'kern-sr-only', { role: 'status' });
  input.after(list, said);
  // Only a field for plain text may be a combobox (ARIA in HTML).
  input.type = 'text';
  set(input, { role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': list.id, 'aria-expanded': 'false' });

  let options: HTMLElement[] = [];
  /** Which option would be followed; before the first one stands what was typed. */
  let active = -1;
  let timer = 0;
  let asking = new AbortController();

  const activate = (index: number): void => {
    options[active]?.setAttribute('aria-selected', 'false');
    active = index;
    const option = options[active];
    if (!option) return input.removeAttribute('aria-activedescendant');
    set(option, { 'aria-selected': 'true' });
    set(input, { 'aria-activedescendant': option.id });
    option.scrollIntoView({ block: 'nearest' });
  };
  const show = (open: boolean): void => {
    activate(-1);
    list.hidden = !open;
    set(input, { 'aria-expanded': String(open) });
    document.documentElement.classList.toggle('has-suggestions', open);
    if (open) list.scrollIntoView({ block: 'nearest' });
  };
  /** Nothing that is still to come may come any more. */
  const stop = (): void => {
    clearTimeout(timer);
    asking.abort();
    said.textContent = '';
  };
  const close = (): void => {
    stop();
    show(false);
  };
  const ask = async (): Promise<void> => {
    stop();
    asking = new AbortController();
    const { signal } = asking;
    try {
      const typed = input.value;
      const answer = await fetch(`${input.dataset['suggestions']}?q=${encodeURIComponent(typed.trim())}`, { signal });
      const { label, announcement, suggestions } = (await answer.json()) as Answer;
      if (signal.aborted) return;
      options = suggestions.map((suggestion, index) => optionOf(suggestion, `${list.id}-${index}`, typed));
      list.replaceChildren(...options);
      set(list, { 'aria-label': label });
      show(options.length > 0);
      timer = setTimeout(() => {
        said.textContent = announcement;
      }, PAUSE_TO_SAY);
    } catch {
      if (!signal.aborted) close();
    }
  };
  const hasEnough = (): boolean => input.value.split(WORD).filter((_, index) => index % 2).join('').length >= FEWEST_LETTERS;
  const follow = (option: HTMLElement): void => {
    close();
    location.assign(option.dataset['href'] ?? '');
  };

  // Also while a word is being composed: telephones compose every word, and nothing of what is typed is changed.
  input.addEventListener('input', () => {
    if (!hasEnough()) return close();
    stop();
    activate(-1);
    timer = setTimeout(() => void ask(), PAUSE_TO_ASK);
  });
  input.addEventListener('keydown', (event) => {
    // These keys belong to the choice of letters as long as there is one (229 is how Safari says so at its end).
    if (event.isComposing || event.keyCode === 229) return;
    const { key } = event;
    const option = options[active];
    if ((key === 'ArrowDown' || key === 'ArrowUp') && hasEnough()) {
      event.preventDefault();
      if (list.hidden) return void ask();
      if (event.altKey && key === 'ArrowUp') return close();
      const stops = options.length + 1;
      activate(((active + 1 + (key === 'ArrowDown' ? 1 : -1) + stops) % stops) - 1);
    } else if (key === 'Enter' && option) {
      event.preventDefault();
      follow(option);
    } else if (key === 'Enter' || key === 'Escape') {
      if (key === 'Escape' && !list.hidden) event.preventDefault();
      close();
    } else if (['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(key)) {
      activate(-1);
    }
  });
  input.addEventListener('blur', close);
  // The focus stays in the field, so that the list is still there when the button is let go.
  list.addEventListener('mousedown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    const option = (event.target as Element).closest<HTMLElement>('[role="option"]');
    if (option) follow(option);
  });
  // Some telephones leave the focus in the field when something else is tapped.
  document.addEventListener('pointerdown', (event) => {
    if (!input.parentElement?.contains(event.target as Node)) close();
  });
}

function optionOf({ text, label, href, language, direction, detail }: Suggestion, id: string, typed: string): HTMLElement {
  const option = element('li', 'suggestions__option', { id, role: 'option', 'aria-selected': 'false', 'data-href': href });
  const name = element('span', 'suggestions__text', { lang: language, dir: direction });
  name.append(...marked(text, typed));
  const about = element('span', 'suggestions__about', {});
  about.append([label, detail].filter(Boolean).join(' · '));
  option.append(name, ' ', about);
  return option;
}

/** The text, of whose words what was typed of them stands out. */
function marked(text: string, typed: string): (HTMLElement | string)[] {
  const { compare } = new Intl.Collator('de', { sensitivity: 'base' });
  const beginnings = typed.split(WORD).filter((_, index) => index % 2);
  return text.split(WORD).flatMap((part) => {
    const beginning = beginnings.find((typed) => compare(part.slice(0, typed.length), typed) === 0);
    if (!beginning) return [part];
    const mark = document.createElement('b');
    mark.append(part.slice(0, beginning.length));
    return [mark, part.slice(beginning.length)];
  });
}

function element(name: string, className: string, attributes: Record<string, string>): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  set(made, attributes);
  return made;
}

function set(target: Element, attributes: Record<string, string>): void {
  for (const [name, value] of Object.entries(attributes)) target.setAttribute(name, value);
}

/** Whether every byte counts: on a slow line, or where somebody asked for it. */
function savesData(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean; effectiveType?: string } };
  return Boolean(connection?.saveData) || /2g/.test(connection?.effectiveType ?? '');
}
