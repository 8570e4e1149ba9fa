/** What is typed and not saved is kept on the device under names that begin so, then the person. */
export const typedPrefix = "cas.draft.";

/** Forgets what a person typed on this device. */
export function forgetTyped(userId: string): void {
  const mine = `${typedPrefix}${userId}.`;
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(mine)) localStorage.removeItem(name);
  }
}
