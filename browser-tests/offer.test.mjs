// A resident reads an offer, opens what is folded, signs up, and takes the dates along: into a calendar, onto paper.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NARROW, expectNone, watch, withBrowser } from "./browser.mjs";
import { showsFocus, tabTo } from "./keyboard.mjs";

const COURSE = "/angebote/computer-in-ruhe-lernen";
const visit = withBrowser();

for (const javaScriptEnabled of [true, false]) {
  const script = javaScriptEnabled ? "with JavaScript" : "without JavaScript";

  test(`dates unfold and go into a calendar, by keyboard alone (${script})`, async () => {
    await visit({ javaScriptEnabled, viewport: NARROW }, async (page, context) => {
      const misdeeds = watch(page);
      await page.goto(COURSE);
      const fold = page.locator("main details").first();
      const folded = fold.getByRole("listitem");
      assert.equal(await folded.first().isVisible(), false, "further dates are folded away");
      await tabTo(page, fold.locator("summary"), "the button that unfolds further dates");
      await page.keyboard.press("Enter");
      assert.ok(await folded.first().isVisible(), "further dates unfold");

      const calendars = page.locator('main a[href$=".ics"]');
      assert.ok((await calendars.count()) > 3, "every date to come has its calendar file");
      for (const link of await calendars.all()) {
        const answer = await context.request.get(await link.getAttribute("href"));
        assert.equal(answer.status(), 200, answer.url());
        assert.match(answer.headers()["content-type"], /^text\/calendar/);
        assert.match(await answer.text(), /BEGIN:VEVENT/);
      }
      expectNone(misdeeds, COURSE);
    });
  });
}

test("the way to sign up is reached by keyboard and looks it", async () => {
  await visit({}, async (page) => {
    await page.goto(COURSE);
    const call = page.locator('main dl a[href^="tel:"]').first();
    await tabTo(page, call, "the number to sign up");
    assert.ok(await showsFocus(page, await call.elementHandle()), "one sees that it has the focus");
    const box = await call.boundingBox();
    assert.ok(box.height >= 44, `it is ${box.height} px high, too small for a thumb`);
  });
});

test("what a date leads to is large enough for a thumb", async () => {
  await visit({ viewport: NARROW, hasTouch: true }, async (page) => {
    await page.goto(COURSE);
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
    for (const link of await page.locator('main li a[href$=".ics"]').all()) {
      const box = await link.boundingBox();
      assert.ok(box.width >= 44 && box.height >= 44, `${box.width} × ${box.height} px`);
    }
  });
});

test("on paper all dates to come are there, and nothing that only works on a screen", async () => {
  await visit({}, async (page) => {
    await page.goto(COURSE);
    await page.emulateMedia({ media: "print" });
    const coming = page.locator("main time:visible");
    assert.ok((await coming.count()) >= 7, `${await coming.count()} dates would be printed`);
    assert.equal(await page.locator("main summary:visible").count(), 0, "no fold is printed");
    assert.equal(await page.locator('main a[href$=".ics"]:visible').count(), 0, "no calendar file is printed");
    assert.ok(await page.getByText(new URL(page.url()).pathname).last().isVisible(), "the page's address is printed");
  });
});
