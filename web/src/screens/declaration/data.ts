import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import type { components } from "../../api/schema";
import { useTenant } from "../../api/tenant";
import type { Json } from "./model/address";

/** A declaration with its document and what customs told. */
export type Declaration = components["schemas"]["Declaration"];
/** What a list shows of it. */
export type Summary = components["schemas"]["DeclarationSummary"];
export type Origin = components["schemas"]["ValueOrigin"];
export type Chain = components["schemas"]["OriginChainAnswer"];
export type HistoryEntry = components["schemas"]["HistoryEntry"];
export type Message = components["schemas"]["Message"];
export type Revision = components["schemas"]["RevisionHead"];
export type FieldDifference = components["schemas"]["FieldDifference"];
export type DryRun = components["schemas"]["DryRun"];

/** The document of a declaration. */
export function documentOf(declaration: Declaration): Json {
  return declaration.singleAdministrativeDocument as Json;
}

/** What of a declaration a request reads. */
function of(tenant: string, id: string, what: string) {
  return ["declaration", tenant, id, what] as const;
}

export function declarationQuery(tenant: string, id: string) {
  return queryOptions({
    queryKey: of(tenant, id, "itself"),
    queryFn: ({ signal }) =>
      answered(api.GET("/v1/declarations/{id}", { params: { path: { id } }, signal })),
  });
}

/** The row of a declaration as lists have it: it says what comes next. */
export function summaryQuery(tenant: string, declaration: Declaration | undefined) {
  const { id = "", lrn = "", version = 0 } = declaration ?? {};
  return queryOptions({
    queryKey: [...of(tenant, id, "summary"), version],
    queryFn: async ({ signal }) => {
      const query = { view: "summary" as const, lrn, limit: 10 };
      const page = await answered(api.GET("/v1/declarations", { params: { query }, signal }));
      const rows = page.declarations as Summary[];
      return rows.find((row) => row.id === id) ?? null;
    },
    enabled: declaration !== undefined,
    placeholderData: keepPreviousData,
  });
}

/** The form of a type, and all fields that there are. */
export function formQuery(type: string, territory: string) {
  return queryOptions({
    queryKey: ["form", type, territory],
    queryFn: async ({ signal }) => {
      const query = { territory };
      const [form, all] = await Promise.all([
        answered(
          api.GET("/v1/declarationtypes/{type}", { params: { path: { type }, query }, signal }),
        ),
        answered(api.GET("/v1/fields", { params: { query }, signal })),
      ]);
      return { form, all: all.fields };
    },
    staleTime: Number.POSITIVE_INFINITY,
    enabled: type !== "",
  });
}

export function originsQuery(tenant: string, id: string, version: number) {
  return queryOptions({
    queryKey: [...of(tenant, id, "origins"), version],
    queryFn: async ({ signal }) => {
      const answer = await answered(
        api.GET("/v1/declarations/{id}/origins", { params: { path: { id } }, signal }),
      );
      return new Map(answer.origins.map((it) => [it.path, it]));
    },
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
}

/** How the value of a field came about. */
export function chainQuery(tenant: string, id: string, version: number, field: string) {
  return queryOptions({
    queryKey: [...of(tenant, id, "chain"), version, field],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/v1/declarations/{id}/origins/chain", {
          params: { path: { id }, query: { field } },
          signal,
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

export function historyQuery(tenant: string, id: string, version: number) {
  return queryOptions({
    queryKey: [...of(tenant, id, "history"), version],
    queryFn: ({ signal }) =>
      answered(api.GET("/v1/declarations/{id}/history", { params: { path: { id } }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function messagesQuery(tenant: string, id: string, version: number) {
  return queryOptions({
    queryKey: [...of(tenant, id, "messages"), version],
    queryFn: ({ signal }) =>
      answered(api.GET("/v1/declarations/{id}/messages", { params: { path: { id } }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** What a message says, as it was sent or received. */
export function contentQuery(tenant: string, id: string, messageId: string) {
  return queryOptions({
    queryKey: [...of(tenant, id, "content"), messageId],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/v1/declarations/{id}/messages/{messageId}", {
          params: { path: { id, messageId } },
          parseAs: "text",
          signal,
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function revisionsQuery(tenant: string, id: string, version: number) {
  return queryOptions({
    queryKey: [...of(tenant, id, "revisions"), version],
    queryFn: ({ signal }) =>
      answered(api.GET("/v1/declarations/{id}/revisions", { params: { path: { id } }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function differencesQuery(
  tenant: string,
  id: string,
  version: number,
  from: string,
  to: string,
) {
  return queryOptions({
    queryKey: [...of(tenant, id, "differences"), version, from, to],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/v1/declarations/{id}/revisions/{from}/differences/{to}", {
          params: { path: { id, from, to } },
          signal,
        }),
      ),
    retry: false,
  });
}

export function relatedQuery(tenant: string, id: string) {
  return queryOptions({
    queryKey: of(tenant, id, "related"),
    queryFn: ({ signal }) =>
      answered(api.GET("/v1/declarations/{id}/related", { params: { path: { id } }, signal })),
  });
}

/** Who deals with it, and its flag. */
export function workQuery(tenant: string, id: string) {
  return queryOptions({
    queryKey: of(tenant, id, "work"),
    queryFn: ({ signal }) =>
      answered(api.GET("/v1/declarations/{id}/work", { params: { path: { id } }, signal })),
  });
}

/** The partners of the master data that a search finds. */
export function partnersQuery(tenant: string, search: string, validOn: string) {
  return queryOptions({
    queryKey: ["partners", tenant, search, validOn],
    queryFn: ({ signal }) => {
      const query = { validOn, limit: 20, ...(search ? { search } : {}) };
      const path = { kind: "businessPartner" };
      return answered(api.GET("/v1/masterdata/{kind}", { params: { path, query }, signal }));
    },
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
}

/** A declaration and its row. */
export function useDeclaration(id: string) {
  const tenant = useTenant().id;
  const declaration = useQuery(declarationQuery(tenant, id));
  const summary = useQuery(summaryQuery(tenant, declaration.data));
  return { tenant, declaration, summary: summary.data ?? undefined };
}
