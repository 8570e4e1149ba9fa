/** Hands a file to the browser, which keeps it where it keeps what is loaded down. */
export function keepFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has begun to read by then.
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
