/** The nonce with which the page allows style elements that scripts add. */
export function styleNonce(): string {
  const meta = document.querySelector<HTMLMetaElement>("meta[name=style-nonce]");
  return meta?.content ?? "";
}
