/** Hands bytes that were read over to the browser as a file. */
export function saveAs(name: string, bytes: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(bytes);
  link.download = name;
  link.click();
  // The browser reads them after this turn.
  window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
