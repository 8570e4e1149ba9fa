import { useRouter } from "@tanstack/react-router";

/** What shows an address within the application, where it has a screen for it. */
export function useScreenAt(address: string | undefined): (() => void) | undefined {
  const router = useRouter();
  if (!address) return undefined;
  const { pathname } = new URL(address, window.location.origin);
  const [, rest, found] = router.getMatchedRoutes(pathname);
  // Where only its beginning has a screen, what is left over stands under `**`.
  if (!found || "**" in rest) return undefined;
  return () => router.history.push(address);
}
