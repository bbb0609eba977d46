// A club shows a search on its own website, of another origin and with a strict policy of its own: as an element and as a
// frame. A town hall shows it on the screen in its foyer.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { BASE_URL, NARROW, WIDE, eventually, expectNone, kept, withBrowser } from "./browser.mjs";
import { nameOf, showsFocus, tabOrder } from "./keyboard.mjs";
import { sidewaysOverflow } from "./layout.mjs";

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** Side columns of other sites are narrow. */
const SIDE_COLUMN = { width: 280, height: 700 };
const TELEVISION = { width: 1920, height: 1080 };
const STANDING = { width: 1080, height: 1920 };
const visit = withBrowser();

/** Pages of the club's website: the address of each, and what stands in its main part. */
const pages = new Map();
let club;
let clubUrl;

before(async () => {
  club = createServer((request, response) => {
    const content = pages.get(new URL(request.url, clubUrl).pathname);
    if (content === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      // What our documentation says that it takes, and nothing more.
      "content-security-policy":
        `default-src 'none'; script-src ${BASE_URL}; connect-src ${BASE_URL}; frame-src ${BASE_URL}; style-src 'self'; ` +
        "require-trusted-types-for 'script'; trusted-types kreisrund",
    });
    response.end(content);
  });
  await new Promise((listening) => club.listen(0, "localhost", listening));
  clubUrl = `http://localhost:${club.address().port}`;
});
after(() => club?.close());

/** Puts a page on the club's website and returns its address. */
function published(path, main, { language = "de", head = "" } = {}) {
  pages.set(
    path,
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>Verein</title>` +
      `<meta name="viewport" content="width=device-width, initial-scale=1">${head}</head>` +
      `<body><main><h1>Unser Verein</h1>${main}</main></body></html>`,
  );
  return clubUrl + path;
}

/** The lines that `/einbetten` says to paste. */
async function lines(page, question, which) {
  await page.goto(`${BASE_URL}/einbetten?${question}`);
  return page.locator(`#zeilen-${which}`).textContent();
}

async function axe(page, part = "html") {
  // By the browser's own means: the club's policy lets in no script of others.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axeSource);
  const violations = await page.evaluate(
    async ({ part, values }) =>
      (await globalThis.axe.run(part, { runOnly: { type: "tag", values }, resultTypes: ["violations"] })).violations,
    { part, values: STANDARDS },
  );
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${node.target.join(" ")} ${node.failureSummary}`).join("; ")}`,
  );
}

/** What a page must never do: speak with anyone but the club and the portal, set a cookie, breach a policy. */
function watched(page) {
  const misdeeds = [];
  const known = [clubUrl, BASE_URL];
  page.on("request", (request) => {
    if (!known.includes(new URL(request.url()).origin)) misdeeds.push(`asks ${request.url()}`);
    if (request.headers()["cookie"]) misdeeds.push(`sends a cookie to ${request.url()}`);
  });
  page.on("response", async (response) => {
    const cookie = await response.headerValue("set-cookie").catch(() => null);
    if (cookie) misdeeds.push(`sets a cookie at ${response.url()}`);
  });
  page.on("pageerror", (error) => misdeeds.push(`script error: ${error.message}`));
  page.on("console", (message) => {
    const isFavicon = message.location().url.endsWith("/favicon.ico");
    // The one inline style of the frame's lines: without it the frame has a border.
    const isBorder = message.text().includes("Applying inline style violates");
    if (message.type() === "error" && !isFavicon && !isBorder) misdeeds.push(message.text());
  });
  return misdeeds;
}

const element = (page) => page.locator("kreisrund-suche");

for (const form of ["liste", "kalender", "agenda", "karte"]) {
  test(`the lines for ${form} work on a club's website, as an element and as a frame`, async () => {
    await visit({}, async (page, context) => {
      const question = `q=garten&ort=finsterwalde&umkreis=kreis&form=${form}&anzahl=4`;
      const [one, other] = [await lines(page, question, "element"), await lines(page, question, "rahmen")];
      const misdeeds = watched(page);
      await page.goto(published(`/${form}`, `${one}\n${other}`));
      await element(page).locator(".widget:not(.widget--problem)").waitFor();
      const frame = page.frameLocator("iframe");
      await frame.locator("main").waitFor();
      const links = (where) => where.locator("a[part=link]").evaluateAll((all) => all.map((link) => link.href));
      const shown = await links(element(page));
      assert.ok(shown.length > 0 && shown.every((address) => address.startsWith(`${BASE_URL}/angebote/`)), `${shown}`);
      assert.deepEqual(await links(frame), shown, "both show the same");
      assert.equal(await page.locator("h1").count(), 1, "the club's own heading stays the only one of its level");
      assert.equal(await element(page).getByRole("status").textContent().then((text) => text.includes("Treffer")), true);
      misdeeds.push(...(await axe(page, "kreisrund-suche")));
      for (const viewport of [SIDE_COLUMN, NARROW, WIDE]) {
        await page.setViewportSize(viewport);
        misdeeds.push(...(await sidewaysOverflow(page)).map((wide) => `at ${viewport.width} px: ${wide}`));
      }
      assert.deepEqual(await kept(page), [], "nothing is kept");
      assert.deepEqual(await context.cookies(), []);
      expectNone(misdeeds, form);
    });
  });
}

test("without script the frame shows all of it, and the element its link", async () => {
  await visit({}, async (page) => {
    const [one, other] = [await lines(page, "q=chor", "element"), await lines(page, "q=chor", "rahmen")];
    const address = published("/ohne-skript", `${one}\n${other}`);
    await visit({ javaScriptEnabled: false }, async (page) => {
      await page.goto(address);
      const frame = page.frameLocator("iframe");
      await frame.locator("a[part=link]").first().waitFor();
      assert.ok((await frame.getByRole("heading", { level: 1 }).textContent()).includes("chor"));
      const link = page.locator("kreisrund-suche > a");
      assert.ok(await link.isVisible());
      assert.ok((await link.getAttribute("href")).startsWith(`${BASE_URL}/suche?`));
      // Leafing works within the frame.
      await frame.locator("[data-inside=later]").click();
      await eventually(async () => page.frames().some((each) => each.url().includes("seite=2")), "the frame leafs");
    });
  });
});

test("a sandbox without anything still shows it", async () => {
  await visit({}, async (page) => {
    const frame = `<iframe sandbox src="${BASE_URL}/widget?q=chor" title="Chöre" width="100%" height="600"></iframe>`;
    await page.goto(published("/sandkasten", frame));
    await page.frameLocator("iframe").locator("a[part=link]").first().waitFor();
  });
});

test("other pages of ours still refuse to be framed", async () => {
  await visit({}, async (page) => {
    const said = [];
    page.on("console", (message) => said.push(message.text()));
    for (const path of ["/", "/suche?q=chor", "/einbetten", "/impressum"]) {
      said.length = 0;
      await page.goto(published("/falle", `<iframe src="${BASE_URL}${path}" title="Falle"></iframe>`));
      await eventually(async () => said.some((text) => text.includes("frame-ancestors 'none'")), `${path} is refused`);
    }
  });
});

test("the club's style sheet sets colours and parts", async () => {
  await visit({}, async (page) => {
    pages.set("/verein.css", "");
    const address = published("/bunt", `<kreisrund-suche suche="q=chor"></kreisrund-suche><script src="${BASE_URL}/kreisrund.js"></script>`);
    await page.goto(address);
    const button = element(page).locator("[part=button]").first();
    await button.waitFor();
    const colour = (what) => button.evaluate((node, what) => getComputedStyle(node)[what], what);
    const usual = await colour("backgroundColor");
    await page.evaluate(() => {
      // As a style sheet of the page would have it.
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        "kreisrund-suche { --kreisrund-accent: rgb(138, 28, 74); --kreisrund-radius: 0px; font-family: Georgia } " +
          "kreisrund-suche::part(title) { text-transform: uppercase }",
      );
      document.adoptedStyleSheets = [sheet];
    });
    assert.notEqual(usual, "rgb(138, 28, 74)");
    assert.equal(await colour("backgroundColor"), "rgb(138, 28, 74)");
    assert.equal(await colour("borderTopLeftRadius"), "0px");
    assert.match(await colour("fontFamily"), /Georgia/, "it takes on the font of the page");
    const title = element(page).locator("[part=title]");
    assert.equal(await title.evaluate((node) => getComputedStyle(node).textTransform), "uppercase");
    await page.evaluate(() => {
      document.adoptedStyleSheets = [];
      document.querySelector("kreisrund-suche").setAttribute("farbe", "8a1c4a");
    });
    await eventually(async () => (await colour("backgroundColor")) === "rgb(138, 28, 74)", "the attribute colours it, too");
  });
});

test("the element is dark where the page around it is, and not because the system is", async () => {
  await visit({ colorScheme: "dark" }, async (page) => {
    const main = `<kreisrund-suche suche="q=chor"></kreisrund-suche><script src="${BASE_URL}/kreisrund.js"></script>`;
    const ground = () => element(page).locator(".widget").evaluate((node) => getComputedStyle(node).backgroundColor);
    await page.goto(published("/hell", main));
    await element(page).locator("[part=item]").first().waitFor();
    assert.equal(await ground(), "rgb(255, 255, 255)", "this page is light whatever the system");
    await page.evaluate(() => document.querySelector("kreisrund-suche").setAttribute("schema", "dunkel"));
    await eventually(async () => (await ground()) === "rgb(23, 32, 27)", "it was asked for");
    await page.goto(published("/dunkel", main, { head: '<meta name="color-scheme" content="light dark">' }));
    await element(page).locator("[part=item]").first().waitFor();
    assert.equal(await ground(), "rgb(23, 32, 27)", "this page follows the system");
    await page.emulateMedia({ colorScheme: "light" });
    await eventually(async () => (await ground()) === "rgb(255, 255, 255)", "and so does the element");
  });
});

test("the element follows its attributes and the language of the page", async () => {
  await visit({}, async (page) => {
    const script = `<script src="${BASE_URL}/kreisrund.js"></script>`;
    await page.goto(published("/english", `<kreisrund-suche suche="q=chor" anzahl="3" ebene="3"></kreisrund-suche>${script}${script}`, { language: "en-GB" }));
    await element(page).locator("[part=item]").first().waitFor();
    assert.equal(await element(page).locator("[part=item]").count(), 3);
    assert.match(await element(page).locator("[part=button]").textContent(), /^See all \d+ results$/);
    assert.equal(await element(page).getByRole("heading", { level: 3 }).count(), 1);
    await page.evaluate(() => {
      const element = document.querySelector("kreisrund-suche");
      element.setAttribute("anzahl", "2");
      element.setAttribute("lang", "de");
    });
    await eventually(async () => (await element(page).locator("[part=item]").count()) === 2, "two are shown");
    assert.match(await element(page).locator("[part=button]").textContent(), /^Alle \d+ Treffer ansehen$/);
    await page.evaluate(() => document.querySelector("kreisrund-suche").setAttribute("ansicht", "kalender"));
    await element(page).getByRole("table").waitFor();
  });
});

test("one leafs within the element by keyboard and stays there", async () => {
  await visit({}, async (page) => {
    const script = `<script src="${BASE_URL}/kreisrund.js"></script>`;
    const address = published("/blaettern", `<kreisrund-suche ansicht="kalender"></kreisrund-suche>${script}`);
    await page.goto(address);
    const title = element(page).locator(".month__title");
    await title.waitFor();
    const before = await title.textContent();
    const later = element(page).locator("[data-inside=later]");
    await later.focus();
    await page.keyboard.press("Enter");
    await eventually(async () => (await title.textContent()) !== before, "the next month");
    const active = () => page.evaluate(() => document.querySelector("kreisrund-suche").shadowRoot.activeElement?.dataset.inside);
    await eventually(async () => (await active()) === "later", "who leafs goes on leafing");
    const status = await element(page).getByRole("status").textContent();
    assert.ok(status.includes(await title.textContent()), `${status} says which month it is`);
    await element(page).locator("td a").nth(3).press("Enter");
    await eventually(
      () => page.evaluate(() => document.querySelector("kreisrund-suche").shadowRoot.activeElement?.id === "termine"),
      "who chose a day reads on at its dates",
    );
    assert.equal(page.url(), address);
  });
});

test("while the portal is away the link stays, and one can try again", async () => {
  await visit({}, async (page) => {
    const script = `<script src="${BASE_URL}/kreisrund.js"></script>`;
    const address = published("/weg", `<kreisrund-suche suche="q=chor"><a href="${BASE_URL}/suche?q=chor">Chöre im Portal</a></kreisrund-suche>${script}`);
    await page.route(`${BASE_URL}/widget?**`, (route) => route.abort());
    await page.goto(address);
    await element(page).getByText("Das lässt sich gerade nicht laden.").waitFor();
    assert.ok(await page.getByRole("link", { name: "Chöre im Portal" }).isVisible());
    await page.unroute(`${BASE_URL}/widget?**`);
    await element(page).getByRole("button", { name: "Noch einmal versuchen" }).click();
    await element(page).locator("[part=item]").first().waitFor();
    assert.ok(!(await page.getByText("Chöre im Portal").isVisible()));
  });
});

test("what can't be answered is said in the element, with the link", async () => {
  await visit({}, async (page) => {
    const script = `<script src="${BASE_URL}/kreisrund.js"></script>`;
    await page.goto(published("/falsch", `<kreisrund-suche suche="ort=Nirgendwoingen"><a href="${BASE_URL}/suche">Portal</a></kreisrund-suche>${script}`));
    await element(page).getByText("Nirgendwoingen").waitFor();
    assert.ok(await page.getByRole("link", { name: "Portal", exact: true }).isVisible());
    const frame = `<iframe src="${BASE_URL}/widget?farbe=red;}" title="Falsch" width="300" height="300"></iframe>`;
    await page.goto(published("/falscher-rahmen", frame));
    await page.frameLocator("iframe").getByText("ist keine Farbe").waitFor();
  });
});

for (const path of [
  "/widget?q=garten",
  "/widget?ansicht=kalender",
  "/widget?q=garten&ansicht=karte&farbe=ffee00",
  "/widget?ansicht=kalender&kalender=agenda&farbe=000000",
  "/widget?ort=Nirgendwoingen",
  "/einbetten?q=garten&form=kalender",
  "/bildschirm?q=garten",
]) {
  test(`${path} keeps the standards from 280 px on, light and dark, and with twice the text`, async () => {
    await visit({ viewport: SIDE_COLUMN }, async (page) => {
      const complaints = [];
      await page.goto(path);
      for (const viewport of [SIDE_COLUMN, NARROW, WIDE]) {
        await page.setViewportSize(viewport);
        complaints.push(...(await sidewaysOverflow(page)).map((wide) => `at ${viewport.width} px: ${wide}`));
        for (const colorScheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme });
          complaints.push(...(await axe(page)).map((found) => `at ${viewport.width} px, ${colorScheme}: ${found}`));
        }
      }
      await page.setViewportSize(NARROW);
      await page.addStyleTag({ content: "html { font-size: 200% !important }" }).catch(() => {});
      await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
      complaints.push(...(await sidewaysOverflow(page)).map((wide) => `twice the text: ${wide}`));
      expectNone(complaints, path);
    });
  });
}

test("every link of a widget shows that it has the focus", async () => {
  await visit({ viewport: NARROW }, async (page) => {
    await page.goto("/widget?ansicht=kalender&anzahl=3");
    const stops = await tabOrder(page);
    assert.ok(stops.length > 8, `${stops.length}`);
    for (const stop of [...stops.slice(0, 4), ...stops.slice(-5)]) {
      assert.ok(await showsFocus(page, stop), await nameOf(stop));
    }
  });
});

test("the builder copies the lines and shows what one gets", async () => {
  await visit({}, async (page, context) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto("/suche?q=garten&ansicht=kalender");
    await page.getByRole("link", { name: "Auf Ihrer Website zeigen" }).click();
    await page.getByRole("radio", { name: "Liste", exact: true }).check();
    await page.getByLabel("Anzahl").selectOption("3");
    await page.getByLabel("Überschrift").fill("Im & vor dem Garten");
    await page.getByRole("button", { name: "Vorschau und Zeilen erneuern" }).click();
    await page.waitForURL(/anzahl=3/);
    const preview = page.frameLocator("iframe");
    await preview.getByRole("heading", { level: 1, name: "Im & vor dem Garten" }).waitFor();
    assert.equal(await preview.locator("[part=item]").count(), 3);
    const copy = page.locator("[data-copy=zeilen-element]");
    await copy.click();
    await eventually(async () => (await copy.textContent()).includes("Kopiert"), "it says that it copied");
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied, await page.locator("#zeilen-element").textContent());
    await page.goto(published("/kopiert", copied));
    await element(page).getByRole("heading", { name: "Im & vor dem Garten" }).waitFor();
  });
});

for (const [what, viewport] of [["lying", TELEVISION], ["standing", STANDING]]) {
  test(`the screen fills a ${what} television, turns its pages and says which day it is`, async () => {
    await visit({ viewport }, async (page) => {
      await page.clock.install();
      await page.goto("/bildschirm?anzahl=40");
      await page.evaluate(() => document.fonts.ready);
      const scrolls = await page.evaluate(() => {
        const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement;
        return scrollWidth > clientWidth || scrollHeight > clientHeight;
      });
      assert.ok(!scrolls, "nothing scrolls");
      expectNone(await axe(page), "/bildschirm");
      const seen = () =>
        page.evaluate(() => {
          const { left, right, top, bottom } = document.querySelector("[data-days]").getBoundingClientRect();
          const isSeen = (box) => box.left >= left - 1 && box.right <= right + 1 && box.top >= top - 1 && box.bottom <= bottom + 1;
          const entries = [...document.querySelectorAll(".screen__entry")];
          return entries.filter((entry) => isSeen(entry.getBoundingClientRect())).map((entry) => entry.textContent.trim());
        });
      const first = await seen();
      assert.ok(first.length >= 8, `${first.length} dates on a page`);
      const size = await page.locator(".screen__what").first().evaluate((node) => parseFloat(getComputedStyle(node).fontSize));
      assert.ok(size >= 28, `${size} px can be read from four metres`);
      assert.match(await page.locator("[data-pages]").textContent(), /^1 \/ [2-9]$/);
      const all = new Set(first);
      const pages = Number((await page.locator("[data-pages]").textContent()).split("/ ")[1]);
      for (let turned = 1; turned < pages; turned++) {
        await page.clock.fastForward(15_000);
        await eventually(async () => (await page.locator("[data-pages]").textContent()).startsWith(`${turned + 1} /`), "it turns");
        for (const entry of await seen()) all.add(entry);
      }
      assert.equal(all.size, await page.locator(".screen__entry").evaluateAll((all) => new Set(all.map((one) => one.textContent.trim())).size), "every date comes to be seen");
      await page.clock.fastForward(15_000);
      await eventually(async () => (await page.locator("[data-pages]").textContent()).startsWith("1 /"), "and from the start");
      await page.getByRole("button", { name: "Anhalten" }).click();
      await page.clock.fastForward(60_000);
      assert.match(await page.locator("[data-pages]").textContent(), /^1 \//, "who stops it can read on");
    });
  });
}

test("the screen keeps its page while the server is away, and renews itself when it is back", async () => {
  await visit({ viewport: TELEVISION }, async (page) => {
    await page.clock.install();
    await page.goto("/bildschirm?q=garten&anzahl=3");
    const asOf = page.locator("[data-as-of]");
    assert.match(await asOf.textContent(), /^Stand \d?\d:\d\d Uhr$/);
    assert.match(await page.locator("[data-clock]").textContent(), /^\d\d:\d\d$/);
    await page.route("**/bildschirm?**", (route) => route.abort());
    await page.clock.fastForward(181_000);
    await eventually(async () => /^Keine Verbindung. Stand/.test(await asOf.textContent()), "it says that it is old");
    assert.equal(await page.locator(".screen__entry").count(), 3, "the page stays");
    await page.unroute("**/bildschirm?**");
    await page.route("**/bildschirm?**", async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: (await answer.text()).replace(/(<p class="screen__what"[^>]*><span>)[^<]*/, "$1Ganz neu") });
    });
    await page.clock.fastForward(31_000);
    await page.getByText("Ganz neu").waitFor();
    assert.match(await asOf.textContent(), /^Stand/);
  });
});

test("who wants less motion turns the screen's pages by hand, and a small one scrolls", async () => {
  await visit({ viewport: TELEVISION, reducedMotion: "reduce" }, async (page) => {
    await page.clock.install();
    await page.goto("/bildschirm?anzahl=40");
    await page.clock.fastForward(60_000);
    assert.match(await page.locator("[data-pages]").textContent(), /^1 \//);
    await page.getByRole("button", { name: "Weiterblättern" }).click();
    assert.match(await page.locator("[data-pages]").textContent(), /^2 \//);
    await page.setViewportSize(NARROW);
    assert.deepEqual(await sidewaysOverflow(page), []);
    await eventually(async () => !(await page.locator("[data-pages]").isVisible()), "one long page");
    assert.ok(await page.evaluate(() => document.documentElement.scrollHeight > innerHeight));
  });
});
