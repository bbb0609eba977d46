// The street map behind the results. It comes from another host, so it comes only after a click on a button beside which
// it says so, and that is remembered for this visit alone.

import { TileLayer } from 'leaflet';

import type { ResultsMap } from './results-map';

const KEY = 'kreisrund.map-background';
/** basemap.de draws no nearer; beyond, its pictures are enlarged. */
const NEAREST = 18;

export class MapBackground {
  private readonly layer: TileLayer;

  constructor(
    private readonly shown: ResultsMap,
    private readonly place: HTMLElement,
  ) {
    const { words } = shown;
    this.layer = new TileLayer(words['tiles'] ?? '', {
      attribution: credit(words['credit'] ?? ''),
      maxNativeZoom: NEAREST,
      maxZoom: 22,
      // Nobody needs to know for what somebody searches.
      referrerPolicy: 'no-referrer',
    });
    place.querySelector('button')?.addEventListener('click', () => this.show(!this.isShown()));
    if (remembered()) this.show(true);
  }

  private isShown(): boolean {
    return this.shown.map.hasLayer(this.layer);
  }

  private show(wanted: boolean): void {
    const { map } = this.shown;
    if (wanted) {
      // Pictures are sharp at whole steps alone.
      map.setZoom(Math.round(map.getZoom()), { animate: false });
      this.layer.addTo(map);
    } else {
      this.layer.remove();
    }
    this.shown.frame.classList.toggle('results-map__frame--background', wanted);
    const [show, hide] = this.place.querySelectorAll('.labels > *');
    show?.classList.toggle('labels__shown', !wanted);
    hide?.classList.toggle('labels__shown', wanted);
    remember(wanted);
  }
}

function credit(sources: string): string {
  return (
    '<a href="https://basemap.de/">© basemap.de / BKG</a> · ' +
    `${sources} © GeoBasis-DE · <a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>`
  );
}

function remembered(): boolean {
  try {
    return sessionStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}

function remember(wanted: boolean): void {
  try {
    if (wanted) sessionStorage.setItem(KEY, 'shown');
    else sessionStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing asks again on the next page.
  }
}
