import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { sessionQuery, tenantSlug } from "../api/session";
import { Shell } from "../shell/Shell";
import { queries } from "./queries";
import { parseSearch, type Search, writeSearch } from "./search";

const root = createRootRoute({
  component: Outlet,
  validateSearch: (search): Search => search as Search,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  component: lazyRouteComponent(() => import("../screens/signin/SignIn"), "SignIn"),
});

/** The first page: the work list of the first tenant. */
const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: async () => {
    const session = await queries.ensureQueryData(sessionQuery);
    const tenant = session?.tenants[0];
    if (!tenant) throw redirect({ to: "/sign-in", search: {} });
    throw redirect({
      to: "/$tenant/declarations",
      params: { tenant: tenantSlug(tenant) },
      search: {},
    });
  },
});

const shell = createRoute({
  getParentRoute: () => root,
  path: "/$tenant",
  beforeLoad: async ({ location }) => {
    const session = await queries.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: "/sign-in", search: { to: location.href } });
  },
  component: Shell,
});

const workList = createRoute({
  getParentRoute: () => shell,
  path: "/declarations",
  component: lazyRouteComponent(() => import("../screens/worklist/WorkList"), "WorkList"),
});

const declaration = createRoute({
  getParentRoute: () => shell,
  path: "/declarations/$id",
  component: lazyRouteComponent(() => import("../screens/declaration/Declaration"), "Declaration"),
});

/** Two revisions side by side: `1..now`, `1..customs`. */
const revisions = createRoute({
  getParentRoute: () => shell,
  path: "/declarations/$id/revisions/$compare",
  beforeLoad: ({ params: { tenant, id, compare } }) => {
    throw redirect({
      to: "/$tenant/declarations/$id",
      params: { tenant, id },
      search: { pane: "revisions", compare: compare.replace(/now$/, "current") },
      replace: true,
    });
  },
});

const correction = createRoute({
  getParentRoute: () => shell,
  path: "/declarations/$id/correct",
  component: lazyRouteComponent(() => import("../screens/correction/Correction"), "Correction"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    signIn,
    shell.addChildren([workList, declaration, revisions, correction]),
  ]),
  parseSearch,
  stringifySearch: writeSearch,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
