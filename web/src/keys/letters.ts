const stored = "cas.letters";

/** Whether letters alone do things; who speaks to the computer switches them off (WCAG 2.1.4). */
export function areLettersOn(): boolean {
  return localStorage.getItem(stored) !== "off";
}

/** Switches them on or off on this device. */
export function turnLetters(on: boolean): void {
  localStorage.setItem(stored, on ? "on" : "off");
}

/** Whether a key is a character alone, as `J`, `Shift+F`, `1` or `?`. */
export function isLetter(keys: string): boolean {
  return /^(Shift\+)?[^↑↓←→]$/u.test(keys);
}
