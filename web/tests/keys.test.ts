import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const source = fileURLToPath(new URL("../src", import.meta.url));

/** A key as the source binds it. */
interface Bound {
  keys: string;
  place: string;
  file: string;
}

/** Keys that browsers and systems own (interface rules, section 4). */
const foreign =
  /^(Ctrl\+[NTWQLRHJPF+\-0-9]|Ctrl\+Shift\+[NTIJCP]|F[35679]|F1[12]|Alt\+[DEFBVSTH0-9←→])$/u;

function boundIn(folder: string): Bound[] {
  const files = readdirSync(join(source, folder), { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => /\.tsx?$/u.test(file))
    .flatMap((file) => {
      const text = readFileSync(join(source, folder, file), "utf8");
      const acts = text.matchAll(/keys: "([^"]+)",\s*(?:also: \[([^\]]*)\],\s*)?place: "(\w+)"/gu);
      return [...acts].flatMap(([, keys = "", also = "", place = ""]) =>
        [keys, ...[...also.matchAll(/"([^"]+)"/gu)].map((it) => it[1] ?? "")].map((one) => ({
          keys: one,
          place,
          file,
        })),
      );
    });
}

it("binds no key twice in a place", () => {
  const everywhere = boundIn("shell");
  const screens = readdirSync(join(source, "screens"));
  expect(boundIn("screens/worklist").length).toBeGreaterThan(20);
  for (const screen of screens) {
    const bound = [...everywhere, ...boundIn(join("screens", screen))];
    // Each dialog is alone when it is open; the rest of a screen is there at once.
    const where = (it: Bound) => `${it.place === "dialog" ? it.file : screen} ${it.keys}`;
    const twice = bound.filter((it, at) => bound.findIndex((one) => where(one) === where(it)) < at);
    expect(twice, screen).toEqual([]);
  }
});

it("binds no key of the browser", () => {
  const bound = [...boundIn("shell"), ...boundIn("screens")];
  expect(bound.filter((it) => foreign.test(it.keys))).toEqual([]);
});
