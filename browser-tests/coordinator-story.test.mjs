// Nadja, 41, coordinates. She sees what somebody sees who finds nothing, and what she can send to somebody who is new.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NARROW, WIDE, expectNone, fetched, follow, offerLinks, press, searchForm, watch, withBrowser } from "./browser.mjs";

const TOUR = "/rundgang/servicestelle";
const GUIDE = "/lebenslagen/neu-hier";
const visit = withBrowser();

for (const javaScriptEnabled of [true, false]) {
  const script = javaScriptEnabled ? "with JavaScript" : "without JavaScript";

  test(`a search that finds nothing nearby shows ways out that lead somewhere (${script})`, async () => {
    await visit({ javaScriptEnabled, viewport: NARROW }, async (page) => {
      const misdeeds = watch(page);
      await page.goto("/");
      await follow(page, "Ich arbeite in der Servicestelle", TOUR);
      await follow(page, "Die Suche ansehen", "/suche");
      const title = page.getByRole("heading", { level: 1 });
      assert.match(await title.innerText(), /^Kein Angebot/, "nothing is found nearby");
      const words = await searchForm(page).locator('[name="q"]').inputValue();
      assert.notEqual(words, "", "what was asked stands in the form");

      const ways = page.locator('section[aria-labelledby="ergebnis"] .choices__list a[href]');
      const links = await ways.evaluateAll((all) => all.map((link) => [link.textContent.trim(), link.href]));
      assert.ok(links.length >= 3, `${links.length} ways out`);
      for (const [text, address] of links) {
        const answer = await fetched(page, address);
        assert.equal(answer.status(), 200, text);
        assert.match(await answer.text(), /href="\/angebote\//, `“${text}” finds offers`);
      }
      assert.ok(await page.locator('footer a[href^="tel:"]').isVisible(), "the office can be called");

      await press(page, ways.filter({ hasText: "Landkreis" }).first());
      await page.waitForURL((address) => !address.searchParams.has("ort") || address.searchParams.get("umkreis") === "kreis");
      assert.doesNotMatch(await title.innerText(), /^Kein/, "in the whole county something is found");
      assert.ok((await offerLinks(page).count()) > 0);
      assert.equal(await searchForm(page).locator('[name="q"]').inputValue(), words, "the words stay");
      await page.goBack();
      assert.match(await title.innerText(), /^Kein Angebot/);
      expectNone(misdeeds, TOUR);
    });
  });
}

test("a guide can be sent to somebody who reads Ukrainian, and they find their way on", async () => {
  await visit({ viewport: NARROW }, async (page) => {
    await page.goto(TOUR);
    await follow(page, "Auf Ukrainisch ansehen", GUIDE);
    const [title, text] = [page.getByRole("heading", { level: 1 }), page.locator('main .prose[lang="uk"]').first()];
    assert.equal(await title.getAttribute("lang"), "uk");
    assert.match(await title.innerText(), /\p{Script=Cyrillic}{3}/u);
    assert.match(await text.innerText(), /\p{Script=Cyrillic}{5}/u);
    assert.equal(await page.locator("html").getAttribute("lang"), "de", "what is around the text is German");

    const inside = await text.locator(`a[href^="/"]`).evaluateAll((all) => all.map((link) => link.href));
    assert.ok(inside.length > 0, "the guide leads to pages of the portal");
    for (const address of inside) assert.equal((await fetched(page, address)).status(), 200, address);

    await page.getByRole("navigation", { name: "Lesen in" }).getByRole("link", { name: "العربية" }).click();
    await page.waitForURL((address) => address.searchParams.get("sprache") === "ar");
    assert.equal(await page.locator('main .prose[lang="ar"]').first().getAttribute("dir"), "rtl");
    await page.getByRole("navigation", { name: "Lesen in" }).getByRole("link", { name: "Deutsch", exact: true }).click();
    await page.waitForURL((address) => address.pathname === GUIDE && !address.searchParams.has("sprache"));
  });
});

test("at the desk every step of her tour can be opened", async () => {
  await visit({ viewport: WIDE }, async (page) => {
    await page.goto(TOUR);
    const links = await page.locator("ol.tour a[href]").evaluateAll((all) => all.map((link) => link.href));
    assert.ok(links.length >= 5);
    for (const address of links) assert.equal((await fetched(page, address)).status(), 200, address);
  });
});
