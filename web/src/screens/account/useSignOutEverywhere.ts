import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { answered, api } from "../../api/client";
import { useSession } from "../../api/session";
import { forgetAll } from "../../api/typed";

/** Ends all sessions, and what is left of them on this device. */
export function useSignOutEverywhere() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { userId } = useSession();
  return {
    signOut: async () => {
      await answered(api.DELETE("/v1/session", { params: { query: { everywhere: true } } }));
      forgetAll(userId);
      await navigate({ to: "/sign-in", search: {} });
      queries.clear();
    },
  };
}
