// What lies below the markers: the county and its municipalities from our own data.

import { GeoJSON, type LatLngExpression } from 'leaflet';

import type { ResultsMap } from './results-map';

interface Properties {
  kind: 'area' | 'border';
  name?: string;
  /** Longitude, latitude. */
  at?: [number, number];
}

/** A name, and where it belongs. */
export interface Name {
  text: string;
  at: LatLngExpression;
}

/** Draws the outlines; returns the names of the municipalities, the most populous first. */
export async function drawOutlines({ map, words }: ResultsMap): Promise<Name[]> {
  try {
    const answer = await fetch(words['outlines'] ?? '');
    const outlines = (await answer.json()) as GeoJSON.FeatureCollection<GeoJSON.Geometry, Properties>;
    const drawn = outlines.features.filter(({ geometry }) => geometry !== null);
    new GeoJSON({ type: 'FeatureCollection', features: drawn } as GeoJSON.FeatureCollection, {
      interactive: false,
      // Colours are the style sheet's, which knows light and dark.
      style: (feature) => ({ className: `map-${(feature?.properties as Properties).kind}` }),
    }).addTo(map);
    return outlines.features.flatMap(({ properties: { name, at } }) =>
      name && at ? [{ text: name, at: [at[1], at[0]] as LatLngExpression }] : [],
    );
  } catch {
    // Without outlines the markers still stand where they belong.
    return [];
  }
}
