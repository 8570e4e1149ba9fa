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

const password = createRoute({
  getParentRoute: () => root,
  path: "/password",
  component: lazyRouteComponent(() => import("../screens/signin/ChoosePassword"), "ChoosePassword"),
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

const account = createRoute({
  getParentRoute: () => shell,
  path: "/account",
  component: lazyRouteComponent(() => import("../screens/account/Account"), "Account"),
});

const declaration = createRoute({
  getParentRoute: () => shell,
  path: "/declarations/$id",
  component: lazyRouteComponent(() => import("../screens/declaration/Declaration"), "Declaration"),
});

const trouble = createRoute({
  getParentRoute: () => shell,
  path: "/trouble",
  component: lazyRouteComponent(() => import("../screens/trouble/Trouble"), "Trouble"),
});

const shipments = createRoute({
  getParentRoute: () => shell,
  path: "/shipments",
  component: lazyRouteComponent(() => import("../screens/shipments/Shipments"), "Shipments"),
});

const newShipment = createRoute({
  getParentRoute: () => shell,
  path: "/shipments/new",
  component: lazyRouteComponent(() => import("../screens/upload/Upload"), "Upload"),
});

const shipment = createRoute({
  getParentRoute: () => shell,
  path: "/shipments/$reference",
  component: lazyRouteComponent(() => import("../screens/shipments/Shipment"), "Shipment"),
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

const dashboard = createRoute({
  getParentRoute: () => shell,
  path: "/dashboard",
  component: lazyRouteComponent(() => import("../screens/dashboard/Dashboard"), "Dashboard"),
});

const masterData = lazyRouteComponent(
  () => import("../screens/masterdata/MasterData"),
  "MasterData",
);

/** The kinds of master data: articles first. */
const allMasterData = createRoute({
  getParentRoute: () => shell,
  path: "/masterdata",
  component: masterData,
});

const masterDataOfKind = createRoute({
  getParentRoute: () => shell,
  path: "/masterdata/$kind",
  component: masterData,
});

const masterDataRecord = createRoute({
  getParentRoute: () => shell,
  path: "/masterdata/$kind/$code",
  component: masterData,
});

const connections = createRoute({
  getParentRoute: () => shell,
  path: "/connections",
  component: lazyRouteComponent(() => import("../screens/connections/Connections"), "Connections"),
});

const clients = createRoute({
  getParentRoute: () => shell,
  path: "/clients",
  component: lazyRouteComponent(() => import("../screens/clients/Clients"), "Clients"),
});

const users = createRoute({
  getParentRoute: () => shell,
  path: "/users",
  component: lazyRouteComponent(() => import("../screens/users/Users"), "Users"),
});

const subscriptions = createRoute({
  getParentRoute: () => shell,
  path: "/subscriptions",
  component: lazyRouteComponent(
    () => import("../screens/subscriptions/Subscriptions"),
    "Subscriptions",
  ),
});

const mappings = createRoute({
  getParentRoute: () => shell,
  path: "/mappings",
  component: lazyRouteComponent(() => import("../screens/mappings/Mappings"), "Mappings"),
});

const audit = createRoute({
  getParentRoute: () => shell,
  path: "/audit",
  component: lazyRouteComponent(() => import("../screens/audit/Audit"), "Audit"),
});

const firstSteps = createRoute({
  getParentRoute: () => shell,
  path: "/first-steps",
  component: lazyRouteComponent(() => import("../screens/firststeps/FirstSteps"), "FirstSteps"),
});

const help = lazyRouteComponent(() => import("../screens/help/Help"), "Help");

const helpContents = createRoute({ getParentRoute: () => shell, path: "/help", component: help });

const helpAbout = createRoute({
  getParentRoute: () => shell,
  path: "/help/$about",
  component: help,
});

const helpPage = createRoute({
  getParentRoute: () => shell,
  path: "/help/$about/$code",
  component: help,
});

const tables = createRoute({
  getParentRoute: () => shell,
  path: "/tables",
  component: lazyRouteComponent(() => import("../screens/tables/Tables"), "Tables"),
});

const table = createRoute({
  getParentRoute: () => shell,
  path: "/tables/$name",
  component: lazyRouteComponent(() => import("../screens/tables/Table"), "Table"),
});

const tableVersion = createRoute({
  getParentRoute: () => shell,
  path: "/tables/$name/$version",
  component: lazyRouteComponent(() => import("../screens/tables/Table"), "Table"),
});

const flows = createRoute({
  getParentRoute: () => shell,
  path: "/flows",
  component: lazyRouteComponent(() => import("../screens/flowlist/Flows"), "Flows"),
});

/** A flow without a version: its draft, or what the draft would begin from. */
const flowOf = createRoute({
  getParentRoute: () => shell,
  path: "/flows/$name",
  beforeLoad: ({ params: { tenant, name } }) => {
    throw redirect({
      to: "/$tenant/flows/$name/$version",
      params: { tenant, name, version: "draft" },
      search: {},
      replace: true,
    });
  },
});

const flow = createRoute({
  getParentRoute: () => shell,
  path: "/flows/$name/$version",
  component: lazyRouteComponent(() => import("../screens/flows/Flow"), "Flow"),
});

const flowReview = createRoute({
  getParentRoute: () => shell,
  path: "/flows/$name/review",
  component: lazyRouteComponent(() => import("../screens/review/Review"), "FlowReview"),
});

const tableReview = createRoute({
  getParentRoute: () => shell,
  path: "/tables/$name/review",
  component: lazyRouteComponent(() => import("../screens/review/Review"), "TableReview"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    signIn,
    password,
    shell.addChildren([
      workList,
      account,
      declaration,
      revisions,
      correction,
      shipments,
      newShipment,
      shipment,
      trouble,
      dashboard,
      allMasterData,
      masterDataOfKind,
      masterDataRecord,
      connections,
      clients,
      users,
      subscriptions,
      mappings,
      audit,
      firstSteps,
      helpContents,
      helpAbout,
      helpPage,
      tables,
      table,
      tableVersion,
      flows,
      flowOf,
      flow,
      flowReview,
      tableReview,
    ]),
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
