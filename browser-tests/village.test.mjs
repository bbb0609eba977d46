// A villager has the village remembered, in this browser alone, and prints the notice for the shop window.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NARROW, expectNone, kept, press, watch, withBrowser } from "./browser.mjs";
import { sheets } from "./paper.mjs";

const VILLAGE = "/gemeinden/dollenchen";
const visit = withBrowser();

test("a village is remembered only after the click, and forgotten by the next", async () => {
  await visit({ viewport: NARROW }, async (page) => {
    const misdeeds = watch(page);
    await page.goto(VILLAGE);
    assert.deepEqual(await kept(page), [], "nothing is kept before anybody asked for it");

    await page.getByRole("button", { name: "Als mein Dorf merken" }).click();
    await page.getByText("Gemerkt, nur in diesem Browser.").waitFor();
    assert.equal((await kept(page)).length, 1);

    await page.goto("/mein-dorf");
    const way = page.getByRole("link", { name: "Mein Dorf: Dollenchen" });
    await way.click();
    await page.waitForURL(`**${VILLAGE}`);
    await page.getByRole("button", { name: "Nicht mehr merken" }).click();
    assert.deepEqual(await kept(page), []);
    await page.goto("/mein-dorf");
    assert.equal(await way.count(), 0);
    expectNone(misdeeds, VILLAGE);
  });
});

for (const [prefix, label] of [
  ["", "Mein Dorf: Dollenchen"],
  ["/en", "My village: Dollenchen"],
]) {
  test(`the start page leads to the remembered village, until it is forgotten (${prefix || "/"})`, async () => {
    await visit({ viewport: NARROW }, async (page) => {
      const misdeeds = watch(page);
      const start = `${prefix}/`;
      await page.goto(start);
      const way = page.locator(".hero__village a");
      assert.equal(await way.count(), 0);
      assert.equal(await page.locator(".hero__village").isVisible(), false, "without a village there is no empty place");
      for (const path of [`${prefix}/mein-dorf?ort=Dollenchen`, `${prefix}${VILLAGE}/aushang`, `${prefix}${VILLAGE}`]) {
        await page.goto(path);
        assert.deepEqual(await kept(page), [], `nothing is kept by looking at ${path}`);
      }
      const remember = page.locator("[data-remember-village]");
      const invitation = await remember.innerText();
      await remember.click();
      assert.notEqual(await remember.innerText(), invitation, "the button now says how to forget it");
      await page.goto(start);
      assert.equal((await way.innerText()).trim(), label);
      const { height } = await way.boundingBox();
      assert.ok(height >= 44, `the way to the village is ${height} px high, too small for a thumb`);
      const near = await page.locator(".section__near a").getAttribute("href");
      assert.match(near, new RegExp(`^${prefix}/suche\\?zeit=[a-z]+&ort=dollenchen$`), "this weekend around the village");
      await way.click();
      await page.waitForURL(`**${prefix}${VILLAGE}`);
      await page.locator("[data-remember-village]").click();
      await page.goto(start);
      assert.equal(await way.count(), 0, "what was forgotten is not shown any more");
      assert.deepEqual(await kept(page), []);
      expectNone(misdeeds, start);
    });
  });
}

for (const javaScriptEnabled of [true, false]) {
  test(`whoever types a village or its postcode gets there (${javaScriptEnabled ? "with" : "without"} JavaScript)`, async () => {
    await visit({ javaScriptEnabled, viewport: NARROW }, async (page) => {
      await page.goto("/");
      const form = page.locator('main form[action="/mein-dorf"]');
      await form.locator('[name="ort"]').fill("Dollenchen");
      await press(page, form.getByRole("button"));
      await page.waitForURL(`**${VILLAGE}`);

      await page.goto("/mein-dorf?ort=Nirgendwo");
      const field = page.locator('main [name="ort"]');
      assert.equal(await field.inputValue(), "Nirgendwo", "what was typed stays");
      assert.match(await page.locator("main").innerText(), /„Nirgendwo“/, "the answer names what was typed");
      await field.fill("03238");
      await press(page, page.locator("main form").getByRole("button"));
      await page.waitForURL((address) => address.searchParams.get("ort") === "03238");
      const villages = page.locator('main section a[href^="/gemeinden/"]');
      assert.ok((await villages.count()) > 1, "a postcode of several villages asks which");
      await press(page, villages.first());
      await page.waitForURL((address) => address.pathname.startsWith("/gemeinden/"));
    });
  });
}

test("what somebody else wrote into the browser's memory does no harm", async () => {
  await visit({}, async (page) => {
    const misdeeds = watch(page);
    await page.goto("/mein-dorf");
    for (const kept of ["{", "null", '{"slug":"../x","name":"x"}', '{"slug":"sallgast","name":"<img src=x onerror=alert(1)>"}']) {
      await page.evaluate((value) => localStorage.setItem("my-village", value), kept);
      await page.reload();
      assert.equal(await page.locator("main img").count(), 0);
      for (const link of await page.locator("[data-my-village] a").all()) {
        assert.equal(await link.getAttribute("href"), "/gemeinden/sallgast");
      }
    }
    expectNone(misdeeds, "/mein-dorf");
  });
});

test("without JavaScript the page says how to print, and offers nothing that would not work", async () => {
  await visit({ javaScriptEnabled: false, viewport: NARROW }, async (page) => {
    await page.goto(VILLAGE);
    assert.equal(await page.locator("[data-remember-village]").isVisible(), false);
    await page.goto(`${VILLAGE}/aushang`);
    assert.equal(await page.locator("[data-print]").isVisible(), false);
    assert.ok(await page.getByText("über das Menü Ihres Browsers").isVisible());
  });
});

for (const address of [
  `${VILLAGE}/aushang`,
  "/gemeinden/finsterwalde/aushang?tage=28&umkreis=10",
  "/en/gemeinden/schoenewalde-12062461/aushang",
]) {
  test(`the notice fills one sheet of A4: ${address}`, async () => {
    await visit({}, async (page) => {
      await page.goto(address, { waitUntil: "networkidle" });
      await stretchTitles(page);
      assert.deepEqual(await sheets(page), ["595 × 842"], "one sheet, in points");

      // The sheet as wide as paper without its margins, in CSS pixels.
      await page.setViewportSize({ width: 673, height: 986 });
      await page.emulateMedia({ media: "print" });
      const sheet = page.locator(".notice");
      const [whole, foot] = [await sheet.boundingBox(), await page.locator(".notice__foot").boundingBox()];
      assert.ok(foot.y + foot.height <= whole.y + whole.height + 1, "number and code are on the sheet");
      assert.ok(await page.locator(".notice__code").isVisible());
      assert.equal(await page.locator(".site-header, .site-footer, .notice-tools").first().isVisible(), false);
      const smallest = await sheet.evaluate((element) =>
        Math.min(...[...element.querySelectorAll("*")].map((part) => parseFloat(getComputedStyle(part).fontSize))));
      assert.ok(smallest >= (14 * 96) / 72 - 0.1, `letters of ${smallest} px are too small to read from outside`);
    });
  });
}

/** Gives every date and meeting the longest title that people have thought of. */
function stretchTitles(page) {
  return page.evaluate(() => {
    for (const title of document.querySelectorAll(".notice__what, .notice__meetings strong")) {
      title.textContent = `${title.textContent} Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft `.repeat(3);
    }
  });
}
