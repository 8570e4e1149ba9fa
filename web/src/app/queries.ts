import { QueryClient } from "@tanstack/react-query";
import { whenSignedOut } from "../api/client";
import { isPassing } from "../api/problem";
import { sessionQuery } from "../api/session";

/** What was read of the server. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => count < 3 && isPassing(error),
      refetchOnWindowFocus: true,
    },
  },
});

// The session ended elsewhere, or ran out: the sign-in comes back to where one was.
whenSignedOut(() => queries.setQueryData(sessionQuery.queryKey, null));
