// The resident who looks at the results in a calendar, by keyboard, on a phone and on paper.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NARROW, WIDE, withBrowser } from "./browser.mjs";

const visit = withBrowser();
const MONTH = "/suche?ansicht=kalender";

const focusedDay = (page) => page.evaluate(() => document.activeElement?.querySelector("time")?.dateTime ?? "");
const days = (from, by) => new Date(Date.parse(from) + by * 86_400_000).toISOString().slice(0, 10);

test("arrow keys lead from day to day and week to week, and leafing keeps the search", async () => {
  await visit({ viewport: WIDE }, async (page) => {
    await page.goto(`${MONTH}&q=kinder`);
    await page.locator("[data-day][aria-current=date]").focus();
    const today = await focusedDay(page);
    await page.keyboard.press("ArrowUp");
    assert.equal(await focusedDay(page), days(today, -7), "a week before");
    await page.keyboard.press("ArrowRight");
    assert.equal(await focusedDay(page), days(today, -6), "the next day");
    await page.keyboard.press("Home");
    assert.equal(new Date(await focusedDay(page)).getUTCDay(), 1, "weeks begin on Monday");
    await page.keyboard.press("End");
    assert.equal(new Date(await focusedDay(page)).getUTCDay(), 0);
    await page.keyboard.press("PageDown");
    await page.waitForURL((address) => address.searchParams.has("tag"));
    const address = new URL(page.url());
    assert.equal(address.searchParams.get("q"), "kinder");
    assert.equal(address.searchParams.get("ansicht"), "kalender");
    await page.goBack();
    assert.ok((await page.locator("[data-day][aria-current=date]").count()) === 1, "back to this month");
  });
});

test("on a phone the days stand one below the other and begin today", async () => {
  await visit({ viewport: NARROW }, async (page) => {
    await page.goto(MONTH);
    const shown = await page.locator("[data-day]").evaluateAll((all) =>
      all.filter((day) => day.offsetParent).map((day) => day.querySelector("time").dateTime));
    const today = await page.locator("[data-day][aria-current=date] time").getAttribute("datetime");
    assert.ok(shown.length > 0 && shown.every((day) => day >= today && day.slice(0, 7) === today.slice(0, 7)), `${shown}`);
    assert.equal(await page.locator(".calendar__long").first().isVisible(), false, "days that are over are left out");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= NARROW.width, `${wide} px`);
  });
});

test("on paper a month is a month", async () => {
  await visit({ viewport: WIDE }, async (page) => {
    await page.emulateMedia({ media: "print" });
    await page.goto(MONTH);
    const [first, second] = await page.locator(".calendar__day").evaluateAll((all) =>
      all.slice(0, 2).map((day) => day.getBoundingClientRect().top));
    assert.equal(first, second, "days stand side by side");
    assert.equal(await page.locator(".calendar__leaf").isVisible(), false, "nothing to press");
  });
});

test("without script the calendar leafs and leads to its days", async () => {
  await visit({ viewport: WIDE, javaScriptEnabled: false }, async (page) => {
    await page.goto(MONTH);
    await page.getByRole("link", { name: "Nächster Monat" }).click();
    await page.getByRole("link", { name: /^Montag, 7\. |^Montag, 1\d\. / }).first().click();
    await page.waitForURL((address) => address.searchParams.has("von") && !address.searchParams.has("ansicht"));
    assert.ok((await page.locator("h1").innerText()).length > 0);
  });
});
