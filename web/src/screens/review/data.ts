import { queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import type { paths } from "../../api/schema";

/** What can be reviewed. */
export type Kind = "flows" | "decisiontables";

type ReviewPath = paths["/v1/configuration/{kind}/{name}/draft/review"]["get"];
/** A draft as a second person judges it. */
export type ReviewAnswer = ReviewPath["responses"][200]["content"]["application/json"];

/** What a second person sees of a draft before publishing it. */
export function reviewQuery(tenant: string, kind: Kind, name: string) {
  return queryOptions({
    queryKey: ["configuration", tenant, kind, name, "review"],
    queryFn: ({ signal }) => {
      const params = { path: { kind, name } };
      return answered(api.GET("/v1/configuration/{kind}/{name}/draft/review", { params, signal }));
    },
  });
}

/** The heads of all versions, oldest first. */
export function historyQuery(tenant: string, kind: Kind, name: string) {
  return queryOptions({
    queryKey: ["configuration", tenant, kind, name, "history"],
    queryFn: async ({ signal }) => {
      const params = { path: { kind, name } };
      const found = await answered(api.GET("/v1/configuration/{kind}/{name}", { params, signal }));
      return found.versions;
    },
  });
}

/** What a draft needs: tables, lists, systems. */
export function needsQuery(tenant: string, kind: Kind, name: string) {
  return queryOptions({
    queryKey: ["configuration", tenant, kind, name, "needs"],
    queryFn: async ({ signal }) => {
      const params = { path: { kind, name } };
      const address = "/v1/configuration/{kind}/{name}/needs";
      return (await answered(api.GET(address, { params, signal }))).needs;
    },
  });
}

/** Asks somebody else to look at a draft. */
export function askForReview(kind: Kind, name: string, etag: string, reason: string) {
  const params = { path: { kind, name }, header: { "If-Match": `"${etag}"` } };
  const address = "/v1/configuration/{kind}/{name}/draft/review";
  return answered(api.POST(address, { params, body: { reason } }));
}

/** Gives a draft back to those who edit it. */
export function sendBack(kind: Kind, name: string) {
  const params = { path: { kind, name } };
  return answered(api.DELETE("/v1/configuration/{kind}/{name}/draft/review", { params }));
}

/** Publishes what was seen, and nothing newer. */
export function publish(kind: Kind, name: string, etag: string, note: string) {
  const params = { path: { kind, name }, header: { "If-Match": `"${etag}"` } };
  const body = { overrideFailingTests: false, note: note || null };
  return answered(api.POST("/v1/configuration/{kind}/{name}/draft/publish", { params, body }));
}
