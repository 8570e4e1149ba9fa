let count = 0;

/** A name for an element that is not saved yet; no two are the same, across reloads neither. */
export function newName(): string {
  count += 1;
  return `+${Date.now().toString(36)}${count}`;
}
