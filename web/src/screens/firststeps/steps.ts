import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";

/** A step on the way of an empty tenant to its first release. */
export interface Step {
  name: string;
  words: MessageDescriptor;
  why: MessageDescriptor;
  /** Where it is done. */
  to:
    | "/$tenant/connections"
    | "/$tenant/masterdata"
    | "/$tenant/clients"
    | "/$tenant/shipments/new"
    | "/$tenant/declarations"
    | "/$tenant/users";
  verb: MessageDescriptor;
  isDone: () => Promise<boolean>;
}

/** Statuses in which goods are released, or all is over after that. */
const released = ["Released", "Discharged", "ExitConfirmed", "Delivered"];

const signal = () => AbortSignal.timeout(10_000);

/** The steps in their order. */
const steps: readonly Step[] = [
  {
    name: "people",
    words: msg`Make your colleagues members`,
    why: msg`Each with the roles that the work needs; a link lets them choose a password.`,
    to: "/$tenant/users",
    verb: msg`Make a member`,
    isDone: async () =>
      (await answered(api.GET("/v1/users", { signal: signal() }))).users.length > 1,
  },
  {
    name: "connection",
    words: msg`Connect a customs system`,
    why: msg`Where messages go, with the secret that customs gave you. A test says whether it works.`,
    to: "/$tenant/connections",
    verb: msg`Connect`,
    isDone: async () =>
      (await answered(api.GET("/v1/connections", { signal: signal() }))).connections.length > 0,
  },
  {
    name: "masterdata",
    words: msg`Import articles and partners`,
    why: msg`What is known once need not be sent each time. A table to be filled in is there.`,
    to: "/$tenant/masterdata",
    verb: msg`Import a table`,
    isDone: async () => {
      const query = { limit: 1, view: "summary" };
      const path = { kind: "article" };
      const found = await answered(
        api.GET("/v1/masterdata/{kind}", { params: { path, query }, signal: signal() }),
      );
      return found.records.length > 0;
    },
  },
  {
    name: "client",
    words: msg`Let your system send`,
    why: msg`Each program that sends has a name and a secret of its own.`,
    to: "/$tenant/clients",
    verb: msg`Make a client`,
    isDone: async () =>
      (await answered(api.GET("/v1/clients", { signal: signal() }))).clients.length > 0,
  },
  {
    name: "shipment",
    words: msg`Send a shipment`,
    why: msg`Paste one first: what would come of it is shown before anything is kept.`,
    to: "/$tenant/shipments/new",
    verb: msg`New shipment`,
    isDone: async () => {
      const query = { limit: 1 };
      const found = await answered(
        api.GET("/v1/customsshipments", { params: { query }, signal: signal() }),
      );
      return found.customsShipments.length > 0;
    },
  },
  {
    name: "release",
    words: msg`Bring it to its release`,
    why: msg`The work list says for each declaration what to do next.`,
    to: "/$tenant/declarations",
    verb: msg`Open the work list`,
    isDone: async () => {
      const query = { status: released.join(","), view: "summary", limit: 1 };
      const found = await answered(
        api.GET("/v1/declarations", { params: { query }, signal: signal() }),
      );
      return found.declarations.length > 0;
    },
  },
];

/** A step, and whether it is done. */
export interface SeenStep extends Step {
  isSeenDone: boolean;
}

/** All steps as they are now. */
export function stepsQuery(tenant: string) {
  return queryOptions({
    queryKey: ["first steps", tenant],
    queryFn: (): Promise<SeenStep[]> =>
      Promise.all(steps.map(async (step) => ({ ...step, isSeenDone: await step.isDone() }))),
    staleTime: 30_000,
    retry: false,
  });
}
