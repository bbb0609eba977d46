// Nothing sharp: long German words break where they may, titles of any length look right, and nothing jumps while a page
// is drawn.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NARROW, WIDE, expectNone, withBrowser } from "./browser.mjs";
import { sidewaysOverflow } from "./layout.mjs";

/** 320 CSS pixels: the narrowest that WCAG 2.2 (1.4.10) wants to need no sideways scrolling. */
const NARROWEST = { width: 320, height: 640 };
const LONG_WORD = "Nachbarschaftshilfeorganisationstreffen!";
const ONE_BREATH = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
const FOUR_LINES = "Gemeinsam kochen, reden und lachen: der große Nachbarschaftsabend mit Kinderbetreuung im Mehrgenerationenhaus";
/** More than this a visitor sees jump (of the window, as the Layout Instability specification counts it). */
const MOST_SHIFT = 0.02;
const visit = withBrowser();

for (const path of [
  "/",
  "/suche?ort=Finsterwalde",
  "/gemeinden/dollenchen",
  "/beitraege",
  "/beitraege/reihen/sagen-im-landkreis",
  "/lebenslagen",
  "/lebenslagen/neu-hier",
  "/themen",
  "/organisationen",
  "/mein-dorf?ort=03238",
]) {
  for (const [what, title] of [["a word of forty letters", LONG_WORD], ["a word that no line holds", ONE_BREATH], ["four lines", FOUR_LINES]]) {
    test(`${path} at 320 px holds titles of ${what}`, async () => {
      await visit({ viewport: NARROWEST }, async (page) => {
        await page.goto(path);
        await page.evaluate(() => document.fonts.ready);
        const changed = await page.evaluate((words) => {
          const titles = ":is(.card__link, .tile__link, .door__link, .situation__name, .register__list a, .names a, h1)";
          const found = [...document.querySelectorAll(`main ${titles}`)];
          for (const element of found) element.textContent = words;
          return found.length;
        }, title);
        assert.ok(changed >= 2, `only ${changed} titles were changed`);
        expectNone([...(await sidewaysOverflow(page)), ...(await spilled(page))], path);
      });
    });
  }
}

test("long words are divided with a hyphen where the browser knows German", async () => {
  await visit({ viewport: NARROWEST }, async (page) => {
    for (const path of ["/suche?ort=Finsterwalde", "/beitraege"]) {
      await page.goto(path);
      const hyphens = await page.locator(".card__link").first().evaluate((link) => getComputedStyle(link).hyphens);
      assert.equal(hyphens, "auto", path);
    }
    assert.equal(await page.locator("html").getAttribute("lang"), "de", "hyphenation needs the language");
  });
});

test("titles of one line and of four lines stand well beside each other", async () => {
  await visit({ viewport: WIDE }, async (page) => {
    await page.goto("/");
    await page.evaluate((words) => {
      document.querySelectorAll(".card__link").forEach((link, index) => (link.textContent = index % 2 ? "Chor" : words));
    }, FOUR_LINES);
    const complaints = await page.evaluate(() =>
      [...document.querySelectorAll(".card")].flatMap((card) => {
        const parts = [".card__when", ".card__title", ".card__summary", ".card__place", ".card__badges"]
          .map((name) => card.querySelector(name)?.getBoundingClientRect())
          .filter((box) => box && box.height > 0);
        return parts.flatMap((box, index) => (index > 0 && box.top < parts[index - 1].bottom - 1 ? ["parts of a card overlap"] : []));
      }),
    );
    expectNone([...complaints, ...(await sidewaysOverflow(page)), ...(await spilled(page))], "/");
  });
});

/** What a page can do without for a moment, and what might move it when it comes. */
const LATE = /\/assets\/(app-.*\.js|.*\.woff2)$/;
/** So long that it takes more lines than one in the larger sizes on a phone. */
const REMEMBERED = { slug: "dollenchen", name: "Dollenchen hinter der langen Heide" };

for (const [size, memory] of [["the usual size", null], ["the larger size", "large"], ["the largest size", "largest"]]) {
  for (const path of ["/", "/suche?q=lesen&ort=Finsterwalde", "/suche?q=garten&ansicht=karte", "/gemeinden/dollenchen", "/beitraege/der-nasse-groschen", "/angebote/computer-in-ruhe-lernen"]) {
    for (const viewport of [NARROW, WIDE]) {
      test(`nothing jumps while ${path} is drawn in ${size} at ${viewport.width} px`, async () => {
        await visit({ viewport }, async (page) => {
          await noteShifts(page, memory);
          await page.goto(path, { waitUntil: "networkidle" });
          await expectSteady(page, memory);
        });
      });

      test(`nothing jumps when script and letters come after ${path} was drawn in ${size} at ${viewport.width} px`, async () => {
        await visit({ viewport }, async (page) => {
          await noteShifts(page, memory);
          let release;
          const drawn = new Promise((resolve) => (release = resolve));
          await page.route(LATE, async (route) => {
            await drawn;
            await route.continue();
          });
          await page.goto(path, { waitUntil: "commit" });
          await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
          release();
          await page.waitForLoadState("networkidle");
          await expectSteady(page, memory);
        });
      });
    }
  }
}

for (const path of ["/", "/mein-dorf", "/gemeinden/dollenchen", "/gemeinden/dollenchen/aushang", "/beitraege/der-nasse-groschen", "/angebote/computer-in-ruhe-lernen"]) {
  for (const viewport of [NARROW, WIDE]) {
    test(`what the script shows on ${path} at ${viewport.width} px has had its room before`, async () => {
      await visit({ viewport }, async (page) => {
        await noteShifts(page, "largest");
        let release;
        const measured = new Promise((resolve) => (release = resolve));
        await page.route(/\/assets\/app-.*\.js$/, async (route) => {
          await measured;
          await route.continue();
        });
        await page.goto(path, { waitUntil: "commit" });
        await page.locator("footer .site-footer__closing").waitFor();
        await page.evaluate(() => document.fonts.ready);
        const height = () => page.evaluate(() => document.documentElement.scrollHeight);
        const before = await height();
        release();
        await page.waitForLoadState("networkidle");
        assert.equal(await height(), before, "the page is as high as it was");
      });
    });
  }
}

test("the measure of jumping sees a page that jumps", async () => {
  await visit({ viewport: NARROW }, async (page) => {
    await page.goto("/hilfe", { waitUntil: "networkidle" });
    const sum = await page.evaluate(async () => {
      let total = 0;
      const seen = new Promise((resolve) => {
        new PerformanceObserver((list) => {
          for (const { value } of list.getEntries()) total += value;
          resolve();
        }).observe({ type: "layout-shift", buffered: true });
      });
      const late = document.createElement("div");
      late.style.height = "300px";
      document.querySelector("main").prepend(late);
      await seen;
      return total;
    });
    assert.ok(sum > MOST_SHIFT, `a shift of half a screen counts as ${sum}`);
  });
});

/** Has the page remember a text size and a village, and note every shift while it is drawn. */
function noteShifts(page, textSize) {
  return page.addInitScript(
    ({ textSize, village }) => {
      if (textSize) localStorage.setItem("kreisrund.text-size", textSize);
      localStorage.setItem("my-village", JSON.stringify(village));
      globalThis.shifts = [];
      const note = (entries) => {
        for (const { value, sources } of entries) {
          globalThis.shifts.push({ value, what: sources.map(({ node }) => node?.className || node?.nodeName || "?").join(", ") });
        }
      };
      const observer = new PerformanceObserver((list) => note(list.getEntries()));
      observer.observe({ type: "layout-shift", buffered: true });
      globalThis.takeShifts = () => {
        note(observer.takeRecords());
        return globalThis.shifts;
      };
    },
    { textSize, village: REMEMBERED },
  );
}

/** Fails where the page has shifted more than anybody would want to see; call it when everything has arrived. */
async function expectSteady(page, textSize) {
  await page.evaluate(() => document.fonts.ready);
  // What the script did last is drawn, and counted, with the next frame.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  const chosen = await page.evaluate(() => document.documentElement.dataset.textSize ?? null);
  assert.equal(chosen, textSize, "the remembered size is in force");
  const shifts = await page.evaluate(() => globalThis.takeShifts());
  const sum = shifts.reduce((total, { value }) => total + value, 0);
  const worst = shifts.sort((one, other) => other.value - one.value).slice(0, 3);
  assert.ok(sum < MOST_SHIFT, `layout shift of ${sum.toFixed(3)}: ${JSON.stringify(worst)}`);
}

/** Letters that reach out of the card or tile in which they stand. */
function spilled(page) {
  return page.evaluate(() => {
    const complaints = [];
    for (const frame of document.querySelectorAll("main :is(.card, .tile, .door, .situation)")) {
      const edge = frame.getBoundingClientRect();
      for (const text of frame.querySelectorAll("a, p, h2, h3, span")) {
        const range = document.createRange();
        range.selectNodeContents(text);
        const box = range.getBoundingClientRect();
        if (box.width > 0 && (box.right > edge.right + 1 || box.bottom > edge.bottom + 1)) {
          complaints.push(`“${text.textContent.trim().slice(0, 40)}” reaches out of its ${frame.className}`);
        }
      }
    }
    return complaints.slice(0, 5);
  });
}
