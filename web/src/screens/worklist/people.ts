import { queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";

/** The members of the tenant; only who administers people may read them. */
export function peopleQuery(tenant: string) {
  return queryOptions({
    queryKey: ["people", tenant],
    queryFn: async ({ signal }) => {
      const { users } = await answered(api.GET("/v1/users", { signal }));
      return users.filter((user) => !user.disabledAt);
    },
    staleTime: 60_000,
  });
}
