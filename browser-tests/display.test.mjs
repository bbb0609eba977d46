// The page adapts to whoever looks at it: strong magnification, less motion, paper.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NARROW, searchForm, someOffer, withBrowser } from "./browser.mjs";
import { sidewaysOverflow } from "./layout.mjs";
import { TEMPLATES } from "./pages.mjs";

/** A desk of 1280 × 1024 at 400 % (WCAG 2.2, 1.4.10 Reflow). */
const MAGNIFIED = { width: 320, height: 256 };
const visit = withBrowser();

for (const path of TEMPLATES) {
  test(`${path} needs no sideways scrolling at 400 % magnification`, async () => {
    await visit({ viewport: MAGNIFIED }, async (page) => {
      await page.goto(path);
      await page.evaluate(() => document.fonts.ready);
      const beyond = await sidewaysOverflow(page);
      assert.deepEqual(beyond, [], `${path} at ${MAGNIFIED.width} px: reaches beyond the page: ${beyond.join(", ")}`);
      assert.deepEqual(await fixedShare(page), [], `${path} at ${MAGNIFIED.width} px`);
    });
  });
}

for (const path of TEMPLATES) {
  test(`${path} stays within a phone's width with text at twice its size`, async () => {
    await visit({ viewport: NARROW }, async (page) => {
      await page.goto(path);
      await page.evaluate(() => document.fonts.ready);
      await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
      const beyond = await sidewaysOverflow(page);
      assert.deepEqual(beyond, [], `${path} at ${NARROW.width} px with text at 200 %: ${beyond.join(", ")}`);
    });
  });
}

test("nothing moves for those who asked for less motion", async () => {
  await visit({ reducedMotion: "reduce" }, async (page) => {
    for (const path of TEMPLATES) {
      await page.goto(path);
      const moving = await page.evaluate(() => {
        const long = (value) => value.split(",").some((part) => parseFloat(part) * (part.trim().endsWith("ms") ? 1 : 1000) > 10);
        return [...document.querySelectorAll("*")]
          .filter((element) => {
            const style = getComputedStyle(element);
            const animated = style.animationName !== "none" && long(style.animationDuration);
            const transformed = /all|transform|translate|scale|rotate|top|left|height|width/.test(style.transitionProperty);
            return animated || (transformed && long(style.transitionDuration)) || style.scrollBehavior === "smooth";
          })
          .slice(0, 5)
          .map((element) => `${element.tagName.toLowerCase()}.${[...element.classList].join(".")}`);
      });
      assert.deepEqual(moving, [], `${path} moves: ${moving.join(", ")}`);
    }
  });
});

for (const path of [
  "{offer}",
  "/gemeinden/dollenchen",
  "/gemeinden/dollenchen/aushang",
  "/beitraege/der-nasse-groschen",
  "/lebenslagen/neu-hier",
  "/hilfe",
  "/rundgang/rentnerin",
]) {
  test(`${path} on paper is what one reads, and nothing that only works on a screen`, async () => {
    await visit({}, async (page) => {
      await page.goto(path === "{offer}" ? await someOffer(page) : path);
      await page.emulateMedia({ media: "print" });
      assert.ok(await page.getByRole("heading", { level: 1 }).isVisible(), "the heading is missing on paper");
      for (const part of ["nav", "form", "button"]) {
        const printed = await page.locator(`${part}:visible`).count();
        assert.equal(printed, 0, `${printed} × ${part} would be printed at ${page.url()}`);
      }
      const dark = await page.evaluate(() => {
        const [red, green, blue, opacity = 1] = getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g).map(Number);
        return opacity > 0 && red + green + blue < 600;
      });
      assert.ok(!dark, "the page would be printed on a dark ground");
    });
  });
}

test("the dark ground follows the system's setting", async () => {
  await visit({ colorScheme: "dark" }, async (page) => {
    await page.goto("/");
    const lightness = await ground(page);
    await page.emulateMedia({ colorScheme: "light" });
    assert.ok(lightness < (await ground(page)), "the page looks the same in light and dark");
    assert.ok(await searchForm(page).isVisible());
  });
});

/** What stays in place while one scrolls, where it takes more than half of a magnified window. */
function fixedShare(page) {
  return page.evaluate(() =>
    [...document.body.querySelectorAll("*")]
      .filter((element) => ["fixed", "sticky"].includes(getComputedStyle(element).position))
      .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height > innerHeight / 2)
      .map((element) => `${element.tagName.toLowerCase()}.${[...element.classList].join(".")} covers more than half of the window`),
  );
}

/** How light the page's ground is, from 0 to 765. */
function ground(page) {
  return page.evaluate(() => {
    for (const element of [document.body, document.documentElement]) {
      const [red, green, blue, opacity = 1] = getComputedStyle(element).backgroundColor.match(/[\d.]+/g).map(Number);
      if (opacity > 0) return red + green + blue;
    }
    return getComputedStyle(document.documentElement).colorScheme.includes("dark") ? 0 : 765;
  });
}
