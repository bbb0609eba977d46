// A resident looks for something nearby: with the mouse, with the keyboard alone, with and without JavaScript.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NARROW, expectNone, offerLinks, searchForm, watch, withBrowser } from "./browser.mjs";
import { nameOf, showsFocus, tabOrder, tabTo } from "./keyboard.mjs";

const WORD = "smartphone";
const TOWN = "Finsterwalde";
const visit = withBrowser();

for (const javaScriptEnabled of [true, false]) {
  const script = javaScriptEnabled ? "with JavaScript" : "without JavaScript";

  test(`a resident searches with the mouse, opens an offer and comes back (${script})`, async () => {
    await visit({ javaScriptEnabled, viewport: NARROW }, async (page) => {
      const misdeeds = watch(page);
      await page.goto("/");
      await searchForm(page).locator('[name="q"]').fill(WORD);
      await searchForm(page).locator('[name="ort"]').fill(TOWN);
      await submitButton(page).click();
      await page.waitForURL((address) => address.pathname === "/suche");
      assertSearched(page, { q: WORD, ort: TOWN });

      await chooseFilter(page, "umkreis=50");
      await page.waitForURL((address) => address.searchParams.get("umkreis") === "50");
      assertSearched(page, { q: WORD, ort: TOWN });
      const filtered = page.url();
      assert.ok((await offerLinks(page).count()) > 0, `${filtered} finds no offer`);

      await offerLinks(page).first().click();
      await page.waitForURL((address) => address.pathname.startsWith("/angebote/"));
      assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1, page.url());

      await page.goBack();
      await page.waitForURL(filtered);
      await assertFormHolds(page, { q: WORD, ort: TOWN });
      assert.ok((await offerLinks(page).count()) > 0, "the results are gone after going back");
      expectNone(misdeeds, filtered);
    });
  });

  test(`a resident searches with the keyboard alone (${script})`, async () => {
    await visit({ javaScriptEnabled }, async (page) => {
      await page.goto("/");
      await assertSkipLinkWorks(page);

      await tabTo(page, searchForm(page).locator('[name="q"]'), "the field for words");
      await page.keyboard.type(WORD);
      await tabTo(page, searchForm(page).locator('[name="ort"]'), "the field for the place");
      await page.keyboard.type(TOWN);
      // Escape closes suggestions where there are any; Enter then belongs to the form.
      await page.keyboard.press("Escape");
      await tabTo(page, submitButton(page), "the button that searches");
      await page.keyboard.press("Enter");
      await page.waitForURL((address) => address.pathname === "/suche");
      assertSearched(page, { q: WORD, ort: TOWN });

      await page.goto(`/suche?q=${WORD}`);
      await tabTo(page, offerLinks(page).first(), "the first result");
      await page.keyboard.press("Enter");
      await page.waitForURL((address) => address.pathname.startsWith("/angebote/"));
      await page.goBack();
      await page.waitForURL((address) => address.pathname === "/suche");
      await assertFormHolds(page, { q: WORD });
    });
  });
}

for (const path of [
  "/",
  "/rundgang/rentnerin",
  `/suche?q=${WORD}&ort=${TOWN}&umkreis=50`,
  "/gemeinden/dollenchen",
  "/gemeinden/dollenchen/aushang",
  "/beitraege/der-nasse-groschen",
  "/lebenslagen/neu-hier?sprache=ar",
  "/quellen",
]) {
  test(`the focus runs through ${path} in the order of the page and is always visible`, async () => {
    await visit({}, async (page) => {
      await page.goto(path, { waitUntil: "networkidle" });
      const stops = await tabOrder(page);
      assert.ok(stops.length >= 5, `only ${stops.length} elements of ${path} can be reached with the Tab key`);

      const complaints = [];
      for (let index = 1; index < stops.length; index++) {
        const follows = await stops[index].evaluate(
          (node, before) => Boolean(before.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING),
          stops[index - 1],
        );
        if (!follows) complaints.push(`${await nameOf(stops[index])} comes too late in the tab order`);
      }
      for (const stop of stops) {
        if (!(await showsFocus(page, stop))) complaints.push(`${await nameOf(stop)} does not show that it has the focus`);
      }
      expectNone(complaints, path);
    });
  });
}

test("the language can be changed without losing the search", async () => {
  await visit({}, async (page) => {
    await page.goto(`/suche?q=${WORD}&ort=${TOWN}&umkreis=50`);
    await page.locator('a[hreflang="en"]:visible').first().click();
    await page.waitForURL((address) => address.pathname === "/en/suche");
    assertSearched(page, { q: WORD, ort: TOWN, umkreis: "50" });
    assert.equal(await page.locator("html").getAttribute("lang"), "en");

    await page.locator('a[hreflang="de"]:visible').first().click();
    await page.waitForURL((address) => address.pathname === "/suche");
    assertSearched(page, { q: WORD, ort: TOWN, umkreis: "50" });
  });
});

test("a search without a result says so and offers a way on", async () => {
  await visit({}, async (page) => {
    await page.goto("/suche?q=xyzzyquux");
    assert.equal(await offerLinks(page).count(), 0);
    await assertFormHolds(page, { q: "xyzzyquux" });
    const waysOn = await page.locator("main a[href]").count();
    assert.ok(waysOn > 0, "a page without a result has to hold a link that leads on");
  });
});

for (const [name, query, typed] of [
  ["a place that nobody knows", { ort: "Nirgendwoingen" }, "Nirgendwoingen"],
  ["a day that does not exist", { von: "31.02.2026" }, "31.02.2026"],
]) {
  test(`${name} is refused with a sentence that repeats it, and the words stay`, async () => {
    await visit({}, async (page) => {
      await page.goto(`/suche?${new URLSearchParams({ q: WORD, ...query })}`);
      const alert = await page.locator("main").getByRole("alert").innerText();
      assert.ok(alert.includes(typed), `the refusal does not name “${typed}”: ${alert}`);
      await assertFormHolds(page, { q: WORD });
    });
  });
}

function submitButton(page) {
  return searchForm(page).locator('button[type="submit"], button:not([type]), input[type="submit"]').first();
}

/** Follows the link of a filter, and opens first what it may be folded away in. */
async function chooseFilter(page, parameter) {
  const link = page.locator("main").locator(`a[href*="${parameter}"]`).first();
  if (!(await link.isVisible())) {
    const folded = page.locator("main details:not([open])", { has: page.locator(`a[href*="${parameter}"]`) });
    await folded.locator("summary").first().click();
  }
  await link.click();
}

async function assertSkipLinkWorks(page) {
  await page.keyboard.press("Tab");
  const link = page.locator(":focus");
  const target = await link.getAttribute("href");
  assert.match(target ?? "", /^#./, "the first stop of the Tab key is not a link past the navigation");
  const box = await link.boundingBox();
  assert.ok(box && box.width > 1 && box.height > 1 && box.y >= 0 && box.x >= 0, "the skip link is invisible when it has the focus");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const inside = await page.evaluate((id) => {
    const main = document.getElementById(id) ?? document.querySelector("main");
    return main.contains(document.activeElement);
  }, target.slice(1));
  assert.ok(inside, "after the skip link the Tab key does not go on inside the main part");
}

function assertSearched(page, wanted) {
  const given = new URL(page.url()).searchParams;
  for (const [name, value] of Object.entries(wanted)) {
    assert.equal(given.get(name), value, `the address lost “${name}”: ${page.url()}`);
  }
}

async function assertFormHolds(page, wanted) {
  for (const [name, value] of Object.entries(wanted)) {
    const held = await searchForm(page).evaluate((form, field) => new FormData(form).get(field), name);
    assert.equal(held, value, `the form lost “${name}” at ${page.url()}`);
  }
}
