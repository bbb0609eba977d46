// Takes the pictures in docs/screens from a running demonstration county: every kind of page on a phone and on a desk, the
// most visited also on a dark ground, and the notice as it is printed.
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { BASE_URL, NARROW, WIDE, launch } from "./browser.mjs";

const VIEWS = {
  start: "/",
  tour: "/rundgang/rentnerin",
  results: "/suche?q=lesen&ort=Finsterwalde",
  "results-none": "/suche?q=Schwimmen&ort=dollenchen&umkreis=15",
  offer: "/angebote/computer-in-ruhe-lernen",
  organisations: "/organisationen",
  organisation: "/organisationen/kreisbibliothek",
  subscribe: "/organisationen/sg-elsterwelle/termine",
  place: "/orte/gemeindesaal-sallgast",
  network: "/netzwerke/bibliotheksnetz-elbe-elster",
  municipalities: "/gemeinden",
  municipality: "/gemeinden/finsterwalde",
  village: "/gemeinden/dollenchen",
  notice: "/gemeinden/dollenchen/aushang",
  "my-village": "/mein-dorf?ort=03238",
  "life-situations": "/lebenslagen",
  "life-situation": "/lebenslagen/neu-hier",
  "life-situation-ukrainian": "/lebenslagen/neu-hier?sprache=uk",
  "life-situation-arabic": "/lebenslagen/neu-hier?sprache=ar",
  topics: "/themen",
  topic: "/themen/sprachen",
  articles: "/beitraege",
  article: "/beitraege/der-nasse-groschen",
  series: "/beitraege/reihen/sagen-im-landkreis",
  about: "/ueber-uns",
  help: "/hilfe",
  glossary: "/glossar",
  sources: "/quellen",
  imprint: "/impressum",
  privacy: "/datenschutz",
  accessibility: "/barrierefreiheit",
};
/** Shown in README.md, in a format that every viewer of it draws; the others are WebP, a fifth of the size. */
const IN_README = ["start-wide", "municipality-wide"];
const ALSO_DARK = ["start", "village", "offer"];
/** Windows as high as two screens: what somebody sees who scrolls a little. */
const SIZES = [["wide", WIDE, 1400], ["narrow", NARROW, 1480]];
/** A sheet of A4 in CSS pixels. */
const SHEET = { width: 794, height: 1123 };

const folder = new URL("../docs/screens/", import.meta.url).pathname;
await mkdir(folder, { recursive: true });
for (const old of await readdir(folder)) if (/\.(png|webp)$/.test(old)) await rm(`${folder}${old}`);

const browser = await launch();
try {
  for (const [size, viewport, height] of SIZES) {
    for (const colorScheme of ["light", "dark"]) {
      const context = await browser.newContext({ ...deviceOf(viewport), colorScheme });
      const page = await context.newPage();
      for (const [name, path] of Object.entries(VIEWS)) {
        if (colorScheme === "dark" && !ALSO_DARK.includes(name)) continue;
        await open(page, path);
        await picture(page, `${name}-${size}${colorScheme === "dark" ? "-dark" : ""}`, height);
      }
      await context.close();
    }
  }

  const narrow = await browser.newPage(deviceOf(NARROW));
  await open(narrow, "/gemeinden/dollenchen");
  await narrow.locator("[data-reading-help] summary").click();
  await picture(narrow, "reading-help-narrow", NARROW.height);

  const paper = await browser.newPage(deviceOf(SHEET));
  await paper.emulateMedia({ media: "print" });
  await open(paper, "/gemeinden/dollenchen/aushang");
  // The margins are the printer's, not the page's.
  await paper.evaluate(() => (document.body.style.padding = "16mm"));
  await picture(paper, "notice-printed", SHEET.height);
} finally {
  await browser.close();
}
console.log(`The pictures lie in ${folder}`);

/** What a window of this size belongs to. */
function deviceOf(viewport) {
  const isPhone = viewport === NARROW;
  return { baseURL: BASE_URL, locale: "de-DE", viewport, isMobile: isPhone, hasTouch: isPhone };
}

async function open(page, path) {
  const answer = await page.goto(path, { waitUntil: "networkidle" });
  if (!answer.ok()) throw new Error(`${path} answers with status ${answer.status()}`);
  // No place is kept for a bar to scroll with: phones have none, and pictures do not scroll.
  await page.evaluate(() => (document.documentElement.style.scrollbarGutter = "auto"));
  await page.evaluate(() => document.fonts.ready);
}

/** Takes a picture of the page from its top, at most so many pixels high. */
async function picture(page, name, height) {
  const [width, whole] = await page.evaluate(() => [innerWidth, document.documentElement.scrollHeight]);
  const clip = { x: 0, y: 0, width, height: Math.min(whole, height) };
  if (IN_README.includes(name)) {
    await page.screenshot({ path: `${folder}${name}.png`, animations: "disabled", fullPage: true, clip });
    return;
  }
  const wire = await page.context().newCDPSession(page);
  const { data } = await wire.send("Page.captureScreenshot", {
    format: "webp",
    quality: 80,
    captureBeyondViewport: true,
    clip: { ...clip, scale: 1 },
  });
  await writeFile(`${folder}${name}.webp`, Buffer.from(data, "base64"));
}
