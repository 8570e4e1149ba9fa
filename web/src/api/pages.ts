import { queryOptions } from "@tanstack/react-query";
import { answered, api } from "./client";

/** What the server says of a code: of a refusal, a finding, an alert. */
export function pageQuery(code: string) {
  return queryOptions({
    queryKey: ["page", code],
    queryFn: async ({ signal }) => {
      const params = { path: { code } };
      return String(await answered(api.GET("/errors/{code}", { params, parseAs: "text", signal })));
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}
