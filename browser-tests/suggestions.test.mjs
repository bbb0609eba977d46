// Suggestions while a resident types: for the keyboard, the finger and the ear, and never in the way of the form.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { NARROW, WIDE, eventually, expectNone, searchForm, watch, withBrowser } from "./browser.mjs";
import { tabTo } from "./keyboard.mjs";
import { sidewaysOverflow } from "./layout.mjs";

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const PATH = /\/suche\/vorschlaege\.json/;
const TYPED = "comp";
const visit = withBrowser();

test("a resident types, goes through the suggestions by keyboard and follows one", async () => {
  await visit({ viewport: NARROW }, async (page) => {
    const misdeeds = watch(page);
    await page.goto("/");
    const field = words(page);
    assert.equal(await field.getAttribute("role"), "combobox");
    assert.equal(await field.getAttribute("aria-autocomplete"), "list");
    assert.equal(await field.getAttribute("aria-expanded"), "false");
    assert.equal(await list(page).getAttribute("id"), await field.getAttribute("aria-controls"));

    await tabTo(page, field, "the field for words");
    await suggested(page, TYPED);
    assert.ok(await list(page).getAttribute("aria-label"), "the list has a name");
    const count = await options(page).count();
    assert.ok(count >= 2 && count <= 8, `${count} suggestions`);
    assert.equal(await chosen(page), null, "nothing is chosen before somebody chooses");

    // Down through all of them, back to what was typed, and round again both ways.
    for (let index = 0; index < count; index++) {
      await page.keyboard.press("ArrowDown");
      assert.equal(await chosen(page), await options(page).nth(index).getAttribute("id"));
      assert.equal(await list(page).locator('[aria-selected="true"]').count(), 1);
      await eventually(() => isSeen(options(page).nth(index)), `suggestion ${index} is not seen when it is chosen`);
    }
    await page.keyboard.press("ArrowDown");
    assert.equal(await chosen(page), null, "behind the last one stands what was typed");
    await page.keyboard.press("ArrowUp");
    assert.equal(await chosen(page), await options(page).last().getAttribute("id"));
    await page.keyboard.press("Home");
    assert.equal(await chosen(page), null, "Home belongs to the text");
    assert.equal(await field.inputValue(), TYPED, "what was typed stays as it was typed");
    assert.ok(await field.evaluate((element) => element === document.activeElement), "the focus stays in the field");

    await page.keyboard.press("ArrowDown");
    const target = await options(page).first().getAttribute("data-href");
    await page.keyboard.press("Enter");
    await page.waitForURL((address) => address.pathname === target);
    assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1);
    expectNone(misdeeds, target);
  });
});

test("Enter without a chosen suggestion searches for what was typed", async () => {
  await visit({}, async (page) => {
    await page.goto("/");
    await words(page).focus();
    await suggested(page, TYPED);
    await page.keyboard.press("Enter");
    await page.waitForURL((address) => address.pathname === "/suche");
    assert.equal(new URL(page.url()).searchParams.get("q"), TYPED);
  });
});

test("Escape closes the list and keeps the words, an arrow opens it again, Tab goes on", async () => {
  await visit({}, async (page) => {
    await page.goto("/");
    const field = words(page);
    await field.focus();
    await suggested(page, TYPED);
    await page.keyboard.press("ArrowDown");
    for (let press = 0; press < 2; press++) {
      await page.keyboard.press("Escape");
      await assertClosed(page);
      assert.equal(await field.inputValue(), TYPED);
    }
    await page.keyboard.press("ArrowDown");
    await list(page).waitFor();
    assert.equal(await chosen(page), null);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Tab");
    await assertClosed(page);
    assert.ok(await searchForm(page).locator('[name="ort"]').evaluate((place) => place === document.activeElement));
    assert.equal(new URL(page.url()).pathname, "/", "Tab leads nowhere else");
  });
});

test("a suggestion is followed with the mouse, and a click beside the list closes it", async () => {
  await visit({}, async (page) => {
    await page.goto("/suche");
    await words(page).click();
    await suggested(page, TYPED);
    await page.getByRole("heading", { level: 1 }).click();
    await assertClosed(page);
    await words(page).click();
    await suggested(page, TYPED);
    const target = await options(page).last().getAttribute("data-href");
    await options(page).last().click();
    await page.waitForURL((address) => address.pathname === target);
  });
});

test("a suggestion is followed with the finger, and the page comes back as it was", async () => {
  await visit({ viewport: NARROW, hasTouch: true, isMobile: true }, async (page) => {
    await page.goto("/");
    await words(page).tap();
    await suggested(page, TYPED);
    const target = await options(page).nth(1).getAttribute("data-href");
    await options(page).nth(1).tap();
    await page.waitForURL((address) => address.pathname === target);
    await page.goBack();
    await page.waitForURL((address) => address.pathname === "/");
    await assertClosed(page);
  });
});

test("what one hears: how many there are, what each is, and in which language it is written", async () => {
  await visit({}, async (page) => {
    await page.goto("/");
    await words(page).focus();
    await suggested(page, TYPED);
    const count = await options(page).count();
    const said = searchForm(page).getByRole("status");
    await eventually(async () => (await said.textContent()) === `${count} Vorschläge`, "the number of suggestions is not said");
    for (const option of await options(page).all()) {
      const heard = await option.textContent();
      assert.match(heard, /Kurs|Veranstaltung|Angebot|Thema|Lebenslage|Anbieter|Netzwerk|Ort|Gemeinde|Ortsteil/, heard);
    }
    const marks = await list(page).locator("b").allTextContents();
    assert.ok(marks.length > 0 && marks.every((mark) => mark.toLowerCase() === TYPED), `what was typed stands out: ${marks}`);

    await suggested(page, "اللغ");
    const arabic = list(page).locator('[lang="ar"]').first();
    assert.equal(await arabic.getAttribute("dir"), "rtl");
  });
});

test("the English pages suggest in English and lead to English pages", async () => {
  await visit({}, async (page) => {
    await page.goto("/en/");
    await words(page).focus();
    await suggested(page, "langu");
    assert.equal(await list(page).getAttribute("aria-label"), "Suggestions");
    const targets = await options(page).evaluateAll((all) => all.map((option) => option.dataset.href));
    assert.ok(targets.every((target) => target.startsWith("/en/")), targets.join(" "));
    assert.match(await options(page).first().textContent(), /^Languages\s+Topic/);
  });
});

test("the server is asked once for a word typed in one go, and never without need", async () => {
  await visit({}, async (page) => {
    const asked = [];
    page.on("request", (request) => {
      if (PATH.test(request.url())) asked.push(new URL(request.url()).searchParams.get("q"));
    });
    await page.goto(`/suche?q=${TYPED}`);
    await words(page).focus();
    await page.keyboard.press("End");
    await page.keyboard.press("Shift+Home");
    await page.keyboard.type("c");
    await page.keyboard.press("Backspace");
    await page.keyboard.type("!?");
    await page.keyboard.press("Control+A");
    await suggested(page, "garten");
    assert.deepEqual(asked, ["garten"], "no question for the focus, for less than two letters, or for each letter");
  });
});

test("an answer that comes too late is not shown", async () => {
  await visit({}, async (page) => {
    let release;
    const released = new Promise((resolve) => (release = resolve));
    await page.route(PATH, async (route) => {
      const typed = new URL(route.request().url()).searchParams.get("q");
      if (typed === "ga") await released;
      await route.fulfill({ json: answering(typed) }).catch(() => {});
    });
    await page.goto("/");
    await words(page).focus();
    const first = page.waitForRequest(PATH);
    await page.keyboard.type("ga");
    await first;
    await page.keyboard.type("rten");
    await list(page).waitFor();
    release();
    await page.waitForLoadState("networkidle");
    assert.deepEqual(await options(page).allTextContents(), ["garten Thema · Prüfung"]);

    // And none at all once the field was left.
    const left = page.waitForRequest(PATH);
    await page.keyboard.type("b");
    await left;
    await page.keyboard.press("Tab");
    await assertClosed(page);
  });
});

test("where suggestions fail, nobody is bothered and the form searches", async () => {
  for (const answer of [{ status: 503, body: "" }, { status: 200, body: "<html>" }, { status: 200, json: {} }, null]) {
    await visit({}, async (page) => {
      const errors = [];
      page.on("pageerror", (error) => errors.push(error.message));
      await page.route(PATH, (route) => (answer ? route.fulfill(answer) : route.abort()));
      await page.goto("/");
      await words(page).focus();
      const asked = page.waitForRequest(PATH);
      await page.keyboard.type(TYPED);
      await asked;
      await page.waitForLoadState("networkidle");
      await assertClosed(page);
      await page.keyboard.press("Enter");
      await page.waitForURL((address) => address.pathname === "/suche");
      expectNone(errors, JSON.stringify(answer));
    });
  }
});

test("who saves data, is on a slow line or runs no script has the plain form", async () => {
  for (const connection of [{ saveData: true }, { effectiveType: "slow-2g" }, null]) {
    await visit({ javaScriptEnabled: connection !== null }, async (page) => {
      let asked = 0;
      page.on("request", (request) => (asked += PATH.test(request.url()) ? 1 : 0));
      if (connection) {
        await page.addInitScript((value) => Object.defineProperty(navigator, "connection", { value }), connection);
      }
      await page.goto("/");
      assert.equal(await words(page).getAttribute("role"), null);
      assert.equal(await words(page).getAttribute("type"), "search");
      await words(page).focus();
      await page.keyboard.type(TYPED);
      await page.keyboard.press("Enter");
      await page.waitForURL((address) => address.pathname === "/suche");
      assert.equal(asked, 0);
    });
  }
});

test("keys that choose letters are left alone", async () => {
  await visit({}, async (page) => {
    await page.goto("/");
    await words(page).focus();
    await suggested(page, TYPED);
    const refused = await words(page).evaluate((field) =>
      ["ArrowDown", "Enter", "Escape"].filter((key) => {
        const press = new KeyboardEvent("keydown", { key, isComposing: true, cancelable: true, bubbles: true });
        return !field.dispatchEvent(press);
      }),
    );
    assert.deepEqual(refused, []);
    assert.equal(await chosen(page), null);
    assert.ok(await list(page).isVisible());
  });
});

for (const [name, path, { letters, ...context }] of [
  ["on a phone", "/", { viewport: NARROW }],
  ["on a narrow phone with large letters", "/", { viewport: { width: 320, height: 640 }, letters: "200%" }],
  ["on a desk", "/", { viewport: WIDE }],
  ["in the dark", "/", { viewport: NARROW, colorScheme: "dark" }],
  ["among results", "/suche?q=garten", { viewport: NARROW }],
  ["on a village's page", "/gemeinden/dollenchen", { viewport: WIDE }],
  ["in the reader's own colours", "/", { viewport: WIDE, forcedColors: "active" }],
]) {
  test(`the open list can be read and reached ${name}`, async () => {
    await visit(context, async (page) => {
      const complaints = watch(page);
      await page.goto(path);
      if (letters) await page.evaluate((size) => (document.documentElement.style.fontSize = size), letters);
      const before = await sidewaysOverflow(page);
      await words(page).focus();
      await suggested(page, "bibliothek");
      await eventually(() => isInWindow(list(page)), "the whole list can't be seen at once");
      await page.keyboard.press("ArrowDown");
      complaints.push(...(await standards(page)));
      complaints.push(...(await sidewaysOverflow(page)).filter((element) => !before.includes(element)));

      for (const option of await options(page).all()) {
        const text = await option.textContent();
        await eventually(() => isSeen(option), `“${text}” is not seen when it is chosen`);
        const { height } = await option.boundingBox();
        if (height < 24) complaints.push(`“${text}” is ${height} px high`);
        const outline = await option.evaluate((element) => getComputedStyle(element).outlineStyle);
        if (outline !== "solid") complaints.push(`“${text}” does not show that it is chosen`);
        await page.keyboard.press("ArrowDown");
      }
      expectNone(complaints, path);
    });
  });
}

function words(page) {
  return searchForm(page).locator('[name="q"]');
}

function list(page) {
  return searchForm(page).locator('[role="listbox"]');
}

function options(page) {
  return list(page).getByRole("option");
}

/** Types `typed` in the place of what the field holds and waits for the answer's list. */
async function suggested(page, typed) {
  const answer = page.waitForResponse((response) => PATH.test(response.url()) && new URL(response.url()).searchParams.get("q") === typed);
  await words(page).fill(typed);
  const { suggestions } = await (await answer).json();
  assert.ok(suggestions.length > 0, `“${typed}” brings suggestions`);
  const wanted = suggestions.map(({ text }) => text).join("|");
  const shown = async () => (await list(page).isVisible()) && (await list(page).locator(".suggestions__text").allTextContents()).join("|");
  await eventually(async () => (await shown()) === wanted, `the suggestions for “${typed}” are not shown: ${wanted}`);
  assert.equal(await words(page).getAttribute("aria-expanded"), "true");
}

/** The identifier of the suggestion that Enter would follow. */
function chosen(page) {
  return words(page).getAttribute("aria-activedescendant");
}

async function assertClosed(page) {
  await list(page).waitFor({ state: "hidden" });
  assert.equal(await words(page).getAttribute("aria-expanded"), "false");
  assert.equal(await chosen(page), null);
}

/** Whether the beginning of an element is in the window and nothing lies over it. */
function isSeen(locator) {
  return locator.evaluate((element) => {
    const { x, y, width } = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint(x + width / 2, y + 12));
  });
}

function isInWindow(locator) {
  return locator.evaluate((element) => {
    const { top, right, bottom, left } = element.getBoundingClientRect();
    return top >= 0 && left >= 0 && bottom <= innerHeight + 1 && right <= document.documentElement.clientWidth;
  });
}

function answering(text) {
  const suggestion = { text, kind: "topic", label: "Thema", href: "/themen", language: "de", direction: "ltr", detail: "Prüfung" };
  return { label: "Vorschläge", announcement: "Ein Vorschlag", suggestions: [suggestion] };
}

async function standards(page) {
  await page.evaluate(axeSource);
  const violations = await page.evaluate(
    async (values) => (await globalThis.axe.run({ runOnly: { type: "tag", values }, resultTypes: ["violations"] })).violations,
    STANDARDS,
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} (${failureSummary})`).join("; ")}`);
}
