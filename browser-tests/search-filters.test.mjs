// The resident who types town and thing into one field, narrows the list down by keyboard, and takes it back.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NARROW, WIDE, withBrowser } from "./browser.mjs";

const visit = withBrowser();

for (const viewport of [NARROW, WIDE]) {
  const at = `at ${viewport.width} px`;
  test(`what was recognised in the words can be taken back ${at}`, async () => {
    await visit({ viewport }, async (page) => {
      await page.goto("/suche?q=yoga+finsterwalde");
      const chip = page.getByRole("link", { name: /als Ort erkannt: Finsterwalde/ });
      await chip.focus();
      await page.keyboard.press("Enter");
      await page.waitForURL((address) => address.searchParams.getAll("woertlich").includes("ort"));
      assert.equal(await page.getByRole("link", { name: /als Ort erkannt/ }).count(), 0);
      assert.equal(await page.getByLabel("Was?").inputValue(), "yoga finsterwalde", "what was typed stays");
    });
  });

  test(`a folded filter opens by keyboard and brings as many as it says ${at}`, async () => {
    await visit({ viewport }, async (page) => {
      await page.goto("/suche?q=kurs");
      if (viewport === NARROW) await page.getByText("Auswahl eingrenzen").click();
      const question = page.locator("summary", { hasText: "Was es kostet" });
      await question.focus();
      await page.keyboard.press("Enter");
      const free = page.locator("details.filter[open] a", { hasText: "Kostenlos" });
      const count = (await free.locator(".filter__count").innerText()).trim();
      await free.focus();
      await page.keyboard.press("Enter");
      await page.waitForURL((address) => address.searchParams.get("preis") === "kostenlos");
      assert.ok((await page.locator("h1").innerText()).startsWith(`${count} `), `${count} were promised`);
      const chosen = page.locator(".filter a[aria-current]", { hasText: "Kostenlos" });
      assert.equal(await chosen.count(), 1, "what is chosen stands open and is marked");
    });
  });

  test(`a slip that is too far off is asked back ${at}`, async () => {
    await visit({ viewport }, async (page) => {
      await page.goto("/suche?q=yga");
      await page.getByRole("link", { name: /Meinten Sie „yoga“/i }).click();
      await page.waitForURL((address) => address.searchParams.get("q").toLowerCase() === "yoga");
      assert.ok((await page.locator(".card").count()) > 0);
    });
  });
}
