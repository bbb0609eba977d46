// The browser that the tests share: one Chromium per test file, one fresh context per visit.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { chromium } from "playwright-core";

export const BASE_URL = (process.env.BASE_URL ?? "http://127.0.0.1:8080").replace(/\/$/, "");

/** Widths in CSS pixels: a small phone and a desk. */
export const NARROW = { width: 360, height: 740 };
export const WIDE = { width: 1280, height: 900 };

/** Starts Chromium before the tests of a file and ends it after them; call `visit()` in a test. */
export function withBrowser() {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
  });

  /** Opens a context of its own, hands its page to `story`, and closes it whatever happens. */
  return async function visit(options, story) {
    const context = await browser.newContext({ baseURL: BASE_URL, locale: "de-DE", viewport: WIDE, ...options });
    context.setDefaultTimeout(15_000);
    try {
      await story(await context.newPage(), context);
    } finally {
      await context.close();
    }
  };
}

export function launch(further = []) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    // Only our own pages are opened; the sandbox wants rights that root and containers lack.
    chromiumSandbox: false,
    args: [
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-quic",
      "--disable-sync",
      "--no-first-run",
      ...further,
    ],
  });
}

/**
 * Notes what a page must never do: ask another host, set a cookie, report an error or a breach of its own security
 * policy. Returns the list, which grows while the page lives.
 */
export function watch(page) {
  const misdeeds = [];
  const host = new URL(BASE_URL).host;
  page.on("request", (request) => {
    const address = new URL(request.url());
    if (/^(https?|wss?):$/.test(address.protocol) && address.host !== host) {
      misdeeds.push(`asks another host: ${request.url()}`);
    }
  });
  page.on("response", async (response) => {
    const cookie = await response.headerValue("set-cookie").catch(() => null);
    if (cookie) misdeeds.push(`sets a cookie at ${response.url()}: ${cookie}`);
  });
  page.on("pageerror", (error) => misdeeds.push(`script error: ${error.message}`));
  page.on("console", (message) => {
    // The browser reports a page's own refusal (404, 400) like an error; the tests check the status themselves.
    const ownStatus = message.text().startsWith("Failed to load resource") && message.location().url === page.url();
    if (message.type() === "error" && !ownStatus) misdeeds.push(`console: ${message.text()}`);
  });
  return misdeeds;
}

/** Fails with all complaints about a page at once, each once, where there are any. */
export function expectNone(complaints, path) {
  if (complaints.length > 0) assert.fail(`${path}:\n  - ${[...new Set(complaints)].join("\n  - ")}\n`);
}

/** What this browser keeps on behalf of our pages: cookies and both memories. */
export async function kept(page) {
  const memories = await page.evaluate(() => [...Object.entries({ ...localStorage }), ...Object.entries({ ...sessionStorage })]);
  const cookies = await page.context().cookies();
  return [...memories.map(([name, value]) => `${name}=${value}`), ...cookies.map(({ name }) => `cookie ${name}`)];
}

/** Waits until `holds` is true of the page, which also works where the page runs no script; fails with `what` otherwise. */
export async function eventually(holds, what) {
  const patience = 10_000;
  const begun = Date.now();
  while (!(await holds())) {
    if (Date.now() - begun > patience) assert.fail(what);
    await pause(50);
  }
}

/** Follows the first link with these words, and waits for the page whose path it leads to. */
export async function follow(page, words, path) {
  await press(page, page.locator("main").getByRole("link", { name: words }).first());
  await page.waitForURL((address) => address.pathname === path);
  assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1, `${path} has one main heading`);
}

/** Presses a link or button as keyboards do; unlike a click this also works far down a page that runs no script. */
export async function press(page, control) {
  await control.focus();
  await page.keyboard.press("Enter");
}

/** Asks the server for an address as the page's links name it. */
export function fetched(page, link) {
  return page.context().request.get(new URL(link, page.url()).href);
}

/** The address of some offer that the search finds. */
export async function someOffer(page, prefix = "") {
  await page.goto(`${prefix}/suche`);
  const link = offerLinks(page).first();
  return new URL(await link.getAttribute("href"), page.url()).pathname;
}

/** The links from results to offers, each offer's first one. */
export function offerLinks(page) {
  return page.locator('main a[href*="/angebote/"]');
}

/** The form that searches: the one in the main part that holds the field `q`. */
export function searchForm(page) {
  return page.locator('main form:has([name="q"])').first();
}
