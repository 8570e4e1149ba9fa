import { describe, expect, it } from "vitest";
import { apply, differenceOf, nameOf } from "./difference";
import { addStep, moved, removeStep, renameStep, setMembers } from "./edit";
import { type Flow, readFlow, type Step, writeFlow } from "./flow";
import { begin, changed, redone, undone } from "./history";
import { setValue, valuesOf, withoutSecrets } from "./values";

const exported: Step = {
  name: "export",
  declarationType: "B1",
  system: "aes",
  jurisdiction: "DE",
};
const transit: Step = {
  name: "transit",
  declarationType: "transit",
  system: "ncts",
  jurisdiction: "DE",
  start: { on: "statusReached", step: "export", statuses: ["Released"] },
  takeOver: [{ step: "export", from: "mrn", to: "previousDocuments[+].refNum" }],
};
const flow: Flow = { direction: "OUT", steps: [exported, transit] };

describe("the text of a flow", () => {
  it("is read as it was written", () => {
    expect(readFlow(writeFlow(flow))).toEqual({ flow });
  });
  it("says where it is broken", () => {
    expect(readFlow("{")).toHaveProperty("fault");
    expect(readFlow('{"steps": [{}]}')).toEqual({ fault: "steps[0].name" });
  });
});

describe("a step", () => {
  it("is put between two: the later one waits for it", () => {
    const added = addStep(flow, { after: "export", before: "transit" });
    expect(added.flow.steps.map((step) => step.name)).toEqual(["export", added.name, "transit"]);
    expect(added.flow.steps[1]?.start).toMatchObject({ step: "export" });
    expect(added.flow.steps[2]?.start).toMatchObject({ step: added.name });
  });
  it("gets another name wherever it is named", () => {
    const renamed = renameStep(flow, "export", "first");
    expect(renamed.steps[1]?.start).toMatchObject({ step: "first" });
    expect(renamed.steps[1]?.takeOver?.[0]?.step).toBe("first");
  });
  it("leaves nobody waiting for it", () => {
    const [left] = removeStep(flow, "export").steps;
    expect(left).toEqual(setMembers(transit, { start: undefined, takeOver: [] }));
  });
  it("does not write what is empty", () => {
    expect(setMembers(exported, { tables: [], organisation: {} })).toEqual(exported);
  });
});

describe("a difference", () => {
  it("is told by member, and what nobody wrote is no difference", () => {
    const start = { on: "shipmentCreated" } as const;
    const after: Flow = {
      ...flow,
      steps: [
        { ...exported, start, autoSubmit: "never" },
        { ...transit, autoSubmit: "always" },
      ],
    };
    expect(differenceOf(flow, after).map(nameOf)).toEqual(["transit.autoSubmit"]);
  });
  it("carried out gives the other flow", () => {
    const added = addStep(flow, { after: "transit" }).flow;
    expect(apply(flow, differenceOf(flow, added))).toEqual(added);
  });
});

describe("what was done", () => {
  it("is taken back and made again, letters of one field at once", () => {
    const typed = changed(changed(begin(""), "a", "name", 10), "ab", "name", 20);
    expect(undone(typed).now).toBe("");
    expect(redone(undone(typed)).now).toBe("ab");
  });
});

describe("fixed values", () => {
  it("are set and taken out by path, with what held nothing else", () => {
    const document = { a: { b: [{ c: "1" }] } };
    expect(valuesOf(document)).toEqual([{ path: "a.b[0].c", value: "1" }]);
    expect(setValue(document, "a.b[0].c", "2")).toEqual({ a: { b: [{ c: "2" }] } });
    expect(setValue(document, "a.b[0].c", undefined)).toEqual({});
  });
  it("that are secret are not kept on the device", () => {
    const kept = withoutSecrets('{"accessCode" : "A\\"1", "amount": 1}');
    expect(kept).toBe('{"accessCode" : "********", "amount": 1}');
  });
  it("keep their order", () => {
    expect(moved(["a", "b", "c"], 2, -1)).toEqual(["a", "c", "b"]);
  });
});
