// Somebody reads a legend of the county, goes on to the next, and keeps the feed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NARROW, expectNone, fetched, follow, kept, press, watch, withBrowser } from "./browser.mjs";

const LIST = "/beitraege";
const SERIES = "/beitraege/reihen/sagen-im-landkreis";
const visit = withBrowser();

for (const javaScriptEnabled of [true, false]) {
  const script = javaScriptEnabled ? "with JavaScript" : "without JavaScript";

  test(`from the list to a legend, from there through the series, and back (${script})`, async () => {
    await visit({ javaScriptEnabled, viewport: NARROW }, async (page) => {
      const misdeeds = watch(page);
      await page.goto(LIST);
      const card = page.locator("main article.card", { hasText: "Sagen im Landkreis" }).first().locator("a.card__link");
      const [title, legend] = [(await card.innerText()).trim(), await card.getAttribute("href")];
      await press(page, card);
      await page.waitForURL(`**${legend}`);
      assert.equal((await page.getByRole("heading", { level: 1 }).innerText()).trim(), title);
      assert.ok((await page.locator("article .prose p").count()) >= 3, "there is something to read");

      await follow(page, "Sagen im Landkreis", SERIES);
      const parts = page.locator("ol.card-list a.card__link");
      const all = await parts.evaluateAll((links) => links.map((link) => link.getAttribute("href")));
      assert.ok(all.length >= 5 && all.includes(legend), `the series has ${all.length} parts, that one among them`);
      await press(page, parts.first());
      await page.waitForURL(`**${all[0]}`);

      // From the first to the last by “next”, and one back.
      for (const next of all.slice(1)) {
        await press(page, page.locator('main a[rel="next"]'));
        await page.waitForURL(`**${next}`);
      }
      assert.equal(await page.locator('main a[rel="next"]').count(), 0, "after the last there is no next");
      assert.ok((await page.locator(`main a[href="${SERIES}"]`).count()) > 0, "but the way to all parts");
      await press(page, page.locator('main a[rel="prev"]'));
      await page.waitForURL(`**${all.at(-2)}`);
      if (javaScriptEnabled) assert.deepEqual(await kept(page), []);
      expectNone(misdeeds, SERIES);
    });
  });
}

for (const [path, minimum] of [[LIST, 20], [SERIES, 5], ["/en/beitraege", 5]]) {
  test(`the feed of ${path} is named in the page and holds what it promises`, async () => {
    await visit({}, async (page) => {
      await page.goto(path);
      const shown = page.locator('main a[type="application/atom+xml"]');
      assert.ok(await shown.isVisible(), "one can find the feed");
      const named = page.locator('head link[rel="alternate"][type="application/atom+xml"]').first();
      const addresses = [await shown.getAttribute("href"), await named.getAttribute("href")];
      for (const address of addresses) {
        const feed = await fetched(page, address);
        assert.equal(feed.status(), 200, address);
        assert.match(feed.headers()["content-type"], /^application\/atom\+xml/);
        const entries = await page.evaluate((text) => {
          const parsed = new DOMParser().parseFromString(text, "application/xml");
          if (parsed.querySelector("parsererror")) return [`unreadable: ${parsed.documentElement.textContent}`];
          return [...parsed.querySelectorAll("entry")].map((entry) => entry.querySelector("link").getAttribute("href"));
        }, await feed.text());
        assert.ok(entries.length >= minimum, `${entries.length} entries in ${address}`);
        for (const entry of entries.slice(0, 2)) assert.equal((await fetched(page, new URL(entry).pathname)).status(), 200, entry);
      }
    });
  });
}

test("a topic narrows the list, and its chip widens it again", async () => {
  await visit({ viewport: NARROW }, async (page) => {
    await page.goto(LIST);
    const count = async () => Number((await page.locator(".article-count").innerText()).replace(/\D/g, ""));
    const all = await count();
    await page.locator('main a[href$="thema=kultur"]').click();
    await page.waitForURL((address) => address.searchParams.has("thema"));
    const some = await count();
    assert.ok(some > 0 && some < all, `${some} of ${all} articles`);
    await page.locator(".chip").click();
    await page.waitForURL((address) => !address.searchParams.has("thema"));
    assert.equal(await count(), all);
  });
});

test("an article in another language is marked as such and leads back", async () => {
  await visit({ viewport: NARROW }, async (page) => {
    const path = "/beitraege/drei-wege-zum-deutschkurs";
    await page.goto(path);
    await page.getByRole("navigation", { name: "Lesen in" }).getByRole("link", { name: "Українська" }).click();
    await page.waitForURL((address) => address.searchParams.get("sprache") === "uk");
    assert.equal(await page.getByRole("heading", { level: 1 }).getAttribute("lang"), "uk");
    assert.match(await page.locator('main .prose[lang="uk"]').first().innerText(), /\p{Script=Cyrillic}{5}/u);
    await page.getByRole("navigation", { name: "Lesen in" }).getByRole("link", { name: "Deutsch", exact: true }).click();
    await page.waitForURL((address) => address.pathname === path && address.search === "");
  });
});
