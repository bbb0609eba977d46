// What comes out of the printer.

/** The sheets on which a page is printed, each as "width × height" in points: A4 upright is "595 × 842". */
export async function sheets(page) {
  const paper = (await page.pdf({ format: "A4", preferCSSPageSize: true })).toString("latin1");
  const pages = paper.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
  const sizes = [...paper.matchAll(/\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]/g)];
  const named = sizes.map(([, width, height]) => `${Math.round(width)} × ${Math.round(height)}`);
  if (named.length !== pages) throw new Error(`${pages} pages, but ${named.length} sizes in the printed file`);
  return named;
}
