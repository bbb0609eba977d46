// Lighthouse on the pages that most people see: accessibility, best practices and findability have to be perfect, each 100.
// Usage: BASE_URL=http://… node lighthouse.mjs
import { createServer } from "node:net";
import lighthouse from "lighthouse";
import { BASE_URL, launch, someOffer } from "./browser.mjs";

const CATEGORIES = ["accessibility", "best-practices", "seo"];

const port = await freePort();
const browser = await launch([`--remote-debugging-port=${port}`]);
let failed = false;
try {
  const page = await browser.newPage({ baseURL: BASE_URL });
  const pages = [
    ["start", "/"],
    ["results", "/suche?q=smartphone&ort=Finsterwalde&umkreis=50"],
    ["offer", await someOffer(page)],
    ["my village", "/gemeinden/dollenchen"],
    ["article", "/beitraege/der-nasse-groschen"],
  ];
  for (const [name, path] of pages) {
    await page.goto(path);
    const stayOut = (await page.locator('meta[name="robots"]').getAttribute("content")).includes("noindex");
    const { lhr } = await lighthouse(`${BASE_URL}${path}`, {
      port,
      logLevel: "error",
      onlyCategories: CATEGORIES,
      // A demonstration must not be found, and neither must results: such pages ask search engines to stay out, on
      // purpose. The audit that counts this as a fault is left out there, and only there.
      skipAudits: stayOut ? ["is-crawlable"] : [],
    });
    report(name, lhr);
  }
} finally {
  await browser.close();
}
process.exitCode = failed ? 1 : 0;

/** Says how a page does, and what is wrong where it is not perfect. */
function report(name, lhr) {
  if (lhr.runtimeError) {
    failed = true;
    console.error(`${name}: ${lhr.runtimeError.message}`);
    return;
  }
  const scores = CATEGORIES.map((id) => `${id} ${Math.round(lhr.categories[id].score * 100)}`);
  console.log(`${name}: ${scores.join(", ")}`);
  for (const id of CATEGORIES) {
    if (lhr.categories[id].score === 1) continue;
    failed = true;
    for (const { id: audit, weight } of lhr.categories[id].auditRefs) {
      const { score, title, details, scoreDisplayMode, errorMessage } = lhr.audits[audit];
      const wrong = scoreDisplayMode === "error" || (weight > 0 && score !== null && score < 1);
      if (!wrong) continue;
      console.error(`  ${id}: ${audit}: ${errorMessage ?? title}`);
      for (const item of details?.items?.slice(0, 5) ?? []) {
        console.error(`    ${item.node?.snippet ?? item.description ?? item.url ?? JSON.stringify(item)}`);
      }
    }
  }
}

/** A port for the conversation between Lighthouse and the browser. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
