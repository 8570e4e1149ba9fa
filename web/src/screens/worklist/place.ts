/** Where somebody was in a list, so that coming back is coming back to the same row. */
export interface Place {
  /** The row of the cursor. */
  id: string;
  /** How far the list was scrolled. */
  top: number;
}

function nameOf(key: string): string {
  return `cas.place.${key}`;
}

/** Where somebody was in the list of this key; undefined where never. */
export function placeIn(key: string): Place | undefined {
  const kept = sessionStorage.getItem(nameOf(key));
  return kept ? (JSON.parse(kept) as Place) : undefined;
}

/** Remembers it for this tab of the browser. */
export function rememberPlace(key: string, place: Place): void {
  sessionStorage.setItem(nameOf(key), JSON.stringify(place));
}

let seen: string | undefined;

/** Remembers the declaration that was opened last: lists come back to it, also where one went on. */
export function saw(id: string): void {
  seen = id;
}

/** The declaration that was opened last. */
export function lastSeen(): string | undefined {
  return seen;
}
