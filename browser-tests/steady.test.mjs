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

for (const [size, memory] of [["the usual size", null], ["the larger size", "large"], ["the largest size", "largest"]]) {
  for (const path of ["/", "/suche?q=lesen&ort=Finsterwalde", "/gemeinden/dollenchen", "/beitraege/der-nasse-groschen", "/angebote/computer-in-ruhe-lernen"]) {
    for (const viewport of [NARROW, WIDE]) {
      test(`nothing jumps while ${path} is drawn in ${size} at ${viewport.width} px`, async () => {
        await visit({ viewport }, async (page) => {
          await page.addInitScript((chosen) => {
            if (chosen) localStorage.setItem("kreisrund.text-size", chosen);
            localStorage.setItem("my-village", JSON.stringify({ slug: "dollenchen", name: "Dollenchen" }));
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
          }, memory);
          await page.goto(path, { waitUntil: "networkidle" });
          await page.evaluate(() => document.fonts.ready);
          const chosen = await page.evaluate(() => document.documentElement.dataset.textSize ?? null);
          assert.equal(chosen, memory, "the remembered size is in force");
          const shifts = await page.evaluate(() => globalThis.takeShifts());
          const sum = shifts.reduce((total, { value }) => total + value, 0);
          const worst = shifts.sort((one, other) => other.value - one.value).slice(0, 3);
          assert.ok(sum < MOST_SHIFT, `layout shift of ${sum.toFixed(3)}: ${JSON.stringify(worst)}`);
        });
      });
    }
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
