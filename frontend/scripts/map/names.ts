// The names on the map, as many as find room between the markers; seen from near, those of the villages too.

import { DivIcon, LayerGroup, Marker, type LatLngExpression } from 'leaflet';

import { placesAt } from '../position';
import type { Name } from './outlines';
import type { ResultsMap } from './results-map';

interface Taken {
  x: number;
  y: number;
  half: number;
  high: number;
}

/** From this zoom on the villages are named. */
const VILLAGES = 11;
/** The height of a line and the width of a letter, in pixels. */
const LINE = 20;
const LETTER = 8;
/** Half of what a marker takes. */
const MARKER = 18;
/** Where a name may stand, in pixels below its place. */
const PLACES = [0, 30, -30];
/** A municipality and the village that bears its name are one, if they are not farther apart than this. */
const SAME = 250;

export class Names {
  private readonly group = new LayerGroup();
  private villages: Name[] | null = null;

  constructor(
    private readonly shown: ResultsMap,
    private readonly municipalities: Name[],
  ) {
    shown.map.createPane('names').setAttribute('aria-hidden', 'true');
    this.group.addTo(shown.map);
  }

  /** Names what is seen, so that no name stands in the way of another, or of the markers at `spots`. */
  async show(spots: LatLngExpression[]): Promise<void> {
    const { map, words } = this.shown;
    const isNear = map.getZoom() >= VILLAGES;
    if (isNear && !this.villages) {
      this.villages = [];
      const places = await placesAt(words['places'] ?? '').catch(() => []);
      this.villages = places.map(([latitude, longitude, text]) => ({ text: plain(text), at: [latitude, longitude] }));
    }
    this.place([...this.municipalities, ...((isNear && this.villages) || [])], spots);
  }

  private place(names: Name[], spots: LatLngExpression[]): void {
    const { map } = this.shown;
    const at = (spot: LatLngExpression): { x: number; y: number } => map.latLngToContainerPoint(spot);
    const taken: Taken[] = spots.map((spot) => ({ ...at(spot), half: MARKER, high: MARKER }));
    const named: (Taken & { text: string })[] = [];
    const seen = map.getBounds();
    const size = map.getSize();
    const fits = ({ x, y, half, high }: Taken): boolean =>
      x >= half && y >= high && x + half <= size.x && y + high <= size.y;
    this.group.clearLayers();
    for (const { text, at: place } of names) {
      if (!seen.contains(place)) continue;
      const { x, y } = at(place);
      if (named.some((other) => other.text === text && Math.hypot(other.x - x, other.y - y) < SAME)) continue;
      const half = (text.length * LETTER) / 2;
      const candidates = PLACES.map((below) => ({ text, x, y: y + below, half, high: LINE / 2 }));
      const free = candidates.find((candidate) => fits(candidate) && !taken.some((other) => collide(candidate, other)));
      if (!free) continue;
      taken.push(free);
      named.push(free);
      this.group.addLayer(markOf(text, place, free.y - y));
    }
  }
}

function collide(one: Taken, other: Taken): boolean {
  return Math.abs(one.x - other.x) < one.half + other.half && Math.abs(one.y - other.y) < one.high + other.high;
}

function markOf(text: string, place: LatLngExpression, below: number): Marker {
  const name = document.createElement('span');
  name.textContent = text;
  const icon = new DivIcon({ className: 'map-name', html: name, iconSize: [0, 0], iconAnchor: [0, -below] });
  return new Marker(place, { icon, pane: 'names', interactive: false, keyboard: false });
}

/** “Herzberg (Elster)” is “Herzberg” on a map of the county. */
function plain(name: string): string {
  return name.replace(/\s*[(/].*$/, '');
}
