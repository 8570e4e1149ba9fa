import { queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import type { paths } from "../../api/schema";
import { orNothing } from "./data";

type TryPath = paths["/v1/configuration/flows/{name}/draft/try"]["post"];
export type TrialRequest = TryPath["requestBody"]["content"]["application/json"];
/** What a draft would make of shipments, beside what was made. */
export type Trial = TryPath["responses"][200]["content"]["application/json"];
export type TriedShipment = Trial["shipments"][number];
export type TriedDeclaration = TriedShipment["declarations"][number];

type ReplayPath = paths["/v1/configuration/replays/{id}"]["get"];
/** A trial with all shipments of a period, in the background. */
export type Replay = ReplayPath["responses"][200]["content"]["application/json"];

/** Tries a draft as it is stored. */
export function tryDraft(name: string, body: TrialRequest): Promise<Trial> {
  const params = { path: { name } };
  return answered(api.POST("/v1/configuration/flows/{name}/draft/try", { params, body }));
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

/** Begins to try a draft with all shipments of a period. */
export function beginReplay(kind: string, name: string, period: { from: string; until: string }) {
  const params = { path: { kind, name } };
  const address = "/v1/configuration/{kind}/{name}/draft/replay";
  return answered(api.POST(address, { params, body: period }));
}

/** How far a replay is and what it found; it is asked again until it has ended. */
export function replayQuery(tenant: string, id: string | undefined) {
  return queryOptions({
    queryKey: ["replay", tenant, id],
    queryFn: ({ signal }) => {
      const params = { path: { id: id ?? "" } };
      return answered(api.GET("/v1/configuration/replays/{id}", { params, signal }));
    },
    enabled: id !== undefined,
    refetchInterval: ({ state }) => {
      const standing = state.data?.state;
      return standing === "done" || standing === "failed" ? false : 1000;
    },
  });
}

/** How many shipments run on each version; nothing where the server does not tell. */
export function runningQuery(tenant: string, name: string) {
  return queryOptions({
    queryKey: ["configuration", tenant, "running", name],
    queryFn: async ({ signal }) => {
      const params = { path: { name } };
      const address = "/v1/configuration/flows/{name}/running";
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
  /** Why nothing was tried, or why a step would not start. */
  why?: string;
}

/** Whether a declaration would be another than it is. */
export function differs(it: TriedDeclaration): boolean {
  return it.would !== "same" || it.newFindings.length > 0 || it.goneFindings.length > 0;
}

/** The lines of a trial: those that differ first. */
export function linesOf(shipments: readonly TriedShipment[]): TrialLine[] {
  const lines = shipments.flatMap((it): TrialLine[] => {
    const { reference } = it;
    if (it.refused) return [{ key: reference, reference, step: "", why: it.refused }];
    return it.declarations.map((declaration) => ({
      key: `${reference}/${declaration.step}/${declaration.part}`,
      reference,
      step: declaration.step,
      declaration,
    }));
  });
  const rank = (it: TrialLine) => (it.why || (it.declaration && differs(it.declaration)) ? 0 : 1);
  return lines.sort((a, b) => rank(a) - rank(b));
}

/** How many shipments would come to something else. */
export function differing(shipments: readonly TriedShipment[]): number {
  return shipments.filter((it) => it.refused || it.declarations.some(differs)).length;
}
