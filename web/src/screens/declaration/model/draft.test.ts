import { describe, expect, test } from "vitest";
import { type Json, toAddress, toPath, valueAt, withValue } from "./address";
import {
  applied,
  changesOf,
  emptyDraft,
  patchOf,
  typed,
  withElement,
  withoutElement,
} from "./draft";
import { type Field, FieldIndex, type Form } from "./fields";
import { inShort } from "./findings";
import { differences } from "./race";

const document: Json = {
  mode: "3",
  items: [
    { casReference: "a", mass: 250, codes: [{ casReference: "cn", code: "87116010" }] },
    { casReference: "b.1", mass: 5.5 },
  ],
};

const field = (path: string, kind: string): Field => ({
  path,
  kind,
  name: path.split(".").at(-1) ?? "",
  record: "",
  label: { en: path },
  help: { en: path },
  section: "goods",
  order: 1,
  isRepeatable: kind === "collection",
});

const form = { fields: [], sections: [], on: "2026-11-30", category: "transit" } as unknown as Form;
const index = new FieldIndex(form, [
  field("items.mass", "decimal"),
  field("items.count", "integer"),
]);

describe("addresses", () => {
  test("name elements so that they are found when they have moved", () => {
    expect(toAddress(document, "items[1].mass")).toBe("items[#b.1].mass");
    expect(toPath(document, "items[#b.1].mass")).toBe("items[1].mass");
    expect(valueAt(document, "items[#a].codes[#cn].code")).toBe("87116010");
  });

  test("share what is not on the way of a change", () => {
    const after = withValue(document, "items[#b.1].mass", "6");
    expect(valueAt(after, "items[#b.1].mass")).toBe("6");
    expect(valueAt(after, "items[0]")).toBe(valueAt(document, "items[0]"));
    expect(valueAt(document, "items[#b.1].mass")).toBe(5.5);
  });
});

describe("a draft", () => {
  test("sends only what changes, elements by their names", () => {
    const draft = typed(emptyDraft(1), document, "items[#a].mass", "262.5");
    expect(patchOf(draft, index)).toEqual({ items: [{ casReference: "a", mass: "262.5" }] });
  });

  test("forgets what is typed back", () => {
    const draft = typed(emptyDraft(1), document, "items[#a].mass", "1");
    expect(changesOf(typed(draft, document, "items[#a].mass", "250"))).toBe(0);
  });

  test("gives a field back to deduction", () => {
    const draft = typed(emptyDraft(1), document, "mode", null);
    expect(patchOf(draft, index)).toEqual({ mode: null });
    expect(valueAt(applied(document, draft), "mode")).toBeUndefined();
  });

  test("adds an element with what it holds, without names of ours", () => {
    const added = withElement(emptyDraft(1), "items[#+1]");
    const draft = typed(added, document, "items[#+1].count", "2");
    expect(patchOf(draft, index)).toEqual({ items: [{ $add: true, count: 2 }] });
    expect(changesOf(draft)).toBe(1);
  });

  test("adds what an element lacked so far", () => {
    const draft = typed(emptyDraft(1), document, "items[#b.1].classifications[#+1].code", "6506");
    expect(patchOf(draft, index)).toEqual({
      items: [{ casReference: "b.1", classifications: [{ $add: true, type: "CN", code: "6506" }] }],
    });
  });

  test("deletes an element, and what was typed into it with it", () => {
    const draft = typed(emptyDraft(1), document, "items[#a].mass", "1");
    const without = withoutElement(draft, "items[#a]");
    expect(patchOf(without, index)).toEqual({ items: [{ casReference: "a", $remove: true }] });
    expect(valueAt(applied(document, without), "items[0].mass")).toBe(5.5);
  });

  test("forgets an added element that is deleted", () => {
    const draft = withElement(emptyDraft(1), "items[#+1]");
    expect(changesOf(withoutElement(draft, "items[#+1]"))).toBe(0);
  });
});

test("a lost race asks only about what both changed", () => {
  const draft = typed(emptyDraft(1), document, "mode", "4");
  const theirs = withValue(withValue(document, "mode", "1"), "items[#a].mass", 251);
  expect(differences(document, theirs, draft)).toEqual([
    { address: "mode", was: "3", theirs: "1", mine: "4", isConflict: true },
    { address: "items[#a].mass", was: "250", theirs: "251", isConflict: false },
  ]);
});

test("item numbers are told in short", () => {
  expect(inShort([4, 1, 5, 6, 6, 9])).toBe("1, 4–6, 9");
});
