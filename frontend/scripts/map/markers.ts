// The markers: real buttons with names, in the order in which one reads. One hit, or several at one spot, opens what is
// there; others are looked at more nearly. The focus never gets lost: it stays with what it was on, or goes to what is
// nearest to it.

import { Icon, LatLngBounds, Marker, Popup, type LatLngExpression } from 'leaflet';

import { NEAREST, icon, type ResultsMap } from './results-map';

interface Found {
  title: string;
  href: string;
  when: string | null;
  place: string | null;
  kind: string | null;
  language: string;
  direction: string;
}

interface Cluster {
  lat: number;
  lon: number;
  count: number;
  /** South, west, north, east. */
  bounds: [number, number, number, number];
  label: string;
  hits: Found[];
  more: string | null;
}

interface Answer {
  said: string;
  clusters: Cluster[];
}

interface Placed {
  cluster: Cluster;
  marker: Marker;
  button: HTMLButtonElement;
}

/** At this zoom the server parts whatever is more than a step apart. */
const ALL_APART = 22;
const CLOSE = 'm6 6 12 12M18 6 6 18';

export class Markers {
  private placed = new Map<string, Placed>();
  private asking = new AbortController();
  /** Where the focus goes once the markers of a nearer look are there. */
  private sought: LatLngBounds | null = null;
  /** The marker whose popup is open. */
  private open: string | null = null;
  /** Called whenever other markers are there. */
  onShown: () => void = () => {};

  constructor(private readonly shown: ResultsMap) {
    shown.map.on('popupclose', () => (this.open = null));
    shown.frame.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.open) this.close();
    });
  }

  /** Asks for what is seen now, and a little around it. */
  async load(): Promise<void> {
    const { map } = this.shown;
    this.asking.abort();
    this.asking = new AbortController();
    const { signal } = this.asking;
    map.getContainer().setAttribute('aria-busy', 'true');
    try {
      const answer = await this.ask(map.getBounds().pad(0.25), this.shown.wholeZoom(), signal);
      if (signal.aborted) return;
      this.show(answer.clusters);
      this.say(answer.said);
    } catch {
      if (!signal.aborted) this.say(this.shown.words['failed'] ?? '');
    }
    // Who asked since is still waiting.
    if (!signal.aborted) map.getContainer().removeAttribute('aria-busy');
  }

  private async ask(bounds: LatLngBounds, zoom: number, signal: AbortSignal): Promise<Answer> {
    const edges = [bounds.getSouth(), bounds.getWest(), bounds.getNorth(), bounds.getEast()];
    const limits = [-90, -180, -90, -180];
    const frame = edges.map((edge, index) => within(edge, limits[index] ?? 0).toFixed(5)).join(',');
    const address = this.shown.words['resultsMap'] ?? '';
    const answer = await fetch(`${address}${address.includes('?') ? '&' : '?'}zoom=${zoom}&rahmen=${frame}`, { signal });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return (await answer.json()) as Answer;
  }

  private show(clusters: Cluster[]): void {
    const focused = [...this.placed.values()].find(({ button }) => button === document.activeElement);
    const next = new Map<string, Placed>();
    for (const cluster of clusters) {
      const key = [cluster.lat.toFixed(6), cluster.lon.toFixed(6), cluster.count].join();
      next.set(key, this.placed.get(key) ?? this.place(key, cluster));
    }
    for (const [key, { marker }] of this.placed) if (!next.has(key)) marker.remove();
    this.placed = next;
    this.putInOrder();
    this.keepFocus(focused);
    this.onShown();
  }

  /** Where the markers are. */
  spots(): LatLngExpression[] {
    return [...this.placed.values()].map(({ marker }) => marker.getLatLng());
  }

  private place(key: string, cluster: Cluster): Placed {
    const button = buttonOf(cluster);
    const at: LatLngExpression = [cluster.lat, cluster.lon];
    const options = { icon: new ElementIcon(button), keyboard: false, interactive: false, zIndexOffset: cluster.count };
    const marker = new Marker(at, options).addTo(this.shown.map);
    button.addEventListener('click', (event) => {
      // The map would take it for a click on what lies below.
      event.stopPropagation();
      const { dragging } = this.shown.map as { dragging?: { moved?: () => boolean } };
      // Whoever drags the map by a marker does not mean the marker; keys (detail 0) never drag.
      if (event.detail === 0 || !dragging?.moved?.()) void this.activate(key, cluster);
    });
    return { cluster, marker, button };
  }

  private async activate(key: string, cluster: Cluster): Promise<void> {
    const { map, animate } = this.shown;
    if (cluster.hits.length > 0) return this.openPopup(key, cluster, cluster.hits, cluster.more);
    const [south, west, north, east] = cluster.bounds;
    const bounds = new LatLngBounds([south, west], [north, east]);
    if (map.getZoom() >= NEAREST) {
      // What stands so near to one another that no map parts it is told as a list.
      const { clusters } = await this.ask(bounds, ALL_APART, new AbortController().signal);
      return this.openPopup(key, cluster, clusters.flatMap(({ hits }) => hits), null);
    }
    // Where it fills the frame it stands apart.
    const fitting = Math.floor(map.getBoundsZoom(bounds.pad(0.25)));
    const zoom = Math.min(NEAREST, Math.max(this.shown.wholeZoom() + 1, fitting));
    this.sought = bounds;
    map.setView(bounds.getCenter(), zoom, { animate });
  }

  private openPopup(key: string, cluster: Cluster, hits: Found[], more: string | null): void {
    const { map, frame, animate } = this.shown;
    const content = this.contentOf(cluster, hits, more);
    const popup = new Popup({
      maxWidth: Math.min(340, frame.clientWidth - 48),
      maxHeight: frame.clientHeight - 130,
      closeButton: false,
      autoPan: true,
      autoPanPaddingTopLeft: [16, 16],
      // The buttons are below.
      autoPanPaddingBottomRight: [16, 64],
      offset: [0, -12],
    });
    popup.setLatLng([cluster.lat, cluster.lon]).setContent(content);
    if (!animate) map.options.zoomAnimation = false;
    popup.openOn(map);
    this.open = key;
    content.focus({ preventScroll: true });
  }

  private contentOf(cluster: Cluster, hits: Found[], more: string | null): HTMLElement {
    const content = document.createElement('div');
    content.className = 'map-popup';
    content.tabIndex = -1;
    content.setAttribute('role', 'dialog');
    content.setAttribute('aria-label', cluster.label);
    const list = document.createElement('ul');
    list.className = 'map-popup__list';
    const [first] = hits;
    const place = hits.length > 1 && hits.every((hit) => hit.place === first?.place) ? first?.place : undefined;
    if (place) content.append(textual('p', 'map-popup__place', place));
    for (const hit of hits) list.append(entryOf(hit, place !== undefined));
    const close = document.createElement('button');
    close.type = 'button';
    close.className = 'map-popup__close';
    close.setAttribute('aria-label', this.shown.words['close'] ?? '');
    close.append(icon(CLOSE));
    close.addEventListener('click', () => this.close());
    content.append(list);
    if (more) content.append(textual('p', 'map-popup__more', more));
    content.append(close);
    return content;
  }

  /** Closes what is open; the focus goes back to its marker. */
  private close(): void {
    const button = this.open ? this.placed.get(this.open)?.button : undefined;
    this.shown.map.closePopup();
    (button ?? this.canvas()).focus({ preventScroll: true });
  }

  /** The keyboard goes through the markers as one reads. */
  private putInOrder(): void {
    const pane = this.shown.map.getPane('markerPane');
    const wanted = [...this.placed.values()].map(({ button }) => button);
    if (!pane || wanted.every((button, index) => pane.children[index] === button)) return;
    const focused = document.activeElement;
    pane.append(...wanted);
    if (focused instanceof HTMLElement && pane.contains(focused)) focused.focus({ preventScroll: true });
  }

  private keepFocus(before: Placed | undefined): void {
    const sought = this.sought;
    this.sought = null;
    if (!before || (before.button.isConnected && !sought)) return;
    const all = [...this.placed.values()];
    const inside = sought ? all.filter(({ cluster }) => sought.contains([cluster.lat, cluster.lon])) : [];
    const { lat, lon } = before.cluster;
    const far = ({ cluster }: Placed): number => Math.hypot(cluster.lat - lat, (cluster.lon - lon) * 0.62);
    const [first] = sought && inside.length > 0 ? inside : all.sort((one, other) => far(one) - far(other));
    (first?.button ?? this.canvas()).focus({ preventScroll: true });
  }

  private canvas(): HTMLElement {
    return this.shown.map.getContainer();
  }

  private say(words: string): void {
    const said = document.querySelector('[data-map-said]');
    if (said && said.textContent !== words) said.textContent = words;
  }
}

/** A marker that is an element of ours. */
class ElementIcon extends Icon {
  constructor(private readonly element: HTMLElement) {
    super({ iconUrl: '' });
  }

  override createIcon(): HTMLElement {
    return this.element;
  }

  override createShadow(): HTMLElement {
    return null as unknown as HTMLElement;
  }
}

function buttonOf({ count, label, hits }: Cluster): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  const size = count === 1 ? 'one' : count < 10 ? 'few' : count < 100 ? 'some' : 'many';
  button.className = `leaflet-marker-icon map-marker map-marker--${size}${hits.length > 0 ? ' map-marker--spot' : ''}`;
  button.setAttribute('aria-label', label);
  if (count > 1) button.append(textual('span', 'map-marker__count', count.toLocaleString(document.documentElement.lang)));
  else button.append(document.createElement('span'));
  return button;
}

function entryOf({ title, href, when, place, kind, language, direction }: Found, isPlaceKnown: boolean): HTMLElement {
  const entry = document.createElement('li');
  const link = textual('a', 'map-popup__link', title) as HTMLAnchorElement;
  link.href = href;
  link.lang = language;
  link.hreflang = language;
  link.dir = direction;
  if (when) entry.append(textual('span', 'map-popup__when', when));
  entry.append(link);
  const about = [isPlaceKnown ? null : place, kind].filter(Boolean).join(' · ');
  if (about) entry.append(textual('span', 'map-popup__about', about));
  return entry;
}

function textual(name: string, className: string, text: string): HTMLElement {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}

function within(degrees: number, least: number): number {
  return Math.min(-least, Math.max(least, degrees));
}
