// Jörg, 52, keeps his club's accounts in the evening. He looks at what the club has on the portal, and subscribes to its
// dates.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NARROW, expectNone, fetched, follow, watch, withBrowser } from "./browser.mjs";

const CLUB = "/organisationen/sg-elsterwelle";
const visit = withBrowser();

for (const javaScriptEnabled of [true, false]) {
  const script = javaScriptEnabled ? "with JavaScript" : "without JavaScript";

  test(`Jörg finds his club and the calendar for its members (${script})`, async () => {
    await visit({ javaScriptEnabled, viewport: NARROW }, async (page) => {
      const misdeeds = watch(page);
      await page.goto("/");
      await follow(page, "Ich bin Kassenwart", "/rundgang/kassenwart");
      await follow(page, "Die Seite des Vereins öffnen", CLUB);
      assert.match(await page.getByRole("heading", { level: 1 }).innerText(), /Elsterwelle/);
      assert.ok((await page.locator('main a[href^="tel:"]').count()) > 0, "one can call the club");
      assert.ok((await page.locator('main a[href^="/angebote/"]').count()) > 0, "the club's groups are there");

      await follow(page, "abonnieren", `${CLUB}/termine`);
      const subscribe = await page.getByRole("link", { name: "Im Kalender abonnieren" }).getAttribute("href");
      assert.match(subscribe, /^webcal:\/\//);
      const shown = (await page.locator("main code").innerText()).trim();
      assert.equal(shown.replace(/^https?:/, "webcal:"), subscribe, "the address to copy is that of the button");
      const calendar = await fetched(page, shown);
      assert.equal(calendar.status(), 200);
      assert.match(calendar.headers()["content-type"], /^text\/calendar/);
      assert.match(await calendar.text(), /BEGIN:VEVENT/, "there are dates in it");

      await follow(page, "Zurück zu", CLUB);
      expectNone(misdeeds, CLUB);
    });
  });
}

test("the club is found where the town is, and under the topic that advises its board", async () => {
  await visit({ viewport: NARROW }, async (page) => {
    await page.goto("/rundgang/kassenwart");
    await follow(page, "Falkenberg/Elster öffnen", "/gemeinden/falkenberg-elster");
    assert.ok((await page.locator(`main a[href="${CLUB}"]`).count()) > 0, "the town's page names the club");
    await page.goBack();
    await follow(page, "Das Thema öffnen", "/themen/verein-fuehren");
    assert.ok((await page.locator('main a[href^="/organisationen/"]').count()) > 0, "somebody advises the board");
  });
});
