import { i18n } from "@lingui/core";
import { beforeAll, expect, test } from "vitest";
import { editedCell, keptCell, shownCell } from "./cellText";
import { columnsOf } from "./columns";
import { withCells, withCopies, withMovedRow, withPasted } from "./edits";
import { begun, done, redone, undone } from "./history";
import { merged, withTheirs } from "./merge";
import type { DecisionTable } from "./table";

const table: DecisionTable = {
  name: "documents",
  inputs: [
    { name: "tariff", type: "tariffCode" },
    { name: "mass", type: "number" },
  ],
  outputs: [{ name: "refNum", type: "text" }],
  rows: [
    { id: "a", conditions: ["8711*", "-"], outputs: ['"one"'] },
    { id: "b", conditions: ["-", "> 100"], outputs: ['"two"'] },
  ],
};
const columns = columnsOf(table);
const [name, tariff, mass, reference] = columns as [
  (typeof columns)[number],
  (typeof columns)[number],
  (typeof columns)[number],
  (typeof columns)[number],
];

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

test("a text result is typed without quotes, an expression behind an equals sign", () => {
  expect(keptCell(reference, "not listed")).toBe('"not listed"');
  expect(keptCell(reference, "= mass * 2")).toBe("mass * 2");
  expect(editedCell(reference, '"a \\"b\\""')).toBe('a "b"');
  expect(keptCell(reference, editedCell(reference, '"a \\"b\\""'))).toBe('"a \\"b\\""');
  expect(editedCell(reference, "mass * 2")).toBe("=mass * 2");
});

test("values are shown without their quotes, and what matches everything is empty to edit", () => {
  expect(shownCell(tariff, '"87116010", "8712"')).toBe("87116010; 8712");
  expect(editedCell(tariff, "-")).toBe("");
  expect(keptCell(tariff, "any")).toBe("-");
});

test("a pasted block begins at the corner, makes rows beyond the end and keeps names apart", () => {
  const range = { top: 1, bottom: 1, left: 0, right: 0 };
  const block = [
    ["a", "8712", "> 5"],
    ["c", "8713", ""],
  ];
  const { rows } = withPasted(table, block, [0, 1], columns, range);
  expect(rows.map((row) => row.id)).toEqual(["a", "a 2", "c"]);
  expect(rows[1]?.conditions).toEqual(["8712", "> 5"]);
  expect(rows[2]?.conditions).toEqual(["8713", "-"]);
  expect(rows[0]).toBe(table.rows[0]);
});

test("one copied cell fills a range", () => {
  const range = { top: 0, bottom: 1, left: 2, right: 2 };
  const { rows } = withPasted(table, [["> 7"]], [0, 1], columns, range);
  expect(rows.map((row) => row.conditions[1])).toEqual(["> 7", "> 7"]);
});

test("what is done is undone and done again, and a new step drops what was undone", () => {
  const words = { id: "x" };
  const edited = withCells(table, [{ row: 0, column: mass, text: "> 1" }]);
  const history = done(begun(table), edited, words);
  expect(undone(history).table).toBe(table);
  expect(redone(undone(history)).table).toBe(edited);
  expect(done(undone(history), withMovedRow(table, 0, 1), words).after).toEqual([]);
  expect(done(history, edited, words)).toBe(history);
});

test("copies stand below the last row that is copied, with names of their own", () => {
  expect(withCopies(table, [0, 1]).rows.map((row) => row.id)).toEqual(["a", "b", "a 2", "b 2"]);
});

test("two drafts are put together; where both changed a cell, mine stands and theirs is offered", () => {
  const mine = withCells(table, [
    { row: 0, column: mass, text: "> 1" },
    { row: 1, column: mass, text: "> 300" },
  ]);
  const theirs = withCells(table, [
    { row: 0, column: reference, text: '"uno"' },
    { row: 1, column: mass, text: "> 400" },
  ]);
  const both = merged(table, theirs, mine);
  expect(both.table.rows[0]?.conditions[1]).toBe("> 1");
  expect(both.table.rows[0]?.outputs[0]).toBe('"uno"');
  const [clash] = both.clashes;
  expect(both.clashes).toHaveLength(1);
  expect(clash).toMatchObject({ row: "b", before: "> 100", theirs: "> 400", mine: "> 300" });
  if (clash) expect(withTheirs(both.table, clash).rows[1]?.conditions[1]).toBe("> 400");
});

test("a row that they deleted and I changed stays; rows that either added are there", () => {
  const mine = withCells(table, [{ row: 1, column: mass, text: "> 1" }]);
  const theirs = {
    ...table,
    rows: [...table.rows.slice(0, 1), { id: "t", conditions: ["-", "-"], outputs: [""] }],
  };
  const both = merged(table, theirs, withCopies(mine, [0]));
  expect(both.kept).toEqual(["b"]);
  expect(new Set(both.table.rows.map((row) => row.id))).toEqual(new Set(["a", "a 2", "b", "t"]));
});

test("two rows never have one name", () => {
  const renamed = withCells(table, [{ row: 1, column: name, text: "a" }]);
  expect(renamed.rows.map((row) => row.id)).toEqual(["a", "a 2"]);
});
