// Somebody looks for something on the phone: three fields, cards to be scanned in seconds, here or further away, by date or
// by distance, and one filter after the other taken away again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NARROW, eventually, expectNone, offerLinks, press, searchForm, watch, withBrowser } from "./browser.mjs";
import { showsFocus, tabTo } from "./keyboard.mjs";

const TOWN = "Finsterwalde";
const QUESTION = `/suche?${new URLSearchParams({ q: "lesen", ort: TOWN, zeit: "monat" })}`;
const visit = withBrowser();

for (const javaScriptEnabled of [true, false]) {
  const script = javaScriptEnabled ? "with JavaScript" : "without JavaScript";

  test(`what, where and when are asked by keyboard alone (${script})`, async () => {
    await visit({ javaScriptEnabled, viewport: NARROW }, async (page) => {
      const misdeeds = watch(page);
      await page.goto("/");
      const form = searchForm(page);
      for (const [name, typed] of [["q", "lesen"], ["ort", TOWN]]) {
        await tabTo(page, form.locator(`[name="${name}"]`), `the field ${name}`);
        await page.keyboard.type(typed);
      }
      await tabTo(page, form.locator('[name="zeit"]'), "the choice of days");
      for (let choice = 0; choice < 5; choice++) await page.keyboard.press("ArrowDown");
      const button = form.getByRole("button");
      await tabTo(page, button, "the button that searches");
      assert.ok(await showsFocus(page, await button.elementHandle()), "one sees that the button has the focus");
      await page.keyboard.press("Enter");
      await page.waitForURL((address) => address.pathname === "/suche");
      const asked = new URL(page.url()).searchParams;
      assert.deepEqual([asked.get("q"), asked.get("ort"), asked.get("zeit")], ["lesen", TOWN, "monat"]);
      assert.equal(await searchForm(page).locator('[name="zeit"]').inputValue(), "monat");
      assert.ok((await offerLinks(page).count()) > 0, "something is found");
      expectNone(misdeeds, page.url());
    });
  });

  test(`here, nearby and in the whole county, then in another order, and back again (${script})`, async () => {
    await visit({ javaScriptEnabled, viewport: NARROW }, async (page) => {
      const misdeeds = watch(page);
      await page.goto(QUESTION);
      const reach = page.locator(".segments:has(.segments__count) a");
      assert.equal(await reach.count(), 3);
      const counts = await reach.evaluateAll((all) => all.map((one) => Number(one.querySelector(".segments__count").textContent.replace(/\D/g, ""))));
      assert.ok(counts[0] <= counts[1] && counts[1] <= counts[2] && counts[2] > 0, `the circle grows: ${counts}`);

      const visited = [];
      for (const [position, words] of [[0, /^Nur in /], [1, /^In der Nähe/], [2, /^Im ganzen Landkreis/]]) {
        await goTo(page, reach.filter({ hasText: words }));
        assert.equal(await reach.nth(position).getAttribute("aria-current"), "true", `${words} is in force`);
        assert.equal(await page.locator('.segments:has(.segments__count) [aria-current="true"]').count(), 1);
        assert.equal(await found(page), counts[position], `the number on the button is the number of the results (${words})`);
        assert.equal(await searchForm(page).locator('[name="q"]').inputValue(), "lesen", "the words stay");
        visited.push(page.url());
      }

      await goTo(page, page.locator(".sorting a", { hasText: "Entfernung" }));
      const distances = await cards(page, ".card__distance");
      assert.ok(distances.length > 1);
      const kilometres = distances.map((text) => (/\bm$/.test(text) ? 0.001 : 1) * Number(text.replace(/[^\d,]/g, "").replace(",", ".")));
      assert.deepEqual(kilometres, [...kilometres].sort((one, other) => one - other), "the nearest comes first");
      visited.push(page.url());
      await goTo(page, page.locator(".sorting a", { hasText: "Nächster Termin" }));
      assert.equal(new URL(page.url()).searchParams.get("sortierung"), "termin");
      assert.equal(await page.locator('.sorting [aria-current="true"]').innerText(), "Nächster Termin");

      for (const address of visited.reverse()) {
        await page.goBack();
        await eventually(() => page.url() === address, `going back does not lead to ${address}`);
        assert.equal(await searchForm(page).locator('[name="ort"]').inputValue(), TOWN);
      }
      expectNone(misdeeds, QUESTION);
    });
  });

  test(`filters are chips that go one by one (${script})`, async () => {
    await visit({ javaScriptEnabled, viewport: NARROW }, async (page) => {
      await page.goto(`${QUESTION}&art=veranstaltung&umkreis=kreis`);
      const chips = page.locator(".chips .chip");
      const begun = await chips.count();
      assert.ok(begun >= 4, `${begun} chips for words, place, days and kind`);
      assert.ok(await page.getByRole("link", { name: "Alle Filter entfernen" }).isVisible());
      const [first, addresses] = [page.url(), []];
      let before = await found(page);
      for (let left = begun; left > 0; left--) {
        const name = (await chips.last().innerText()).trim();
        assert.match(await chips.last().textContent(), /Filter entfernen/, "who listens hears what it does");
        const box = await chips.last().boundingBox();
        assert.ok(box.height >= 44, `the chip “${name}” is ${box.height} px high, too small for a thumb`);
        addresses.push(page.url());
        await goTo(page, chips.last());
        assert.equal(await chips.count(), left - 1, `“${name}” alone is gone at ${page.url()}`);
        const now = await found(page);
        assert.ok(now >= before, `without “${name}” there are ${now} instead of ${before}`);
        before = now;
      }
      assert.equal(new URL(page.url()).search, "", "nothing is left in the address");
      for (const address of addresses.reverse()) {
        await page.goBack();
        await eventually(() => page.url() === address, `going back does not lead to ${address}`);
      }
      assert.equal(page.url(), first);
      assert.equal(await chips.count(), begun, "all chips are there again");
    });
  });
}

test("a card says in this order when, what, where and how far, how one gets in, of which kind and what it costs", async () => {
  await visit({ viewport: NARROW }, async (page) => {
    await page.goto(`/suche?${new URLSearchParams({ ort: TOWN, zeit: "monat" })}`);
    const complaints = [];
    let withAccess = 0;
    for (const card of await page.locator("main article.card").all()) {
      const title = (await card.locator(".card__title").innerText()).trim();
      const height = async (part) => (await card.locator(part).boundingBox())?.y ?? Infinity;
      const order = [await height(".card__when"), await height(".card__title"), await height(".card__place"), await height(".card__badges")];
      if (order.includes(Infinity)) complaints.push(`“${title}” lacks a part: ${order}`);
      if (order.some((y, index) => y < order[index - 1])) complaints.push(`“${title}”: parts are not in order: ${order}`);
      if (!/\d/.test(await card.locator(".card__when").innerText())) complaints.push(`“${title}” names no day`);
      if (!/\d\s*k?m$/.test((await card.locator(".card__place").innerText()).trim())) complaints.push(`“${title}” names no distance`);
      if (!(await card.locator(".badge--accent").innerText()).trim()) complaints.push(`“${title}” names no kind`);
      if (!/kostenlos|Spende|€/.test(await card.locator(".card__badges").innerText())) complaints.push(`“${title}” names no price`);
      if (await card.locator(".card__access").count()) withAccess++;
      if ((await card.getByRole("link").count()) !== 1) complaints.push(`“${title}” has several links`);
    }
    assert.ok(withAccess > 0, "no card says whether one gets in without steps");
    expectNone(complaints, page.url());
  });
});

test("the first result is seen without much scrolling on a phone", async () => {
  await visit({ viewport: NARROW }, async (page) => {
    await page.goto(QUESTION);
    const { y } = await page.locator("main article.card").first().boundingBox();
    assert.ok(y < NARROW.height * 2, `the first result begins at ${Math.round(y)} px, below the second screen`);
  });
});

/** How many results the page's title names. */
async function found(page) {
  const heading = (await page.getByRole("heading", { level: 1 }).innerText()).replace(/[„“].*/, "");
  if (/^(Kein|Nichts)/.test(heading)) return 0;
  return /^Ein /.test(heading) ? 1 : Number(heading.replace(/\D/g, ""));
}

function cards(page, part) {
  return page.locator(`main .card ${part}`).allInnerTexts();
}

/** Follows a link by keyboard and waits until its page is there. */
async function goTo(page, link) {
  const target = await link.evaluate((element) => element.href);
  await press(page, link);
  await page.waitForURL(target);
}
