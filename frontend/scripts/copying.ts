// Buttons that copy what stands beside them.

/** Where the browser can copy, `data-copy` names the element whose text a button copies. */
export function offerCopying(): void {
  if (!('clipboard' in navigator)) return;
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
    button.hidden = false;
    button.addEventListener('click', () => void copy(button));
  }
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const source = document.getElementById(button.dataset['copy'] ?? '');
  const label = button.querySelector('.kern-label');
  if (!source || !label) return;
  try {
    await navigator.clipboard.writeText(source.textContent ?? '');
    label.textContent = button.dataset['copied'] ?? '';
  } catch {
    // Where copying is not allowed the lines are marked, so that the keys of the keyboard copy them.
    getSelection()?.selectAllChildren(source);
  }
}
