// “Use my position”: asked for only on a click. The browser looks up the nearest place in a list that every visitor gets
// alike, and only that place's name goes into the search. Where somebody is exactly is neither sent nor kept.

/** A place as the server lists it: latitude, longitude, name, and the word that finds it where that is not its name. */
export type Place = [number, number, string, string?];

/** Degrees (WGS 84). */
interface Spot {
  latitude: number;
  longitude: number;
}

/** Who is farther than this from every place of the county is not in it. */
const OUTSIDE_KILOMETRES = 8;
/** A place is some kilometres wide: no satellites are needed, and what was found a while ago will do. */
const OPTIONS: PositionOptions = { enableHighAccuracy: false, timeout: 10_000, maximumAge: 600_000 };

export function offerPosition(): void {
  for (const offer of document.querySelectorAll<HTMLElement>('[data-position]')) {
    const button = offer.querySelector('button');
    const field = offer.parentElement?.querySelector<HTMLInputElement>('[name="ort"]');
    if (!button || !field || !('geolocation' in navigator)) {
      offer.hidden = true;
      continue;
    }
    button.addEventListener('click', () => void fillIn(offer, button, field));
  }
}

async function fillIn(offer: HTMLElement, button: HTMLButtonElement, field: HTMLInputElement): Promise<void> {
  if (button.getAttribute('aria-disabled')) return;
  button.setAttribute('aria-disabled', 'true');
  const words = offer.dataset;
  say(offer, words['asking']);
  try {
    const [spot, places] = await Promise.all([ownPosition(), placesAt(words['position'] ?? '')]);
    const nearest = nearestOf(places, spot);
    if (!nearest || nearest.kilometres > OUTSIDE_KILOMETRES) {
      say(offer, words['outside']);
    } else {
      const [, , name, word] = nearest.place;
      field.value = word ?? name;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      say(offer, `${words['found'] ?? ''} ${name}`);
    }
  } catch (error) {
    say(offer, words[reason(error)]);
  }
  button.removeAttribute('aria-disabled');
}

function ownPosition(): Promise<Spot> {
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(({ coords }) => resolve(coords), reject, OPTIONS);
  });
}

export async function placesAt(address: string): Promise<Place[]> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return (await answer.json()) as Place[];
}

function reason(error: unknown): 'denied' | 'slow' | 'unavailable' {
  const code = (error as Partial<GeolocationPositionError>).code;
  return code === 1 ? 'denied' : code === 3 ? 'slow' : 'unavailable';
}

function nearestOf(places: Place[], spot: Spot): { place: Place; kilometres: number } | undefined {
  let nearest: { place: Place; kilometres: number } | undefined;
  for (const place of places) {
    const kilometres = distance(spot, place);
    if (!nearest || kilometres < nearest.kilometres) nearest = { place, kilometres };
  }
  return nearest;
}

/** On a plane, which across a county comes to the same as on the globe. */
function distance({ latitude, longitude }: Spot, [placeLatitude, placeLongitude]: Place): number {
  const kilometresOfADegree = 111.2;
  const across = (longitude - placeLongitude) * Math.cos((latitude * Math.PI) / 180);
  return Math.hypot(latitude - placeLatitude, across) * kilometresOfADegree;
}

function say(offer: HTMLElement, words = ''): void {
  const said = offer.querySelector('[data-position-said]');
  const note = offer.querySelector<HTMLElement>('[data-position-note]');
  if (said) said.textContent = words;
  // The answer takes the place of the note, which stays there for those who hear it.
  note?.classList.toggle('kern-sr-only', words !== '');
}
