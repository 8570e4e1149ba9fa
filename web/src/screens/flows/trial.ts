import { queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import type { components, paths } from "../../api/schema";
import { orNothing } from "./data";

type TryPath = paths["/v1/configuration/{kind}/{name}/draft/try"]["post"];
export type TrialRequest = NonNullable<TryPath["requestBody"]>["content"]["application/json"];
/** What a draft would make of shipments, beside what was made. */
export type Trial = TryPath["responses"][200]["content"]["application/json"];
export type TriedShipment = Trial["shipments"][number];
export type TriedDeclaration = TriedShipment["declarations"][number];
export type TriedChange = TriedDeclaration["changes"][number];
export type TriedFinding = components["schemas"]["Finding"];

type ReplayPath = paths["/v1/configuration/{kind}/{name}/draft/replay"]["post"];
/** A page of what a draft would make of the shipments of a period. */
export type ReplayPage = ReplayPath["responses"][200]["content"]["application/json"];

/** With what a draft is tried, where only some of it is said. */
export type Chosen = Partial<TrialRequest>;

/** Tries a draft as it is stored. */
export function tryDraft(name: string, chosen: Chosen): Promise<Trial> {
  const params = { path: { kind: "flows", name } };
  const body = chosen as TrialRequest;
  return answered(api.POST("/v1/configuration/{kind}/{name}/draft/try", { params, body }));
}

/** The newest shipments of a flow: with them a draft is tried where nobody chose others. */
export async function newestShipments(name: string) {
  const query = { customsFlow: name, limit: 20 };
  const page = await answered(api.GET("/v1/customsshipments", { params: { query } }));
  return page.customsShipments.map((it) => ({
    reference: it.externalReference,
    direction: it.direction,
  }));
}

/** The days of which shipments are tried. */
export interface Period {
  from: string;
  until: string;
}

/** Tries a draft with a page of the shipments of a period. */
export function replayPage(name: string, { from, until }: Period, cursor: string | undefined) {
  const query = {
    createdFrom: from,
    createdTo: until,
    count: cursor === undefined,
    ...(cursor && { cursor }),
  };
  const params = { path: { kind: "flows", name }, query };
  return answered(api.POST("/v1/configuration/{kind}/{name}/draft/replay", { params }));
}

/** How many shipments run on each version; nothing where the flow is not stored yet. */
export function runningQuery(tenant: string, name: string) {
  return queryOptions({
    queryKey: ["configuration", tenant, "running", name],
    queryFn: async ({ signal }) => {
      const params = { path: { kind: "flows", name } };
      const address = "/v1/configuration/{kind}/{name}/running";
      const found = await orNothing(answered(api.GET(address, { params, signal })));
      return found?.versions ?? null;
    },
    staleTime: 30_000,
  });
}

/** A line of what a trial shows. */
export interface TrialLine {
  key: string;
  reference: string;
  step: string;
  declaration?: TriedDeclaration;
  /** Why nothing would be made. */
  why?: string;
}

/** The findings that a list of the answer tells. */
export function findingsOf(told: TriedDeclaration["findings"]): readonly TriedFinding[] {
  return told as unknown as readonly TriedFinding[];
}

/** What the flow decides on first; what no trial can tell is behind. */
export function inOrder(changes: readonly TriedChange[]): readonly TriedChange[] {
  const rank = (it: TriedChange) => (it.notForeseen ? 1 : 0);
  return [...changes].sort((a, b) => rank(a) - rank(b));
}

/** The lines of a trial: those that differ first. */
export function linesOf(shipments: readonly TriedShipment[]): TrialLine[] {
  const lines = shipments.flatMap((it): TrialLine[] => {
    const { reference, refused } = it;
    if (refused) return [{ key: reference, reference, step: "", why: refused.message }];
    return it.declarations.map((declaration) => ({
      key: `${reference}/${declaration.step}/${declaration.instance}`,
      reference,
      step: declaration.step ?? "",
      declaration,
    }));
  });
  const rank = (it: TrialLine) => (it.declaration?.would === "same" ? 1 : 0);
  return lines.sort((a, b) => rank(a) - rank(b));
}

/** How many shipments would come to something else. */
export function differing(shipments: readonly TriedShipment[]): number {
  const isOther = (it: TriedShipment) =>
    it.refused != null || it.declarations.some((one) => one.would !== "same");
  return shipments.filter(isOther).length;
}
