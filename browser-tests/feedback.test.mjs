// Somebody is stuck at a barrier and tells the office, from whatever page it is (Directive (EU) 2016/2102, article 7).
import assert from "node:assert/strict";
import { test } from "node:test";
import { BASE_URL, NARROW, eventually, expectNone, press, watch, withBrowser } from "./browser.mjs";
import { tabTo } from "./keyboard.mjs";

const visit = withBrowser();

for (const javaScriptEnabled of [true, false]) {
  for (const path of ["/", "/suche?q=geheim&ort=Finsterwalde", "/gemeinden/dollenchen", "/beitraege/der-nasse-groschen", "/angebote/computer-in-ruhe-lernen"]) {
    test(`a barrier on ${path} is reported with its address (${javaScriptEnabled ? "with" : "without"} JavaScript)`, async () => {
      await visit({ javaScriptEnabled, viewport: NARROW }, async (page) => {
        const misdeeds = watch(page);
        await page.goto(path);
        await press(page, page.locator("footer").getByRole("link", { name: "Barriere melden" }));
        await page.waitForURL((address) => address.pathname === "/barrierefreiheit" && address.hash === "#melden");
        const part = page.locator("#melden");
        await eventually(async () => inView(await part.getByRole("heading").boundingBox()), "the page opens at the place to report it");
        const about = path.replace(/\?.*/, "");
        assert.ok(await part.locator(`a[href="${about}"]`).isVisible(), "it says which page it is about");

        const mail = new URL(await part.locator('a[href^="mailto:"]').getAttribute("href"));
        assert.match(mail.pathname, /^[^@\s]+@[^@\s]+$/);
        assert.ok(mail.searchParams.get("subject"), "the mail has a subject");
        const body = mail.searchParams.get("body");
        assert.ok(body.includes(`${BASE_URL}${about}`), `the mail names the page: ${body}`);
        assert.ok(!body.includes("geheim"), "what somebody searched for is nobody's business");
        assert.ok(await part.locator('a[href^="tel:"]').isVisible(), "one can call instead");
        expectNone(misdeeds, page.url());
      });
    });
  }
}

test("the statement is reached by keyboard and names the body that helps where the office did not", async () => {
  await visit({ viewport: NARROW }, async (page) => {
    await page.goto("/hilfe");
    await tabTo(page, page.locator('footer a[href="/barrierefreiheit"]'), "the accessibility statement");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/barrierefreiheit");
    const text = await page.locator("main").innerText();
    for (const required of [/Durchsetzungsstelle/, /BITV|EN 301 549/, /erstellt|geprüft|Stand/i]) assert.match(text, required);
  });
});

test("an address of another host is not taken over into the mail", async () => {
  await visit({}, async (page) => {
    for (const foreign of ["//example.org/x", "https://example.org/", "/a\nBcc: x@example.org"]) {
      await page.goto(`/barrierefreiheit?${new URLSearchParams({ seite: foreign })}`);
      const mail = await page.locator('#melden a[href^="mailto:"]').getAttribute("href");
      assert.ok(!decodeURIComponent(mail).includes("example.org/"), mail);
      assert.ok(!/bcc/i.test(mail), mail);
    }
  });
});

function inView(box) {
  return box !== null && box.y >= 0 && box.y + box.height <= NARROW.height;
}
