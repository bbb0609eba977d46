// Petra, 58, is the unpaid mayor of a small municipality. She looks at its page and prints the notice for the notice board.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NARROW, WIDE, expectNone, fetched, follow, press, watch, withBrowser } from "./browser.mjs";
import { sheets } from "./paper.mjs";

const TOUR = "/rundgang/buergermeisterin";
const VILLAGE = "/gemeinden/lebusa";
/** A QR code that is read from an arm's length through glass: 25 mm, in CSS pixels. */
const SMALLEST_CODE = (25 / 25.4) * 96;
const visit = withBrowser();

for (const [device, viewport] of [["on the phone", NARROW], ["at a desk", WIDE]]) {
  test(`Petra prints the notice of her municipality on one sheet (${device})`, async () => {
    await visit({ viewport }, async (page) => {
      const misdeeds = watch(page);
      await page.goto("/");
      await follow(page, "Ich bin Bürgermeisterin", TOUR);
      await follow(page, "Lebusa öffnen", VILLAGE);
      assert.match(await page.getByRole("heading", { level: 1 }).innerText(), /Lebusa/);
      await follow(page, "Aushang", `${VILLAGE}/aushang`);
      assert.ok(await page.getByRole("button", { name: /drucken/i }).isVisible(), "there is a button that prints");

      assert.deepEqual(await sheets(page), ["595 × 842"], "one sheet of A4, upright, in points");
      await page.emulateMedia({ media: "print" });
      const code = page.getByRole("img", { name: /Lebusa/ });
      assert.ok(await code.isVisible(), "the code is printed");
      const { width, height } = await code.boundingBox();
      assert.ok(width >= SMALLEST_CODE && Math.abs(width - height) < 1, `the code is ${width} × ${height} px`);
      assert.ok((await code.locator("path").last().getAttribute("d")).length > 500, "there is a code in it");

      const printed = (await page.locator(".notice__address").innerText()).replace(/\s/g, "");
      const address = /^https?:/.test(printed) ? printed : `http://${printed}`;
      const answer = await fetched(page, address);
      assert.equal(answer.status(), 200, `the printed address ${printed} leads somewhere`);
      assert.match(await answer.text(), /Lebusa/);
      assert.match(await page.locator(".notice").innerText(), /030 23125 100/, "the office's number is printed");
      expectNone(misdeeds, VILLAGE);
    });
  });
}

test("without JavaScript the notice is one sheet as well, with other days and a wider circle", async () => {
  await visit({ javaScriptEnabled: false, viewport: NARROW }, async (page) => {
    await page.goto(`${VILLAGE}/aushang`);
    const form = page.locator("main form", { has: page.getByRole("button", { name: /anwenden|übernehmen|anzeigen|ändern/i }) });
    for (const name of ["tage", "umkreis"]) {
      const last = await form.locator(`[name="${name}"] option`).last().getAttribute("value");
      await form.locator(`[name="${name}"]`).selectOption(last);
    }
    await press(page, form.getByRole("button").first());
    await page.waitForURL((address) => address.searchParams.has("tage") && address.searchParams.has("umkreis"));
    assert.deepEqual(await sheets(page), ["595 × 842"]);
  });
});
