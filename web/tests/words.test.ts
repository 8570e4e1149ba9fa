import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { statuses } from "../src/parts/statuses";
import { nextWords } from "../src/screens/worklist/next";
import { messages as german } from "../src/words/de.po";
import { messages as english } from "../src/words/en.po";

const model = new URL("../../crates/model/src/", import.meta.url);

function read(path: string): string {
  return readFileSync(new URL(path, model), "utf8");
}

/** The statuses that the lifecycle declares, such as `New: Preparation, ToDo;`. */
const lifecycle = [...read("lifecycle/status.rs").matchAll(/^ {4}(\w+): (\w+), (\w+);$/gmu)];

/** The codes of what comes next, such as `Validate = "validate";`. */
const codes = [...read("next_step.rs").matchAll(/^ {4}\w+ = "(\w+)";$/gmu)].map(
  (it) => it[1] ?? "",
);

const looks: Readonly<Record<string, readonly string[]>> = {
  ToDo: ["todo"],
  WithCustoms: ["customs"],
  Problem: ["problem"],
  Done: ["done", "closed"],
};

describe("words", () => {
  it("are there for every status, in its group, in both languages", () => {
    expect(lifecycle.length).toBeGreaterThan(40);
    for (const [, name = "", , group = ""] of lifecycle) {
      const known = statuses[name];
      expect(known, name).toBeDefined();
      expect(looks[group], name).toContain(known?.look);
      expect(english[known?.label.id ?? ""], name).toBeTruthy();
      expect(german[known?.label.id ?? ""], name).toBeTruthy();
    }
    expect(Object.keys(statuses).length).toBe(lifecycle.length);
  });

  it("are there for every next step, in both languages", () => {
    expect(codes.length).toBeGreaterThan(20);
    const unknown = nextWords("no such code", 0).id;
    for (const code of codes) {
      const { id } = nextWords(code, 0);
      expect(id, code).not.toBe(unknown);
      expect(english[id], code).toBeTruthy();
      expect(german[id], code).toBeTruthy();
    }
  });

  it("have German throughout", () => {
    const catalogue = readFileSync(new URL("../src/words/de.po", import.meta.url), "utf8");
    const missing = [...catalogue.matchAll(/^msgid "(.+)"\nmsgstr ""$/gmu)].map((it) => it[1]);
    expect(missing).toEqual([]);
  });
});
