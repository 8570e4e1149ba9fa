import { queryOptions } from "@tanstack/react-query";
import { api } from "../../api/client";

/**
 * Whether the server knows an identity provider: only then it would send the browser there. The
 * browser does not follow here, and tells nothing of the answer but that it leads elsewhere.
 */
export const signOnQuery = queryOptions({
  queryKey: ["sign-on"],
  queryFn: async ({ signal }) => {
    const { response } = await api.GET("/v1/sign-on", { redirect: "manual", signal });
    return response.type === "opaqueredirect";
  },
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
});
