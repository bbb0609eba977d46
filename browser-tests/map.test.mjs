// The map of results: for the keyboard, the finger and the mouse; nobody else is asked before somebody says so, and
// everything on it is in the list as well.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { BASE_URL, NARROW, WIDE, eventually, expectNone, kept, watch, withBrowser } from "./browser.mjs";
import { tabTo } from "./keyboard.mjs";
import { sidewaysOverflow } from "./layout.mjs";

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const MAP = "/suche?ansicht=karte";
const TILE_HOST = "sgx.geodatenzentrum.de";
const CLUSTERS = /\/suche\/karte\.json/;
/** Finsterwalde's market place, some village's field, and Berlin. */
const IN_TOWN = { latitude: 51.6312345, longitude: 13.7087654 };
const ELSEWHERE = { latitude: 52.5163, longitude: 13.3777 };
const visit = withBrowser();

test("by keyboard from a cluster to an offer: named markers, and the focus is never lost", async () => {
  await visit({ reducedMotion: "reduce" }, async (page) => {
    const misdeeds = watch(page);
    await open(page, MAP);
    const names = await markers(page).evaluateAll((all) => all.map((marker) => [marker.tagName, marker.getAttribute("aria-label")]));
    assert.ok(names.length > 3, `${names.length} markers`);
    for (const [tag, name] of names) assert.ok(tag === "BUTTON" && name.length > 5, `${tag} ${name}`);

    const cluster = markers(page).first();
    await tabTo(page, cluster, "the first marker");
    // Nearer and nearer, until what is there can be read.
    for (let looks = 0; (await popup(page).count()) === 0; looks++) {
      assert.ok(looks < 14, "zooming does not come to an end");
      const [before, name] = [page.url(), await focusedName(page)];
      await page.keyboard.press("Enter");
      await eventually(async () => (await popup(page).count()) > 0 || page.url() !== before, `nothing happens at “${name}”`);
      if ((await popup(page).count()) > 0) break;
      assert.match(name, /^\d+ Angebote in der Nähe von .+, hineinzoomen$/);
      await eventually(() => isMarkerFocused(page, name), `the focus is lost behind “${name}”`);
    }
    assert.ok(await popup(page).evaluate((element) => element === document.activeElement), "reading goes on in the popup");
    assert.ok((await popup(page).getAttribute("aria-label")).length > 5);
    await page.keyboard.press("Escape");
    await popup(page).waitFor({ state: "detached" });
    await eventually(() => isMarkerFocused(page), "the focus goes back to the marker");
    await page.keyboard.press("Enter");
    await popup(page).waitFor();
    await tabTo(page, popup(page).getByRole("link").first(), "the offer in the popup");
    const target = await popup(page).getByRole("link").first().getAttribute("href");
    await page.keyboard.press("Enter");
    await page.waitForURL((address) => address.pathname === target);
    expectNone(misdeeds, MAP);
  });
});

test("arrows, plus and minus move the map, the address keeps where it is, and “back” leaves it in one step", async () => {
  await visit({ reducedMotion: "reduce" }, async (page) => {
    await page.goto("/suche?q=garten");
    await page.getByRole("navigation", { name: "Ansicht" }).getByRole("link", { name: "Karte" }).click();
    await page.waitForURL((address) => address.searchParams.get("ansicht") === "karte");
    await placed(page);
    assert.equal(piece(page), null, "nobody has moved it yet");
    await canvas(page).focus();
    for (const key of ["+", "+", "ArrowRight", "ArrowUp", "-"]) {
      const before = page.url();
      await page.keyboard.press(key);
      await eventually(() => page.url() !== before, `${key} does not move the map`);
    }
    const there = piece(page);
    assert.match(there, /^\d{2}\.\d{3},\d{2}\.\d{3},\d+(\.\d+)?$/);
    assert.equal(new URL(page.url()).searchParams.get("q"), "garten");
    assert.ok(page.url().endsWith(`karte=${there}`), "easy to read");
    await placed(page);
    const labels = await labelsOf(page);

    await page.reload();
    await placed(page);
    assert.equal(piece(page), there);
    await eventually(async () => String(await labelsOf(page)) === String(labels), "another part of the map after reloading");

    // Filters keep it, and an offer leads back to it.
    await page.locator('a[href*="art=kurs"]').first().evaluate((link) => link.click());
    await page.waitForURL((address) => address.searchParams.getAll("art").includes("kurs"));
    assert.equal(piece(page), there);
    await page.goBack();
    await placed(page);
    assert.equal(piece(page), there);
    await page.goBack();
    await page.waitForURL((address) => !address.searchParams.has("ansicht"));
    assert.equal(new URL(page.url()).searchParams.get("q"), "garten", "one step back is the list");
  });
});

test("no other host before the click, exactly the one named after it, and none again after taking it back", async () => {
  await visit({}, async (page, context) => {
    const asked = [];
    page.on("request", (request) => {
      const { protocol, host } = new URL(request.url());
      if (protocol.startsWith("http") && host !== new URL(BASE_URL).host) asked.push(request);
    });
    const tile = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
    await context.route(`https://${TILE_HOST}/**`, (route) => route.fulfill({ contentType: "image/png", body: tile }));
    await open(page, MAP);
    await canvas(page).focus();
    await page.keyboard.press("+");
    await page.waitForLoadState("networkidle");
    assert.deepEqual(asked.map((request) => request.url()), [], "nobody is asked before somebody says so");

    const background = page.locator("[data-map-background]");
    const button = background.getByRole("button");
    assert.equal(await button.innerText(), "Straßenkarte einblenden");
    const note = await page.locator(`#${await button.getAttribute("aria-describedby")}`).textContent();
    assert.match(note, /basemap\.de/);
    assert.match(note, /Internetadresse wird dorthin übertragen/);
    await button.click();
    await eventually(() => asked.length > 3, "no pictures are asked for");
    await page.waitForLoadState("networkidle");
    for (const request of asked) {
      assert.equal(new URL(request.url()).host, TILE_HOST);
      assert.match(request.url(), /\/de_basemapde_web_raster_farbe\/default\/GLOBAL_WEBMERCATOR\/\d+\/\d+\/\d+\.png$/);
      const headers = await request.allHeaders();
      assert.equal(headers.referer, undefined, "where it is asked from is not told");
      assert.equal(headers.cookie, undefined);
    }
    assert.match(await page.locator(".leaflet-control-attribution").innerText(), /basemap\.de \/ BKG.*GeoBasis-DE.*CC BY 4\.0/s);
    assert.equal(await button.innerText(), "Straßenkarte ausblenden");

    // For this visit: the next page remembers, another visit does not.
    const before = asked.length;
    await page.reload();
    await placed(page);
    await eventually(() => asked.length > before, "forgotten on the next page");
    assert.deepEqual(await kept(page), ["kreisrund.map-background=shown"]);
    await button.click();
    assert.equal(await button.innerText(), "Straßenkarte einblenden");
    assert.deepEqual(await kept(page), []);
    await page.waitForLoadState("networkidle");
    const last = asked.length;
    await page.reload();
    await placed(page);
    await page.waitForLoadState("networkidle");
    assert.equal(asked.length, last, "who took it back is asked again first");
  });
});

test("whatever a marker tells is in the list", async () => {
  await visit({}, async (page) => {
    const question = "/suche?q=yoga&ort=finsterwalde&umkreis=kreis";
    const told = new Set();
    page.on("response", async (response) => {
      if (!CLUSTERS.test(response.url()) || !response.ok()) return;
      // Of a page that was left meanwhile nothing can be read any more.
      const answer = await response.json().catch(() => ({ clusters: [] }));
      for (const cluster of answer.clusters) for (const { href } of cluster.hits) told.add(href);
    });
    await open(page, `${question}&ansicht=karte`);
    for (let look = 0; look < 3; look++) {
      await canvas(page).focus();
      const answered = page.waitForResponse(CLUSTERS);
      await page.keyboard.press("+");
      await answered;
    }
    await page.waitForLoadState("networkidle");
    const listed = new Set();
    for (let next = `${question}&ansicht=karte`; next; ) {
      await page.goto(next);
      for (const href of await page.locator("#liste a.card__link").evaluateAll((all) => all.map((a) => a.getAttribute("href")))) listed.add(href);
      const further = page.locator("#liste nav a[rel=next], #liste .pagination a").last();
      const href = (await further.count()) > 0 ? await further.getAttribute("href") : null;
      const number = Number(new URL(href ?? "?", page.url()).searchParams.get("seite") ?? 1);
      next = number > Number(new URL(page.url()).searchParams.get("seite") ?? 1) ? href : null;
    }
    assert.ok(told.size > 0);
    assert.deepEqual([...told].filter((href) => !listed.has(href)), [], "these are on the map alone");
  });
});

test("the map holds nobody up: it can be skipped, and the wheel and one finger move the page", async () => {
  await visit({ viewport: WIDE, reducedMotion: "reduce" }, async (page) => {
    await open(page, MAP);
    const skip = page.locator(".results-map__skip");
    await tabTo(page, skip, "the way around the map");
    await page.keyboard.press("Enter");
    await page.waitForURL((address) => address.hash === "#liste");
    await page.keyboard.press("Tab");
    assert.ok(await page.locator("#liste").evaluate((list) => list.contains(document.activeElement)), "on with the list");

    await canvas(page).scrollIntoViewIfNeeded();
    await placed(page);
    const before = page.url();
    await canvas(page).hover();
    const from = await page.evaluate(() => scrollY);
    await page.mouse.wheel(0, 200);
    await eventually(() => page.evaluate((from) => scrollY > from, from), "the page does not move under the wheel");
    assert.equal(page.url(), before, "the map stays as it is");
    await canvas(page).hover();
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -200);
    await page.keyboard.up("Control");
    await eventually(() => page.url() !== before, "with Ctrl the wheel zooms");
  });
  await visit({ viewport: NARROW, hasTouch: true, isMobile: true }, async (page) => {
    await open(page, MAP);
    const action = await canvas(page).evaluate((element) => getComputedStyle(element).touchAction);
    assert.equal(action, "pan-x pan-y", "one finger belongs to the page");
    const { height } = await page.locator("[data-results-map]").boundingBox();
    assert.ok(height <= NARROW.height * 0.7, `${height} px leave nothing of the page to scroll by`);
    // Without dragging: what is tapped comes into the middle.
    await canvas(page).scrollIntoViewIfNeeded();
    const { x, y, width } = await canvas(page).boundingBox();
    await page.touchscreen.tap(x + width / 2, y + 12);
    await eventually(() => piece(page) !== null, "a tap does not move the map");
  });
});

for (const viewport of [NARROW, WIDE]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`standards at ${viewport.width} px, ${colorScheme}, also with a popup open`, async () => {
      await visit({ viewport, colorScheme, reducedMotion: "reduce" }, async (page) => {
        const misdeeds = watch(page);
        // An organiser's offers are at one spot or few.
        await open(page, `${MAP}&q=computer&karte=51.692,13.235,16`);
        assert.deepEqual(await standards(page), []);
        assert.deepEqual(await sidewaysOverflow(page), []);
        const targets = page.locator(".map-marker, .results-map__control, .position__button, [data-map-background] button");
        for (const target of await targets.all()) {
          const box = await target.boundingBox();
          assert.ok(box.width >= 44 && box.height >= 44, `${await target.getAttribute("aria-label")}: ${box.width} × ${box.height}`);
        }
        await markers(page).first().focus();
        await page.keyboard.press("Enter");
        await popup(page).waitFor();
        assert.deepEqual(await standards(page), []);
        assert.deepEqual(await sidewaysOverflow(page), []);
        const [frame, inside] = [await page.locator("[data-results-map]").boundingBox(), await page.locator(".leaflet-popup-content-wrapper").boundingBox()];
        assert.ok(inside.y >= frame.y && inside.y + inside.height <= frame.y + frame.height, "the popup is seen as a whole");
        expectNone(misdeeds, page.url());
      });
    });
  }
}

test("without script: a drawn map with a mark for each cluster, and the list", async () => {
  await visit({ javaScriptEnabled: false }, async (page) => {
    const misdeeds = watch(page);
    await page.goto(`${MAP}&q=garten`);
    const map = page.locator("[data-results-map] svg");
    assert.equal(await map.getAttribute("role"), "img");
    assert.match(await map.getAttribute("aria-label"), /\d+ Angebote.*Liste/s);
    assert.ok((await page.locator(".map__mark").count()) > 2);
    assert.ok((await page.locator("#liste a.card__link").count()) > 5);
    assert.equal(await page.locator("[data-map-background]").isVisible(), false, "no button that does nothing");
    assert.equal(await page.locator("[data-position]").isVisible(), false);
    expectNone(misdeeds, MAP);
  });
});

test("one's own position: the browser finds the nearest place, and only its name goes into the address", async () => {
  await visit({ geolocation: IN_TOWN, permissions: ["geolocation"] }, async (page) => {
    const asked = [];
    page.on("request", (request) => asked.push(request.url() + (request.postData() ?? "")));
    await page.goto("/suche?q=yoga");
    const offer = page.locator("[data-position]");
    assert.match(await offer.innerText(), /Nur dessen Name kommt in die Suche/);
    await offer.getByRole("button", { name: "Meinen Standort verwenden" }).click();
    const field = page.locator('#suche [name="ort"]');
    await eventually(async () => (await field.inputValue()) === "Finsterwalde", "the place is not filled in");
    assert.match(await offer.getByRole("status").innerText(), /Finsterwalde/);
    await page.locator("#suche").getByRole("button", { name: /such|finden/i }).click();
    await page.waitForURL((address) => address.searchParams.get("ort") === "Finsterwalde");
    const digits = [IN_TOWN.latitude, IN_TOWN.longitude].map((degrees) => degrees.toFixed(3));
    for (const address of asked) {
      assert.ok(!digits.some((degrees) => address.includes(degrees)), `tells where somebody is: ${address}`);
    }
    assert.deepEqual(await kept(page), [], "nothing is kept of it");
  });
});

test("where no position is to be had, a sentence says why and what to do", async () => {
  const said = (page) => page.locator("[data-position]").getByRole("status");
  const ask = (page) => page.getByRole("button", { name: "Meinen Standort verwenden" }).click();
  await visit({ geolocation: ELSEWHERE, permissions: ["geolocation"] }, async (page) => {
    await page.goto("/");
    await ask(page);
    await eventually(async () => /außerhalb des Landkreises/.test(await said(page).innerText()), "outside of the county");
    assert.equal(await page.locator('#suche [name="ort"]').inputValue(), "");
  });
  await visit({ permissions: [] }, async (page) => {
    await page.goto(MAP);
    await ask(page);
    await eventually(async () => /darf den Standort nicht verwenden/.test(await said(page).innerText()), "denied");
  });
  for (const [code, sentence] of [[2, /kann den Standort gerade nicht bestimmen/], [3, /dauert zu lange/]]) {
    await visit({}, async (page) => {
      await page.addInitScript((code) => {
        navigator.geolocation.getCurrentPosition = (_, failed) => failed({ code });
      }, code);
      await page.goto("/suche");
      await ask(page);
      await eventually(async () => sentence.test(await said(page).innerText()), `code ${code}`);
    });
  }
});

test("where the server does not answer, the map says so and the list stays", async () => {
  await visit({}, async (page) => {
    await page.route(CLUSTERS, (route) => route.abort());
    await page.goto(MAP);
    await eventually(async () => /antwortet gerade nicht/.test(await page.locator("[data-map-said]").innerText()), "nothing is said");
    assert.ok((await page.locator("#liste a.card__link").count()) > 5);
  });
});

function markers(page) {
  return page.locator(".map-marker");
}

function canvas(page) {
  return page.getByRole("region", { name: "Karte der Ergebnisse" });
}

function popup(page) {
  return page.locator(".map-popup");
}

/** The part of the map that the address names. */
function piece(page) {
  return new URL(page.url()).searchParams.get("karte");
}

async function open(page, path) {
  await page.goto(path);
  await placed(page);
}

/** Waits for the markers of what is seen. */
async function placed(page) {
  await markers(page).first().waitFor();
  await page.locator("[aria-busy=true]").waitFor({ state: "detached" });
}

function labelsOf(page) {
  return markers(page).evaluateAll((all) => all.map((marker) => marker.getAttribute("aria-label")));
}

function focusedName(page) {
  return page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");
}

/** Whether a marker has the focus, and another than the one called `before`. */
function isMarkerFocused(page, before = "") {
  return page.evaluate((before) => {
    const element = document.activeElement;
    return Boolean(element?.matches(".map-marker")) && element.getAttribute("aria-label") !== before;
  }, before);
}

async function standards(page) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axeSource);
  const violations = await page.evaluate(
    async (values) => (await globalThis.axe.run({ runOnly: { type: "tag", values }, resultTypes: ["violations"] })).violations,
    STANDARDS,
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} (${failureSummary})`).join("; ")}`);
}
