/** Codes as they are typed, apart by commas or blanks. */
export function codesOf(text: string): string[] {
  return text.split(/[\s,;]+/u).filter((it) => it !== "");
}
