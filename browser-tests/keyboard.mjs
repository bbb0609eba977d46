// Moving about by keyboard, and seeing where one is.

/** Presses Tab until `locator` has the focus. */
export async function tabTo(page, locator, what) {
  const limit = 120;
  for (let presses = 0; presses < limit; presses++) {
    if (await locator.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${what} can't be reached with the Tab key (after ${limit} presses)`);
}

/**
 * Goes through a freshly opened page with Tab, from its beginning to its end, and returns what had the focus, each
 * element once. Fails where the focus never gets out of the page again.
 */
export async function tabOrder(page) {
  const stops = [];
  const limit = 400;
  await page.evaluate(() => {
    globalThis.tabStops = [];
  });
  for (let presses = 0; presses < limit; presses++) {
    await page.keyboard.press("Tab");
    const step = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return "out";
      if (globalThis.tabStops.at(-1) === element) return "same"; // the parts of a date field
      if (globalThis.tabStops.includes(element)) return "out";
      globalThis.tabStops.push(element);
      return "new";
    });
    if (step === "out") return stops;
    if (step === "new") stops.push(await page.evaluateHandle(() => document.activeElement));
  }
  throw new Error(`the Tab key does not lead out of ${page.url()} again (after ${limit} presses)`);
}

/** Whether one sees that an element has the focus: the picture around it has to differ from the one without. */
export async function showsFocus(page, element) {
  const view = page.viewportSize();
  // What stands for the element may be larger than itself, as a card is for its link.
  return (
    (await changesPicture(page, element, await around(page, element))) ||
    (await changesPicture(page, element, { x: 0, y: 0, width: view.width, height: view.height }))
  );
}

async function changesPicture(page, element, clip) {
  if (!clip) return false;
  const focused = await page.screenshot({ clip, animations: "disabled" });
  await element.evaluate((node) => node.blur());
  const blurred = await page.screenshot({ clip, animations: "disabled" });
  await focus(element);
  return !focused.equals(blurred);
}

/** Focus given by script counts as given by keyboard, since a key was the last thing pressed. */
async function focus(element) {
  await element.evaluate((node) => node.focus());
  await element.scrollIntoViewIfNeeded();
}

/** How a message names an element. */
export function nameOf(element) {
  return element.evaluate((node) => {
    const text = (node.getAttribute("aria-label") ?? node.innerText ?? "").trim().slice(0, 40);
    const name = node.getAttribute("name") ?? node.getAttribute("href");
    return `${node.tagName.toLowerCase()}${name ? `[${name}]` : ""}${text ? ` "${text}"` : ""}`;
  });
}

async function around(page, element) {
  await focus(element);
  const box = await element.boundingBox();
  const view = page.viewportSize();
  if (!box || box.width === 0 || box.height === 0) return null;
  const margin = 8;
  const left = Math.max(0, box.x - margin);
  const top = Math.max(0, box.y - margin);
  const right = Math.min(view.width, box.x + box.width + margin);
  const bottom = Math.min(view.height, box.y + box.height + margin);
  return right > left && bottom > top ? { x: left, y: top, width: right - left, height: bottom - top } : null;
}
