// Which part of the map is seen, kept in the address: reloading, going back, bookmarks and shared links find it again.

import type { LatLng } from 'leaflet';

/** A part of the map: its middle and how near one looks. */
export interface Piece {
  middle: [number, number];
  zoom: number;
}

const NAME = 'karte';

export class MapLocation {
  private written = location.search;

  /** What the address says, where it says something. */
  read(): Piece | null {
    const [latitude, longitude, zoom] = (new URLSearchParams(location.search).get(NAME) ?? '').split(',').map(Number);
    if (latitude === undefined || longitude === undefined || zoom === undefined) return null;
    const isPiece = Math.abs(latitude) <= 85 && Math.abs(longitude) <= 180 && zoom >= 0 && zoom <= 22;
    return isPiece ? { middle: [latitude, longitude], zoom } : null;
  }

  /** Notes what is seen now. The entry of the history is replaced, so that “back” leaves the map in one step. */
  write({ lat, lng }: LatLng, zoom: number): void {
    const piece = `${lat.toFixed(3)},${lng.toFixed(3)},${Number(zoom.toFixed(2))}`;
    const search = withPiece(location.search, piece);
    if (search === this.written) return;
    this.written = search;
    history.replaceState(history.state, '', search + location.hash);
    keepInLinks(piece);
  }
}

/** Everything else stays as it was written, letter by letter. */
function withPiece(search: string, piece: string): string {
  const others = search.replace(/^\?/, '').split('&').filter((pair) => pair !== '' && !pair.startsWith(`${NAME}=`));
  return `?${[...others, `${NAME}=${piece}`].join('&')}`;
}

/** Filters, orders and pages lead to the same part of the map. */
function keepInLinks(piece: string): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[href*="ansicht=karte"]')) {
    link.search = withPiece(link.search, piece);
  }
  for (const view of document.querySelectorAll<HTMLInputElement>('input[type="hidden"][name="ansicht"]')) {
    // A new question has other hits, so it starts with a map that shows all of them.
    if (!view.form || view.form.id === 'suche') continue;
    let field = view.form.querySelector<HTMLInputElement>(`input[name="${NAME}"]`);
    if (!field) {
      field = document.createElement('input');
      field.type = 'hidden';
      field.name = NAME;
      view.after(field);
    }
    field.value = piece;
  }
}
