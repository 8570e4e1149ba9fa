import { answered, api } from "../../api/client";
import { Problem } from "../../api/problem";
import type { components } from "../../api/schema";

type Document = components["schemas"]["CustomsShipment"];
type DryRun = components["schemas"]["DryRun"];

/** A shipment that was read, and what would come of it. */
export interface Planned {
  reference: string;
  document: Document;
  /** Names the plan that was shown: what is done must be it. */
  fingerprint?: string;
  outcome: string;
  declarations: { step: string; status: string }[];
  findings: string[];
  errors: number;
}

/** The shipments of a text: one document, a list of them, or one in each line. */
export function readShipments(text: string): Document[] {
  try {
    const read: unknown = JSON.parse(text);
    return (Array.isArray(read) ? read : [read]) as Document[];
  } catch (wrong) {
    const lines = text.split("\n").filter((line) => line.trim());
    if (lines.length < 2 || !lines[0]?.trim().endsWith("}")) throw wrong;
    return lines.map((line) => JSON.parse(line) as Document);
  }
}

/** What would come of shipments, one by one: what is wrong with one hides none of the others. */
export function plan(documents: readonly Document[]): Promise<Planned[]> {
  return Promise.all(documents.map(planOne));
}

async function planOne(document: Document): Promise<Planned> {
  const reference = document.externalReference ?? "";
  try {
    const dryRun = await answered(
      api.POST("/v1/customsshipments", { params: { query: { dryRun: true } }, body: document }),
    );
    return read(document, dryRun as DryRun);
  } catch (problem) {
    if (!(problem instanceof Problem) || problem.status === 0) throw problem;
    const places = problem.body?.errors?.map((it) => it.message) ?? [];
    const findings = places.length > 0 ? places : [problem.message];
    return { reference, document, outcome: "refused", declarations: [], findings, errors: 1 };
  }
}

function read(document: Document, dryRun: DryRun): Planned {
  const ingestions = dryRun.plan.ingestions ?? [];
  const declarations = ingestions.flatMap((it) => it.declarations ?? []);
  const findings = declarations.flatMap((it) => it.findingsAfter ?? []);
  const refused = ingestions.flatMap((it) => it.errors ?? []);
  const errors = refused.length + findings.filter((it) => it.severity === "error").length;
  return {
    reference: document.externalReference ?? "",
    document,
    fingerprint: dryRun.fingerprint,
    outcome: ingestions[0]?.outcome ?? "refused",
    declarations: declarations.map((it) => ({ step: it.step ?? "", status: it.statusAfter ?? "" })),
    findings: [...refused, ...findings].map((it) => it.message ?? it.code ?? ""),
    errors,
  };
}

/** How often, and how long, is asked what became of a shipment. */
const pause = 300;
const asks = 20;

/** Sends shipments, each of which must come to what was shown, and waits until they are taken. Why
 * some were not, in words. */
export async function take(planned: readonly Planned[]): Promise<string[]> {
  const sent: string[] = [];
  for (const { document, fingerprint } of planned) {
    const header = fingerprint ? { "CAS-Plan": fingerprint } : {};
    const request = api.POST("/v1/customsshipments", { params: { header }, body: document });
    const answer = await answered(request);
    if ("referenceId" in answer) sent.push(answer.referenceId);
  }
  const outcomes = await Promise.all(sent.map(outcomeOf));
  return outcomes.filter((outcome) => outcome !== undefined);
}

/** Why a shipment was not taken; nothing where it was, or is still worked on. */
async function outcomeOf(referenceId: string): Promise<string | undefined> {
  for (let ask = 0; ask < asks; ask += 1) {
    const path = { referenceId };
    const found = await answered(api.GET("/v1/ingestions/{referenceId}", { params: { path } }));
    const errors = found.errors as components["schemas"]["PlannedError"][];
    if (found.state === "failed") return errors[0]?.message ?? found.state;
    if (found.state === "succeeded") return undefined;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return undefined;
}
