// What holds for every page, in both languages, on a phone and on a desk.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { NARROW, WIDE, expectNone, someOffer, watch, withBrowser } from "./browser.mjs";
import { PAGES } from "./pages.mjs";
import { sidewaysOverflow } from "./layout.mjs";

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const visit = withBrowser();

for (const entry of PAGES) {
  test(entry.name, async () => {
    await visit({ viewport: NARROW }, async (page, context) => {
      const complaints = watch(page);
      const path = entry.path === "{offer}" ? await someOffer(page, entry.prefix) : entry.path;

      const response = await page.goto(path);
      await page.evaluate(() => document.fonts.ready);
      if (!entry.status.includes(response.status())) complaints.push(`answers with status ${response.status()}`);
      complaints.push(...(await structure(page, entry.language)));
      complaints.push(...(await layout(page, `at ${NARROW.width} px`)));

      await page.setViewportSize(WIDE);
      const wide = `at ${WIDE.width} px`;
      complaints.push(...(await layout(page, wide)), ...(await standards(page, wide)));

      await page.setViewportSize(NARROW);
      await unfold(page);
      const narrow = `at ${NARROW.width} px with everything unfolded`;
      complaints.push(...(await layout(page, narrow)), ...(await standards(page, narrow)));
      complaints.push(...(await menus(page, `at ${NARROW.width} px`)));

      // Colours are the same in every language.
      if (entry.language === "de") {
        await page.emulateMedia({ colorScheme: "dark" });
        for (const viewport of [NARROW, WIDE]) {
          await page.setViewportSize(viewport);
          const found = await axe(page, { type: "rule", values: ["color-contrast"] });
          complaints.push(...found.map((text) => `at ${viewport.width} px, dark: ${text}`));
        }
      }

      const cookies = await context.cookies();
      complaints.push(...cookies.map((cookie) => `keeps the cookie ${cookie.name}`));
      expectNone(complaints, path);
    });
  });
}

/** Opens filters and whatever else is folded away in the run of the page. */
function unfold(page) {
  return page.evaluate(() =>
    document.querySelectorAll("details:not([data-menu])").forEach((details) => (details.open = true)),
  );
}

/** What is wrong with the menus of the header, each opened alone: they lie over the page. */
async function menus(page, where) {
  const complaints = [];
  for (const menu of await page.locator("details[data-menu]").all()) {
    await menu.evaluate((details) => (details.open = true));
    const name = await menu.evaluate((details) => details.className);
    complaints.push(...(await layout(page, `${where}, ${name} open`)));
    const found = await axe(page, { type: "tag", values: STANDARDS }, `details.${name}`);
    complaints.push(...found.map((text) => `${where}, ${name} open: ${text}`));
    await menu.evaluate((details) => (details.open = false));
  }
  return complaints;
}

async function layout(page, where) {
  return (await sidewaysOverflow(page)).map((element) => `${where}: reaches beyond the page: ${element}`);
}

async function standards(page, where) {
  return (await axe(page, { type: "tag", values: STANDARDS })).map((found) => `${where}: ${found}`);
}

/** One main heading, the right language, a title. */
async function structure(page, language) {
  const complaints = [];
  const headings = await page.getByRole("heading", { level: 1 }).count();
  if (headings !== 1) complaints.push(`has ${headings} main headings (h1) instead of one`);
  const lang = await page.locator("html").getAttribute("lang");
  if (lang !== language) complaints.push(`says lang="${lang}" instead of "${language}"`);
  if (!(await page.title()).trim()) complaints.push("has no title");
  return complaints;
}

/** What axe finds in a part of the page: rule, impact, and the elements with what is wrong about them. */
async function axe(page, runOnly, part = "html") {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axeSource);
  const violations = await page.evaluate(
    async ({ part, options }) => (await globalThis.axe.run(part, options)).violations,
    { part, options: { runOnly, resultTypes: ["violations"] } },
  );
  return violations.map((violation) => {
    const nodes = violation.nodes.slice(0, 4).map((node) => `${node.target.join(" ")} (${reason(node)})`);
    const more = violation.nodes.length > nodes.length ? ` and ${violation.nodes.length - nodes.length} more` : "";
    return `${violation.id} [${violation.impact}]: ${nodes.join("; ")}${more}`;
  });
}

function reason(node) {
  const checks = [...node.any, ...node.all, ...node.none];
  return checks.map((check) => check.message).join(", ");
}
