// Takes the pictures in docs/screens from a running demonstration county.
import { mkdir } from "node:fs/promises";
import { BASE_URL, NARROW, WIDE, launch, someOffer } from "./browser.mjs";

const folder = new URL("../docs/screens/", import.meta.url).pathname;
await mkdir(folder, { recursive: true });

const browser = await launch();
try {
  for (const [width, viewport] of [["wide", WIDE], ["narrow", NARROW]]) {
    const context = await browser.newContext({ baseURL: BASE_URL, locale: "de-DE", viewport });
    const page = await context.newPage();
    const views = {
      start: "/",
      results: "/suche?q=smartphone&ort=Finsterwalde&umkreis=50",
      offer: await someOffer(page),
      organisation: "/organisationen/kreisbibliothek",
      municipality: "/gemeinden/bad-liebenwerda",
      "life-situation": "/lebenslagen/neu-hier",
    };
    for (const [name, path] of Object.entries(views)) {
      await page.goto(path, { waitUntil: "networkidle" });
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({ path: `${folder}${name}-${width}.png`, animations: "disabled" });
    }
    await page.emulateMedia({ colorScheme: "dark" });
    await page.goto("/", { waitUntil: "networkidle" });
    await page.screenshot({ path: `${folder}start-${width}-dark.png`, animations: "disabled" });
    await context.close();
  }
} finally {
  await browser.close();
}
console.log(`The pictures lie in ${folder}`);
