// The results on a map. The page has all of it without this script: a drawn map, and the list beside it.

import { MapBackground } from './map/background';
import { MapLocation } from './map/location';
import { Markers } from './map/markers';
import { Names } from './map/names';
import { drawOutlines } from './map/outlines';
import { ResultsMap } from './map/results-map';

const frame = document.querySelector<HTMLElement>('[data-results-map]');
if (frame) void start(frame);

async function start(frame: HTMLElement): Promise<void> {
  const location = new MapLocation();
  const shown = new ResultsMap(frame, location.read());
  const markers = new Markers(shown);
  shown.map.on('moveend', () => {
    location.write(shown.map.getCenter(), shown.map.getZoom());
    void markers.load();
  });
  const background = document.querySelector<HTMLElement>('[data-map-background]');
  if (background) new MapBackground(shown, background);
  const [municipalities] = await Promise.all([drawOutlines(shown), markers.load()]);
  const names = new Names(shown, municipalities);
  markers.onShown = () => void names.show(markers.spots());
  markers.onShown();
}
