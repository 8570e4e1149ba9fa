import { queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";

/** What there is help about. */
export const abouts = ["errors", "statuses", "actions", "fields"] as const;

export type About = (typeof abouts)[number];

/** What an address is about; a rule is explained as an error. */
export function aboutOf(name: string | undefined): About {
  if (name === "rules") return "errors";
  return abouts.find((it) => it === name) ?? "errors";
}

/** The page of a code: what happened, why, and what to do. */
export function errorPageQuery(code: string) {
  return queryOptions({
    queryKey: ["help", "errors", code],
    queryFn: ({ signal }) =>
      answered(api.GET("/errors/{code}", { params: { path: { code } }, parseAs: "text", signal })),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

/** All fields of declarations, with what they mean. */
export const fieldsQuery = queryOptions({
  queryKey: ["help", "fields"],
  queryFn: ({ signal }) => answered(api.GET("/v1/fields", { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});
