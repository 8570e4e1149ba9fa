/** For how long what was typed and not saved is kept. */
const kept = 7 * 24 * 60 * 60 * 1000;

interface Typed {
  text: string;
  at: number;
}

/** How names of what is typed begin. */
const prefix = "cas.typed.";

function nameOf(person: string, about: string): string {
  return `${prefix}${person}.${about}`;
}

/** Keeps on this device what a person typed and did not save yet. */
export function remember(person: string, about: string, text: string): void {
  const typed: Typed = { text, at: Date.now() };
  if (text) localStorage.setItem(nameOf(person, about), JSON.stringify(typed));
  else forget(person, about);
}

/** What the person typed about it in the last seven days and did not save. */
export function recall(person: string, about: string): string | undefined {
  forgetOld();
  const found = localStorage.getItem(nameOf(person, about));
  if (!found) return undefined;
  return (JSON.parse(found) as Typed).text;
}

/** Drops what is older, whoever typed it. */
function forgetOld(): void {
  for (const name of Object.keys(localStorage).filter((it) => it.startsWith(prefix))) {
    const { at } = JSON.parse(localStorage.getItem(name) ?? "{}") as Partial<Typed>;
    if (at === undefined || Date.now() - at > kept) localStorage.removeItem(name);
  }
}

/** Drops it, once the server has it. */
export function forget(person: string, about: string): void {
  localStorage.removeItem(nameOf(person, about));
}

/** Drops all that a person typed: on signing out. */
export function forgetAll(person: string): void {
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(nameOf(person, ""))) localStorage.removeItem(name);
  }
}
