/** What stands behind `?` in an address: names with text. */
export type Search = Record<string, string>;

/** Reads what stands behind `?`; what is named twice is joined by commas, as the API reads it. */
export function parseSearch(text: string): Search {
  const found: Search = {};
  for (const [name, value] of new URLSearchParams(text)) {
    found[name] = found[name] === undefined ? value : `${found[name]},${value}`;
  }
  return found;
}

/** Writes it, so that it can be read and copied into a script: commas and colons stay as they are. */
export function writeSearch(search: Record<string, unknown>): string {
  const parts = Object.entries(search)
    .filter(([, value]) => value !== undefined && value !== "")
    .map(([name, value]) => {
      const text = encodeURIComponent(String(value)).replaceAll("%2C", ",").replaceAll("%3A", ":");
      return `${encodeURIComponent(name)}=${text}`;
    });
  return parts.length > 0 ? `?${parts.join("&")}` : "";
}
