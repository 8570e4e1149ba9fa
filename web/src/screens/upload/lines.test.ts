import { expect, test } from "vitest";
import { lineAt, lineOfError, linesOf } from "./lines";

const text = `{
  "externalReference": "A, \\"quoted\\": {",
  "items": [
    { "mass": 1.5 },
    {
      "mass": "x", "kind": null
    }
  ]
}`;

test("each place of a JSON text has its line", () => {
  const lines = linesOf(text);
  expect(lines.get("")).toBe(1);
  expect(lines.get("externalReference")).toBe(2);
  expect(lines.get("items")).toBe(3);
  expect(lines.get("items[0].mass")).toBe(4);
  expect(lines.get("items[1]")).toBe(5);
  expect(lines.get("items[1].kind")).toBe(6);
});

test("what is missing has the line of what it is missing in", () => {
  const lines = linesOf(text);
  expect(lineAt(lines, "items[1].weight.unit")).toBe(5);
  expect(lineAt(lines, "elsewhere")).toBeUndefined();
});

test("the line of an error is read of its words", () => {
  expect(lineOfError("Unexpected token (line 3 column 4)", "")).toBe(3);
  expect(lineOfError("Unexpected token at position 4", "{\n\n x")).toBe(3);
  expect(lineOfError("Unexpected end of JSON input", "{\n\n")).toBe(1);
});
