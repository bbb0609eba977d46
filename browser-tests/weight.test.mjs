// What a first visit costs on a slow line, as the wire carries it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NARROW, withBrowser } from "./browser.mjs";
import { TEMPLATES } from "./pages.mjs";

const PAGE_BUDGET = 90_000;
const FONT_BUDGET = 60_000;
/** The letters of one more script, where a page holds words in it. */
const OTHER_SCRIPT_BUDGET = 15_000;
const visit = withBrowser();

// The gallery shows everything at once and is not for visitors.
for (const path of TEMPLATES.filter((path) => path !== "/muster")) {
  test(`a first visit to ${path} is light`, async () => {
    await visit({ viewport: NARROW }, async (page, context) => {
      const wire = await context.newCDPSession(page);
      await wire.send("Network.enable");
      const responses = new Map();
      const transferred = [];
      wire.on("Network.responseReceived", ({ requestId, response, type }) => {
        const encoding = Object.entries(response.headers).find(([name]) => name.toLowerCase() === "content-encoding");
        responses.set(requestId, { url: response.url, type, encoding: encoding?.[1] });
      });
      wire.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
        const response = responses.get(requestId);
        if (response && !response.url.startsWith("data:")) transferred.push({ ...response, bytes: encodedDataLength });
      });
      await page.goto(path, { waitUntil: "networkidle" });

      assertWithin(transferred, ["Document", "Stylesheet", "Script"], PAGE_BUDGET, `HTML, CSS and script of ${path}`);
      const inOtherScript = ({ type, url }) => type === "Font" && url.includes("cyrillic");
      assertWithin(transferred.filter((part) => !inOtherScript(part)), ["Font"], FONT_BUDGET, `fonts of ${path}`);
      assertWithin(transferred.filter(inOtherScript), ["Font"], OTHER_SCRIPT_BUDGET, `Cyrillic fonts of ${path}`);
      for (const { url, type, encoding } of transferred) {
        if (["Document", "Stylesheet", "Script"].includes(type)) assert.ok(encoding, `${url} is sent without compression`);
      }
    });
  });
}

test("a second page asks for no style sheet, script or font again", async () => {
  await visit({}, async (page, context) => {
    await page.goto("/", { waitUntil: "networkidle" });
    const wire = await context.newCDPSession(page);
    await wire.send("Network.enable");
    const again = [];
    const cached = new Set();
    wire.on("Network.requestServedFromCache", ({ requestId }) => cached.add(requestId));
    wire.on("Network.responseReceived", ({ requestId, response, type }) => {
      const stored = cached.has(requestId) || response.fromDiskCache;
      if (["Stylesheet", "Script", "Font"].includes(type) && !stored) again.push(response.url);
    });
    const firstAssets = await page.evaluate(() => performance.getEntriesByType("resource").map((entry) => entry.name));
    await page.goto("/impressum", { waitUntil: "networkidle" });
    const repeated = again.filter((url) => firstAssets.includes(url));
    assert.deepEqual(repeated, [], "these were fetched a second time");
  });
});

function assertWithin(transferred, types, budget, what) {
  const parts = transferred.filter(({ type }) => types.includes(type));
  const sum = parts.reduce((total, { bytes }) => total + bytes, 0);
  const list = parts.map(({ url, bytes }) => `${new URL(url).pathname}: ${bytes}`).join(", ");
  assert.ok(sum <= budget, `${what} take ${sum} bytes, more than ${budget} (${list})`);
}
