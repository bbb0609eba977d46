// Ingrid, 74, looks at her village on the phone, makes the letters larger, reads about an offer and goes back.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NARROW, WIDE, eventually, expectNone, follow, kept, press, watch, withBrowser } from "./browser.mjs";

const TOUR = "/rundgang/rentnerin";
const VILLAGE = "/gemeinden/dollenchen";
const visit = withBrowser();

for (const [device, viewport] of [["on the phone", NARROW], ["at a desk", WIDE]]) {
  test(`Ingrid finds her village, makes the letters larger and comes back from an offer (${device})`, async () => {
    await visit({ viewport }, async (page) => {
      const misdeeds = watch(page);
      await page.goto("/");
      await follow(page, "Ich bin Rentnerin", TOUR);
      await follow(page, "Dollenchen öffnen", VILLAGE);
      assert.deepEqual(await kept(page), [], "nothing is kept before she asked for anything");
      const usual = await letterSize(page);

      await page.locator("summary", { hasText: "Lesehilfe" }).click();
      await page.getByRole("button", { name: "Groß", exact: true }).click();
      const larger = await letterSize(page);
      assert.ok(larger >= usual * 1.2, `the letters grow from ${usual} to ${larger} px only`);
      assert.equal(await page.getByRole("button", { name: "Groß", exact: true }).getAttribute("aria-pressed"), "true");
      const memory = await kept(page);
      assert.equal(memory.length, 1, `only the size is kept, in this browser: ${memory}`);
      await page.keyboard.press("Escape");

      await comeBackFromAnOffer(page);
      assert.equal(await letterSize(page), larger, "the letters stay large after going back");
      await page.goto("/hilfe");
      assert.equal(await letterSize(page), larger, "the letters stay large on another page");

      await page.locator("summary", { hasText: "Lesehilfe" }).click();
      await page.getByRole("button", { name: "Normal", exact: true }).click();
      assert.equal(await letterSize(page), usual);
      assert.deepEqual(await kept(page), [], "with the usual size nothing is kept any more");
      expectNone(misdeeds, VILLAGE);
    });
  });
}

test("without JavaScript her way is the same, and the reading help says how letters become larger", async () => {
  await visit({ javaScriptEnabled: false, viewport: NARROW }, async (page) => {
    await page.goto("/");
    await follow(page, "Ich bin Rentnerin", TOUR);
    await follow(page, "Dollenchen öffnen", VILLAGE);
    await page.locator("summary", { hasText: "Lesehilfe" }).click();
    assert.match(await page.locator(".reading-help__hint:visible").innerText(), /Strg und Plus-Taste/);
    assert.equal(await page.locator("[data-reading-help] button:visible").count(), 0, "no button that would do nothing");
    await comeBackFromAnOffer(page);
  });
});

test("every step of her tour leads to a page", async () => {
  await visit({ viewport: NARROW }, async (page) => {
    await page.goto(TOUR);
    const steps = page.locator("ol.tour > li");
    const links = await steps.getByRole("link").evaluateAll((all) => all.map((link) => link.href));
    assert.ok(links.length >= 5, `${links.length} steps lead somewhere`);
    for (const address of links) {
      assert.equal((await page.goto(address)).status(), 200, address);
      await page.locator("h1").waitFor();
    }
    await page.goto(TOUR);
    const unbuilt = steps.filter({ hasText: "Dieser Raum wird noch gebaut" });
    assert.equal((await unbuilt.count()) + links.length, await steps.count(), "each step leads somewhere or says that it will");
  });
});

/** Opens an offer further down the page and goes back: the address and the place on the page are the same. */
async function comeBackFromAnOffer(page) {
  const offer = page.locator('main .card a[href^="/angebote/"]').nth(3);
  await offer.evaluate((link) => link.scrollIntoView({ block: "center", behavior: "instant" }));
  const [address, place] = [page.url(), await scrolled(page)];
  assert.ok(place > 0, "the offer is further down");
  const title = (await offer.innerText()).trim();
  await press(page, offer);
  await page.waitForURL((url) => url.pathname.startsWith("/angebote/"));
  assert.equal((await page.getByRole("heading", { level: 1 }).innerText()).trim(), title);
  await page.goBack();
  assert.equal(page.url(), address);
  await eventually(
    async () => Math.abs((await scrolled(page)) - place) <= 2,
    `going back does not lead to the same place of the page (${place} px)`,
  );
}

function scrolled(page) {
  return page.evaluate(() => Math.round(scrollY));
}

/** The size of running text in pixels. */
function letterSize(page) {
  return page.locator("main .lead").first().evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
}
