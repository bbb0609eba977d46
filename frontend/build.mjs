// Builds styles, scripts and fonts into the folder that the web crate embeds: files named by their content, compressed
// beforehand, and a manifest from the names in the sources to the built ones.
//
//   node build.mjs            builds once and checks the budgets
//   node build.mjs --watch    builds again whenever a source changes

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, watch, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

import { build as bundle } from 'esbuild';
import { transform } from 'lightningcss';
import { compile } from 'sass';

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, '../crates/platform/web/assets');
const fontFolder = dirname(createRequire(import.meta.url).resolve('@fontsource/fira-sans/package.json'));

/** Browsers of the last five years or so; lightningcss counts versions as major << 16 | minor << 8. */
const browsers = { chrome: 100 << 16, firefox: 102 << 16, safari: (15 << 16) | (4 << 8), ios_saf: (15 << 16) | (4 << 8) };

/** The most that a first visit may weigh, in bytes: styles and script compressed (the page itself comes on top). */
const styleAndScriptBudget = 40_000;
/** The most that the map adds to that where one is shown: Leaflet, and what we do with it. */
const mapBudget = 48_000;
/** The most that a page of somebody else has to load for the element: its script, and the style sheet of widgets. */
const elementBudget = 4_000;
const widgetBudget = 3_000;
/** The two fonts that every page needs. */
const fontBudget = 60_000;

const fonts = [
  { subset: 'latin', weights: [400, 600] },
  { subset: 'latin-ext', weights: [400, 600] },
  { subset: 'cyrillic', weights: [400, 600] },
];

async function buildAll() {
  const built = { ...collectFonts() };
  const maps = styleSheet('map.scss');
  built['app.css'] = Buffer.from(style(built, maps));
  built['map.css'] = Buffer.from(shrunk('map.css', withoutPictures(maps)));
  built['app.js'] = await script('app.ts', 'esm');
  // Not a module: it has to run before the page is drawn.
  built['early.js'] = await script('early.ts', 'iife');
  built['map.js'] = await script('map.ts', 'esm');
  // Not a module: it has to know from which server it came, and to work where pages paste it anywhere.
  built['kreisrund.js'] = await script('kreisrund.ts', 'iife');
  built['widget.css'] = Buffer.from(shrunk('widget.css', styleSheet('widget.scss')));
  built['screen.js'] = await script('screen.ts', 'esm');
  built['screen.css'] = Buffer.from(shrunk('screen.css', fontFaces(built, 'swap') + styleSheet('screen.scss')));
  built['licences.txt'] = Buffer.from(licences());
  write(built);
}

function collectFonts() {
  const files = {};
  for (const { subset, weights } of fonts) {
    for (const weight of weights) {
      files[`fira-sans-${subset}-${weight}.woff2`] =
        readFileSync(join(fontFolder, 'files', `fira-sans-${subset}-${weight}-normal.woff2`));
    }
  }
  return files;
}

function style(fontFiles, ...others) {
  return shrunk('app.css', fontFaces(fontFiles) + withoutUnusedProperties(styleSheet('app.scss'), others));
}

/**
 * `display` says what happens to letters that come late. Optional: they are kept for the next page; a page that people
 * read already does not move.
 */
function fontFaces(fontFiles, display = 'optional') {
  const ranges = JSON.parse(readFileSync(join(fontFolder, 'unicode.json'), 'utf8'));
  const faces = fonts.flatMap(({ subset, weights }) => weights.map((weight) => {
    const name = `fira-sans-${subset}-${weight}.woff2`;
    return `@font-face{font-family:"Fira Sans";font-style:normal;font-weight:${weight};font-display:${display};` +
      `src:url("${hashed(name, fontFiles[name])}") format("woff2");unicode-range:${ranges[subset]}}`;
  }));
  return faces.join('');
}

function styleSheet(name) {
  return compile(join(here, 'styles', name), { loadPaths: [join(here, 'node_modules')], quietDeps: true }).css;
}

function shrunk(filename, css) {
  return transform({ filename, code: Buffer.from(css), minify: true, targets: browsers }).code;
}

/** Drops Leaflet's rules with pictures of its own: they draw a marker and a control that we don't use. */
function withoutPictures(css) {
  return css.replace(/[^{}]*\{[^{}]*url\(images\/[^{}]*\}/g, '');
}

/**
 * Drops custom properties that nothing reads. KERN declares some 700, of which our components use a fraction; what is
 * left is KERN's, unchanged. Other style sheets read some, too.
 */
function withoutUnusedProperties(css, others) {
  let current = css.replace(/\/\*[\s\S]*?\*\//g, '');
  for (;;) {
    const all = [current, ...others].join('');
    const used = new Set([...all.matchAll(/var\(\s*(--[\w-]+)/g)].map((match) => match[1]));
    const next = current.replace(/(?<=[{;]\s*)(--[\w-]+)\s*:[^;{}]*;/g, (whole, name) => (used.has(name) ? whole : ''));
    if (next === current) return current;
    current = next;
  }
}

async function script(name, format) {
  const result = await bundle({
    entryPoints: [join(here, 'scripts', name)],
    bundle: true, format, minify: true, target: 'es2020', write: false, legalComments: 'none',
    // As modules, of which only what is used is bundled.
    alias: { leaflet: join(here, 'node_modules/leaflet/dist/leaflet-src.esm.js') },
  });
  return Buffer.from(result.outputFiles[0].contents);
}

/** The licences of what is shipped: KERN (EUPL-1.2), Fira Sans (SIL OFL 1.1) and Leaflet (BSD 2-Clause). */
function licences() {
  const kern = dirname(dirname(createRequire(import.meta.url).resolve('@kern-ux/native/dist/kern.css')));
  const part = (title, path) => `${title}\n${'='.repeat(title.length)}\n\n${readFileSync(path, 'utf8')}\n\n`;
  return part('KERN, @kern-ux/native', join(kern, 'LICENSE.md')) + part('Fira Sans', join(fontFolder, 'LICENSE')) +
    part('Leaflet', join(here, 'node_modules/leaflet/LICENSE'));
}

function hashed(name, content) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  return name.replace(/(\.[^.]+)$/, `-${hash}$1`);
}

function write(built) {
  mkdirSync(target, { recursive: true });
  const names = {};
  const written = new Set(['manifest.json']);
  const sizes = {};
  for (const [name, content] of Object.entries(built)) {
    const file = hashed(name, content);
    names[name] = file;
    put(file, content);
    sizes[name] = content.length;
    if (!name.endsWith('.woff2')) {
      const size = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length, [constants.BROTLI_PARAM_QUALITY]: 11 };
      const compressed = brotliCompressSync(content, { params: size });
      put(`${file}.br`, compressed);
      put(`${file}.gz`, gzipSync(content, { level: 9 }));
      sizes[name] = compressed.length;
    }
  }
  writeFileSync(join(target, 'manifest.json'), `${JSON.stringify(names, null, 1)}\n`);
  // Old files go last, so that a running development server always finds what its manifest names.
  for (const file of readdirSync(target)) if (!written.has(file)) rmSync(join(target, file), { recursive: true });
  report(sizes);

  function put(file, content) {
    writeFileSync(join(target, file), content);
    written.add(file);
  }
}

function report(sizes) {
  for (const [name, size] of Object.entries(sizes)) console.log(`${String(size).padStart(7)}  ${name}`);
  const visit = sizes['app.css'] + sizes['app.js'] + sizes['early.js'];
  const font = sizes['fira-sans-latin-400.woff2'] + sizes['fira-sans-latin-600.woff2'];
  console.log(`styles and script: ${visit} of ${styleAndScriptBudget} bytes (brotli); fonts: ${font} of ${fontBudget} bytes`);
  const map = sizes['map.css'] + sizes['map.js'];
  console.log(`map: ${map} of ${mapBudget} bytes`);
  const [element, widget] = [sizes['kreisrund.js'], sizes['widget.css']];
  console.log(`element: ${element} of ${elementBudget} bytes; widget: ${widget} of ${widgetBudget} bytes`);
  const isOver = visit > styleAndScriptBudget || map > mapBudget || font > fontBudget;
  if (isOver || element > elementBudget || widget > widgetBudget) {
    console.error('This is over the budget.');
    process.exitCode = 1;
  }
}

await buildAll();
if (process.argv.includes('--watch')) {
  let waiting;
  for (const folder of ['styles', 'scripts']) {
    watch(join(here, folder), () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => buildAll().catch((error) => console.error(error.message)), 100);
    });
  }
}
