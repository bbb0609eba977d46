// The map itself: what is seen first, and how it is moved by mouse, finger and keyboard without keeping anyone from
// scrolling the page.

import { LatLngBounds, Map as LeafletMap } from 'leaflet';

import type { Piece } from './location';

/** How near one may look. */
export const NEAREST = 20;
/** How near one looks at first where all hits are at one spot. */
const NEAREST_AT_FIRST = 14;
const FARTHEST = 7;
/** Pixels by which an arrow key moves the map. */
const STEP = 96;
/** Milliseconds for which a hint is seen. */
const HINT = 1800;

const MINUS = 'M5 12h14';
const PLUS = 'M5 12h14M12 5v14';
const WHOLE = 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5';

export class ResultsMap {
  readonly map: LeafletMap;
  readonly words: DOMStringMap;
  /** Whether things may move. */
  readonly animate = !matchMedia('(prefers-reduced-motion: reduce)').matches;
  private readonly whole: LatLngBounds;
  private readonly hint = document.createElement('p');
  private hiding = 0;

  constructor(
    readonly frame: HTMLElement,
    piece: Piece | null,
  ) {
    this.words = frame.dataset;
    this.whole = boundsOf(this.words['frame'] ?? '');
    // With the mouse one drags; one finger scrolls the page, and two fingers move the map.
    const drags = matchMedia('(pointer: fine)').matches;
    frame.replaceChildren();
    const canvas = document.createElement('div');
    canvas.className = 'results-map__canvas';
    canvas.tabIndex = 0;
    canvas.setAttribute('role', 'region');
    canvas.setAttribute('aria-label', this.words['label'] ?? '');
    canvas.setAttribute('aria-describedby', 'karte-tasten');
    const keys = document.createElement('p');
    keys.className = 'kern-sr-only';
    keys.id = 'karte-tasten';
    keys.textContent = this.words['hint'] ?? '';
    this.hint.className = 'results-map__hint';
    this.hint.setAttribute('aria-hidden', 'true');
    frame.append(this.controls(), canvas, keys, this.hint);

    this.map = new LeafletMap(canvas, {
      minZoom: FARTHEST,
      maxZoom: NEAREST,
      // At first all that was found fills the map; whoever zooms then goes from whole step to whole step, in which
      // pictures of streets are sharp.
      zoomSnap: 0.25,
      zoomControl: false,
      // Ours, below, also works while a marker has the focus.
      keyboard: false,
      dragging: drags,
      scrollWheelZoom: false,
      zoomAnimation: this.animate,
      fadeAnimation: this.animate,
      markerZoomAnimation: this.animate,
      inertia: this.animate,
      maxBounds: this.whole.pad(2),
    });
    this.map.attributionControl.setPrefix(false);
    if (piece) this.map.setView(piece.middle, piece.zoom, { animate: false });
    else this.showWhole(false);
    this.listen(canvas, drags);
  }

  /** Goes one whole step nearer, or farther away. */
  step(nearer: boolean): void {
    const zoom = this.map.getZoom();
    this.map.setZoom(nearer ? Math.floor(zoom) + 1 : Math.ceil(zoom) - 1, { animate: this.animate });
  }

  /** How near one looks, in whole steps: what clusters are gathered by. */
  wholeZoom(): number {
    return Math.floor(this.map.getZoom());
  }

  /** Shows all that was found. */
  showWhole(animate = this.animate): void {
    this.map.fitBounds(this.whole, {
      animate,
      paddingTopLeft: [30, 30],
      // No marker begins below the buttons.
      paddingBottomRight: [30, 72],
      maxZoom: NEAREST_AT_FIRST,
    });
  }

  private controls(): HTMLElement {
    const controls = document.createElement('div');
    controls.className = 'results-map__controls';
    controls.append(
      this.control('nearer', PLUS, () => this.step(true)),
      this.control('farther', MINUS, () => this.step(false)),
      this.control('whole', WHOLE, () => this.showWhole()),
    );
    return controls;
  }

  private control(name: string, lines: string, act: () => void): HTMLElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'results-map__control';
    button.title = this.words[name] ?? '';
    button.setAttribute('aria-label', button.title);
    button.append(icon(lines));
    button.addEventListener('click', act);
    return button;
  }

  private listen(canvas: HTMLElement, drags: boolean): void {
    canvas.addEventListener('keydown', (event) => this.onKey(event));
    // Only with Ctrl, or with two fingers on a touchpad, which browsers tell alike, the wheel belongs to the map.
    canvas.addEventListener(
      'wheel',
      (event) => {
        if (event.ctrlKey || event.metaKey) return this.map.scrollWheelZoom.enable();
        this.map.scrollWheelZoom.disable();
        this.showHint('wheel');
      },
      { capture: true, passive: true },
    );
    if (drags) return;
    canvas.addEventListener('touchmove', ({ touches }) => touches.length === 1 && this.showHint('fingers'), { passive: true });
    // Moves the map without dragging (WCAG 2.2, 2.5.7): what is tapped comes into the middle.
    this.map.on('click', ({ latlng }) => this.map.panTo(latlng, { animate: this.animate }));
  }

  private onKey(event: KeyboardEvent): void {
    const isInPopup = event.target instanceof Element && event.target.closest('.leaflet-popup, .leaflet-control');
    if (isInPopup || event.ctrlKey || event.altKey || event.metaKey) return;
    const steps: Record<string, [number, number]> = {
      ArrowUp: [0, -STEP],
      ArrowDown: [0, STEP],
      ArrowLeft: [-STEP, 0],
      ArrowRight: [STEP, 0],
    };
    const step = steps[event.key];
    if (step) this.map.panBy(step, { animate: this.animate });
    else if (event.key === '+' || event.key === '=') this.step(true);
    else if (event.key === '-') this.step(false);
    else return;
    event.preventDefault();
  }

  private showHint(name: string): void {
    this.hint.textContent = this.words[name] ?? '';
    this.hint.classList.add('results-map__hint--shown');
    clearTimeout(this.hiding);
    this.hiding = setTimeout(() => this.hint.classList.remove('results-map__hint--shown'), HINT);
  }
}

/** South, west, north, east; Germany where nothing is said. */
function boundsOf(words: string): LatLngBounds {
  const [south = NaN, west = NaN, north = NaN, east = NaN] = words === '' ? [] : words.split(',').map(Number);
  return Number.isNaN(east) ? new LatLngBounds([47.2, 5.8], [55.1, 15.1]) : new LatLngBounds([south, west], [north, east]);
}

export function icon(lines: string): SVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', lines);
  svg.append(path);
  return svg;
}
