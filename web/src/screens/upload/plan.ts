import { t } from "@lingui/core/macro";
import { answered, api } from "../../api/client";
import { Problem } from "../../api/problem";
import type { components } from "../../api/schema";
import type { Document, Given, Source, Wrong } from "./given";
import { lineAt, linesOf } from "./lines";
import { readJson } from "./readJson";
import { isXml, readXml } from "./readXml";

type DryRun = components["schemas"]["DryRun"];
type PlannedDeclaration = components["schemas"]["PlannedDeclaration"];
type Finding = components["schemas"]["Finding"];

/** What was given, and what would come of it. */
export interface Planned extends Given {
  /** Names it among the others. */
  key: string;
  reference: string;
  /** Names the plan that was shown: what is done must be it. */
  fingerprint?: string;
  outcome: string;
  declarations: PlannedDeclaration[];
  errors: number;
}

/** How many are asked about at once. */
const together = 4;

/** What would come of shipments, one by one: what is wrong with one hides none of the others. */
export async function plan(
  sources: readonly Source[],
  systems: readonly string[],
  signal: AbortSignal,
  progressed: (tried: number, all: number) => void,
): Promise<Planned[]> {
  const read = await inTurn(sources, signal, (source) =>
    isXml(source.text)
      ? readXml(source, systems).then((given) => [given])
      : Promise.resolve(readJson(source)),
  );
  const given = read.flat();
  let tried = 0;
  return inTurn(given, signal, async (one, at) => {
    const planned = await planOne(one, at);
    tried += 1;
    progressed(tried, given.length);
    return planned;
  });
}

/** Does it with each, some at once, until it is stopped; answers in their order. */
async function inTurn<T, R>(
  all: readonly T[],
  signal: AbortSignal,
  act: (one: T, at: number) => Promise<R>,
): Promise<R[]> {
  const done: R[] = [];
  let next = 0;
  const work = async () => {
    for (let at = next++; at < all.length && !signal.aborted; at = next++) {
      done[at] = await act(all[at] as T, at);
    }
  };
  await Promise.all(Array.from({ length: Math.min(together, all.length) }, work));
  return done.filter((it) => it !== undefined);
}

async function planOne(given: Given, at: number): Promise<Planned> {
  const { document, message } = given;
  const reference = document?.externalReference ?? message?.lrn ?? message?.mrn ?? "";
  const head = { ...given, key: `${given.source.name} ${at}`, reference };
  const errors = given.wrong.filter((it) => it.severity === "error").length;
  const unplanned = { ...head, outcome: "refused", declarations: [], errors: Math.max(errors, 1) };
  if (!document) return unplanned;
  try {
    const dryRun = await answered(
      api.POST("/v1/customsshipments", { params: { query: { dryRun: true } }, body: document }),
    );
    return planned(head, dryRun as DryRun);
  } catch (problem) {
    if (!(problem instanceof Problem) || problem.status === 0) throw problem;
    return { ...unplanned, wrong: [...given.wrong, ...refusals(problem, given)] };
  }
}

/** Why a shipment is not even looked at, with the lines of what is wrong. */
function refusals(problem: Problem, given: Given): Wrong[] {
  const { code } = problem;
  const places = problem.body?.errors ?? [];
  if (places.length === 0) {
    return [{ message: problem.message, code, line: given.line, severity: "error" }];
  }
  const lines = given.message ? undefined : linesOfDocument(given);
  return places.map(({ path, message }) => ({
    message,
    code,
    path,
    line: lines && (lineAt(lines, path) ?? given.line),
    severity: "error",
  }));
}

/** Where the places of a document stand that has its text for itself. */
function linesOfDocument(given: Given): ReadonlyMap<string, number> | undefined {
  try {
    JSON.parse(given.source.text);
  } catch {
    return new Map();
  }
  return given.source.text.trimStart().startsWith("[") ? undefined : linesOf(given.source.text);
}

function planned(head: Given & { key: string; reference: string }, dryRun: DryRun): Planned {
  const ingestions = dryRun.plan.ingestions ?? [];
  const declarations = ingestions.flatMap((it) => it.declarations ?? []);
  const refused = ingestions
    .flatMap((it) => it.errors ?? [])
    .map(
      ({ message, code, path }): Wrong => ({
        message: message ?? code ?? t`It would be refused.`,
        code,
        path,
        severity: "error",
      }),
    );
  const found = declarations.flatMap((it) => it.findingsAfter ?? []).map(wrongOf);
  const wrong = [...head.wrong, ...refused, ...found];
  return {
    ...head,
    fingerprint: dryRun.fingerprint,
    outcome: ingestions[0]?.outcome ?? "refused",
    declarations,
    wrong,
    errors: wrong.filter((it) => it.severity === "error").length,
  };
}

function wrongOf({ message, description, code, severity, fields }: Finding): Wrong {
  return {
    message: `${message}.`,
    remedy: description,
    code,
    path: fields[0]?.path,
    severity: severity === "warning" ? "warning" : "error",
  };
}

/** Whether it would be taken at all, whatever is found in its declarations. */
export function isTakeable({ outcome, document }: Planned): boolean {
  return document !== undefined && (outcome === "successful" || outcome === "waits");
}

/** Whether it would be taken without anything being wrong. */
export function isValid(planned: Planned): boolean {
  return isTakeable(planned) && planned.errors === 0;
}

/** How often, and how long, is asked what became of a shipment. */
const pause = 300;
const asks = 20;

/** Sends shipments, each of which must come to what was shown, and waits until they are taken. Why
 * some were not, in words. */
export async function take(planned: readonly Planned[]): Promise<string[]> {
  const sent: string[] = [];
  for (const { document, fingerprint } of planned) {
    if (document) sent.push(...(await send(document, fingerprint)));
  }
  const outcomes = await Promise.all(sent.map(outcomeOf));
  return outcomes.filter((outcome) => outcome !== undefined);
}

async function send(body: Document, fingerprint: string | undefined): Promise<string[]> {
  const header = fingerprint ? { "CAS-Plan": fingerprint } : {};
  const answer = await answered(api.POST("/v1/customsshipments", { params: { header }, body }));
  return "referenceId" in answer ? [answer.referenceId] : [];
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
