// Help with reading: the panel in the header by keyboard, and the page read aloud by a browser that has a voice.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NARROW, expectNone, fetched, kept, watch, withBrowser } from "./browser.mjs";
import { showsFocus, tabTo } from "./keyboard.mjs";

const OFFER = "/angebote/computer-in-ruhe-lernen";
const visit = withBrowser();

test("the reading help unfolds by keyboard, and Escape closes it and gives the focus back", async () => {
  await visit({ viewport: NARROW }, async (page) => {
    const misdeeds = watch(page);
    await page.goto("/");
    const [button, panel] = [page.locator("[data-reading-help] summary"), page.locator(".reading-help__panel")];
    await tabTo(page, button, "the reading help");
    assert.ok(await showsFocus(page, await button.elementHandle()), "one sees that it has the focus");
    assert.match(await button.innerText(), /Lesehilfe/, "it has a name for those who listen");
    await page.keyboard.press("Enter");
    await panel.waitFor();
    await page.keyboard.press("Tab");
    assert.ok(await panel.evaluate((element) => element.contains(document.activeElement)), "the next stop is in the panel");
    const inside = panel.locator("button:visible, a:visible");
    for (const control of await inside.all()) {
      const box = await control.boundingBox();
      assert.ok(box.height >= 40, `“${await control.innerText()}” is ${box.height} px high`);
      assert.ok(box.x >= 0 && box.x + box.width <= NARROW.width, `“${await control.innerText()}” is cut off`);
    }
    await page.keyboard.press("Escape");
    assert.equal(await panel.isVisible(), false, "Escape closes it");
    assert.ok(await button.evaluate((element) => element === document.activeElement), "the focus is back on its button");
    assert.deepEqual(await kept(page), [], "looking keeps nothing");
    expectNone(misdeeds, "/");
  });
});

for (const path of [OFFER, "/lebenslagen/neu-hier?sprache=uk", "/beitraege/der-nasse-groschen", "/en/hilfe", "/lebenslagen/neu-hier?sprache=de-x-leicht"]) {
  test(`${path} is read aloud from its title to its end, each part in its language`, async () => {
    await visit({ viewport: NARROW }, async (page) => {
      await page.addInitScript(giveVoice);
      await page.goto(path);
      const invitation = await readButton(page).textContent();
      await startReading(page);
      const wanted = await page.evaluate(partsToRead);
      await page.evaluate(() => {
        while (globalThis.voice.speaking) globalThis.voice.finish();
      });
      const spoken = await page.evaluate(() => globalThis.voice.spoken);
      assert.ok(wanted.length >= 5, `only ${wanted.length} headings and paragraphs to read at ${path}`);
      assert.equal(spoken[0].text, wanted[0].text, "the title comes first");

      // Between headings and paragraphs lists and facts are read as well.
      let at = 0;
      for (const part of wanted) {
        const next = spoken.findIndex((said, index) => index >= at && said.text === part.text);
        assert.ok(next >= 0, `“${part.text.slice(0, 80)}” is not read, or not in its place`);
        assert.equal(spoken[next].lang, part.lang, `the language of “${part.text.slice(0, 80)}”`);
        assert.equal(spoken[next].voice?.slice(0, 2), part.lang.slice(0, 2), `the voice for “${part.text.slice(0, 80)}”`);
        at = next + 1;
      }
      const twice = spoken.filter(({ text }, index) => text.length > 60 && spoken.findIndex((said) => said.text === text) < index);
      assert.deepEqual(twice, [], "nothing long is read twice");
      assert.deepEqual(spoken.filter(({ text }) => text.includes("\u00ad") || text.trim() === ""), []);
      assert.equal(await readButton(page).textContent(), invitation);
      assert.equal(await page.locator(".is-read-aloud").count(), 0, "after the end nothing is marked");
    });
  });
}

test("reading aloud can be halted, goes on with the same part, and ends", async () => {
  await visit({ viewport: NARROW }, async (page) => {
    const misdeeds = watch(page);
    await page.addInitScript(giveVoice);
    await page.goto(OFFER);
    await startReading(page);
    const button = readButton(page);
    const spoken = () => page.evaluate(() => globalThis.voice.spoken.map(({ text }) => text));
    assert.equal(await button.innerText(), "Anhalten");
    assert.equal((await spoken()).length, 1, "one part after the other");
    assert.equal(await page.locator(".is-read-aloud").innerText(), (await spoken())[0], "what is read is marked");
    await page.evaluate(() => globalThis.voice.finish());
    const [, second] = await spoken();

    await button.click();
    assert.equal(await button.innerText(), "Weiterlesen");
    assert.equal(await page.evaluate(() => globalThis.voice.speaking), false, "the voice is silent");
    assert.equal((await spoken()).length, 2, "nothing more is said");
    await button.click();
    assert.deepEqual((await spoken()).slice(2), [second], "the part that was broken off is read again");
    await page.evaluate(() => globalThis.voice.finish());
    assert.equal((await spoken()).length, 4, "and then the next");

    const stop = page.locator("[data-reading-aloud] [data-stop]");
    await stop.click();
    assert.equal(await page.evaluate(() => globalThis.voice.speaking), false);
    assert.equal(await page.locator(".is-read-aloud").count(), 0);
    assert.equal(await stop.isVisible(), false);
    assert.equal(await button.innerText(), "Seite vorlesen");
    assert.ok(await button.evaluate((element) => element === document.activeElement), "the focus does not get lost");

    await button.click();
    assert.equal((await spoken()).at(-1), (await spoken())[0], "it begins from the start again");
    assert.deepEqual(await kept(page), []);
    expectNone(misdeeds, OFFER);
  });
});

test("the voice falls silent when one leaves the page", async () => {
  await visit({}, async (page) => {
    await page.addInitScript(giveVoice);
    await page.goto(OFFER);
    await startReading(page);
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide")));
    assert.equal(await page.evaluate(() => globalThis.voice.speaking), false);
  });
});

test("where the browser has no voice nothing offers one", async () => {
  await visit({ viewport: NARROW }, async (page) => {
    const misdeeds = watch(page);
    await page.addInitScript(() => {
      delete globalThis.speechSynthesis;
      delete Window.prototype.speechSynthesis;
    });
    await page.goto(OFFER);
    assert.equal(await page.evaluate(() => "speechSynthesis" in window), false, "the test takes the voice away");
    await page.locator("[data-reading-help] summary").click();
    assert.equal(await page.locator("[data-reading-aloud]").isVisible(), false);
    assert.ok(await page.getByRole("button", { name: "Groß", exact: true }).isVisible(), "the letters can still grow");
    expectNone(misdeeds, OFFER);
  });
});

test("a voice that comes late is offered once it is there, one from the net never", async () => {
  await visit({ viewport: NARROW }, async (page) => {
    await page.addInitScript(giveVoice);
    await page.addInitScript(() => (globalThis.voice.available = []));
    await page.goto(OFFER);
    await page.locator("[data-reading-help] summary").click();
    assert.equal(await readButton(page).isVisible(), false, "no voice, no offer");
    await page.evaluate(() => globalThis.voice.arrive([{ lang: "de-DE", name: "net", localService: false }]));
    assert.equal(await readButton(page).isVisible(), false, "what is read would be sent to somebody");
    await page.evaluate(() => globalThis.voice.arrive([{ lang: "de-DE", name: "here", localService: true }]));
    assert.ok(await readButton(page).isVisible());
  });
});

test("parts in a language that no voice speaks are left out, the others are read", async () => {
  await visit({ viewport: NARROW }, async (page) => {
    await page.addInitScript(giveVoice);
    await page.addInitScript(() => (globalThis.voice.available = [{ lang: "de-DE", name: "here", localService: true }]));
    await page.goto("/lebenslagen/neu-hier?sprache=uk");
    await startReading(page);
    await page.evaluate(() => {
      while (globalThis.voice.speaking) globalThis.voice.finish();
    });
    const languages = await page.evaluate(() => [...new Set(globalThis.voice.spoken.map(({ lang }) => lang))]);
    assert.deepEqual(languages, ["de"], "German around the Ukrainian text is read");
  });
});

test("the reading help leads to easy language and to the glossary", async () => {
  await visit({ viewport: NARROW }, async (page) => {
    await page.goto(OFFER);
    await page.locator("[data-reading-help] summary").click();
    const links = page.locator(".reading-help__panel a[href]");
    const all = await links.evaluateAll((found) => found.map((link) => ({ href: link.getAttribute("href"), lang: link.lang })));
    assert.ok(all.some(({ lang }) => lang === "de-x-leicht"), `no link to easy language: ${JSON.stringify(all)}`);
    assert.ok(all.some(({ href }) => href.startsWith("/glossar")), `no link to the glossary: ${JSON.stringify(all)}`);
    for (const { href } of all) assert.equal((await fetched(page, href)).status(), 200, href);
  });
});

test("a guide that exists in easy language says so, and is in easy language behind the link", async () => {
  await visit({ viewport: NARROW }, async (page) => {
    await page.goto("/lebenslagen/neu-hier");
    await page.locator("main").getByRole("link", { name: "Leichte Sprache" }).first().click();
    await page.waitForURL((address) => address.searchParams.get("sprache") === "de-x-leicht");
    assert.equal(await page.getByRole("heading", { level: 1 }).getAttribute("lang"), "de-x-leicht");
  });
});

/** Runs in the page: a voice that says when the test tells it to, and reports a broken off part as browsers do. */
function giveVoice() {
  const voice = {
    spoken: [],
    current: null,
    get speaking() {
      return this.current !== null;
    },
    finish() {
      const done = this.current;
      this.current = null;
      done.onend?.(new Event("end"));
    },
  };
  // Voices that live in the device; one from the net would tell others what is read.
  voice.available = ["de-DE", "en-GB", "uk-UA", "ar-SA"].map((lang) => ({ lang, name: lang, localService: true }));
  voice.arrive = (voices) => {
    voice.available = voices;
    synthesis.dispatchEvent(new Event("voiceschanged"));
  };
  const synthesis = Object.assign(new EventTarget(), {
    speak(utterance) {
      voice.spoken.push({ text: utterance.text, lang: utterance.lang, voice: utterance.voice?.lang });
      voice.current = utterance;
    },
    cancel() {
      const broken = voice.current;
      voice.current = null;
      broken?.onerror?.(Object.assign(new Event("error"), { error: "canceled" }));
    },
    pause() {},
    resume() {},
    getVoices: () => voice.available,
  });
  globalThis.voice = voice;
  globalThis.SpeechSynthesisUtterance = class {
    lang = "";
    constructor(text) {
      this.text = text;
    }
  };
  Object.defineProperty(globalThis, "speechSynthesis", { value: synthesis, configurable: true });
}

/** Runs in the page: its visible headings and paragraphs in their order, each with the language a voice needs. */
function partsToRead() {
  const inner = 'form, nav, button, [hidden], [aria-hidden="true"], .kern-sr-only, .chips, .filters';
  return [...document.querySelectorAll("main :is(h1, h2, h3, h4, p)")]
    .filter((element) => !element.closest(inner) && element.checkVisibility())
    .map((element) => {
      const copy = element.cloneNode(true);
      for (const silent of copy.querySelectorAll('[aria-hidden="true"], [hidden], script, style')) silent.remove();
      // A link that is the whole heading says its language.
      const speaker = element.querySelector("[lang]") ?? element.closest("[lang]");
      return { text: copy.textContent.replaceAll("\u00ad", "").replace(/\s+/g, " ").trim(), lang: speaker.lang.replace("-x-leicht", "") };
    })
    .filter(({ text }) => text !== "");
}

async function startReading(page) {
  await page.locator("[data-reading-help] summary").click();
  await readButton(page).click();
}

function readButton(page) {
  return page.locator("[data-reading-aloud] [data-start]");
}
