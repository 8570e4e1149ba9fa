import { useRouter } from "@tanstack/react-router";

/** What shows an address within the application, where it has a screen for it. */
export function useScreenAt(address: string | undefined): (() => void) | undefined {
  const router = useRouter();
  if (!address) return undefined;
  const { pathname } = new URL(address, window.location.origin);
  const [, , found] = router.getMatchedRoutes(pathname);
  if (!found) return undefined;
  return () => router.history.push(address);
}
