import { msg } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Navigate, Outlet, useLocation, useNavigate, useParams } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { useListening } from "../api/changes";
import { setTenant } from "../api/client";
import { sessionQuery, tenantSlug } from "../api/session";
import { TenantProvider } from "../api/tenant";
import { Commands } from "../keys/Commands";
import { KeyMap } from "../keys/KeyMap";
import { useKeys } from "../keys/Keys";
import { useLeftRun } from "../screens/worklist/leftRun";
import { saw } from "../screens/worklist/place";
import { Rail } from "./Rail";
import { screensFor } from "./screens";
import { useStatusPlaces } from "./useStatusPlaces";

// Needed only after somebody left a run that was under way.
const LeftRun = lazy(() => import("../screens/worklist/LeftRun"));

const stored = "cas.rail";

/** Below this width the rail is narrow by itself. */
const narrowBelow = "(max-width: 1360px)";

/** What stands around every screen: the rail, the keys that work everywhere, the commands. */
export function Shell() {
  const { data: session } = useQuery(sessionQuery);
  const { tenant: slug } = useParams({ from: "/$tenant" });
  const location = useLocation();
  const navigate = useNavigate();
  const here = session?.tenants.find((it) => tenantSlug(it) === slug || it.id === slug);
  const screens = screensFor(here?.scopes ?? []);
  const [isNarrow, setNarrow] = useState(() => {
    const chosen = localStorage.getItem(stored);
    return chosen ? chosen === "narrow" : matchMedia(narrowBelow).matches;
  });
  // Where one works in a document, its panes need the width.
  const isEditor = useParams({
    strict: false,
    select: (params) => (params.id ?? params.name) !== undefined,
  });
  const isSmall = isNarrow || (isEditor && !localStorage.getItem(stored));
  const leftRun = useLeftRun();
  const [opened, setOpened] = useState<"commands" | "keys" | null>(null);
  useEffect(() => {
    const media = matchMedia(narrowBelow);
    const follow = () => {
      if (!localStorage.getItem(stored)) setNarrow(media.matches);
    };
    media.addEventListener("change", follow);
    return () => media.removeEventListener("change", follow);
  }, []);
  useEffect(() => {
    const id = /\/declarations\/([0-9a-f-]{36})/u.exec(location.pathname)?.[1];
    if (id) saw(id);
  }, [location.pathname]);
  const turnRail = () => {
    localStorage.setItem(stored, isSmall ? "wide" : "narrow");
    setNarrow(!isSmall);
  };
  useKeys([
    ...screens.map((screen) => ({
      keys: `G ${screen.key}`,
      place: "everywhere" as const,
      words: screen.words,
      act: () => void navigate({ to: screen.to, params: { tenant: slug }, search: {} }),
    })),
    { keys: "Ctrl+B", place: "everywhere", words: msg`Rail wide or narrow`, act: turnRail },
    {
      keys: "Ctrl+K",
      place: "everywhere",
      words: msg`Commands`,
      whileTyping: true,
      act: () => setOpened("commands"),
    },
    {
      keys: "?",
      place: "everywhere",
      words: msg`Keys of this screen`,
      act: () => setOpened("keys"),
    },
  ]);
  // On the way to the sign-in the address is that of the sign-in already.
  if (location.pathname === "/sign-in") return null;
  if (!session) return <Navigate to="/sign-in" search={{ to: location.href }} />;
  const tenant = here;
  if (!tenant) {
    return (
      <main className="alone">
        <h1>
          <Trans>There is no “{slug}” for you.</Trans>
        </h1>
        <p>
          <Trans>An administrator of that tenant can make you a member.</Trans>
        </p>
      </main>
    );
  }
  // Requests of the screens below are made in this tenant.
  setTenant(tenant.id);
  return (
    <TenantProvider value={tenant} key={tenant.id}>
      <Listening tenant={tenant.id} slug={slug} />
      <a className="skip" href="#main">
        <Trans>Skip to the content</Trans>
      </a>
      <div className={isSmall ? "shell narrow" : "shell"}>
        <Rail session={session} tenant={tenant} />
        <main id="main" tabIndex={-1}>
          <Outlet />
          {leftRun && (
            <Suspense>
              <LeftRun id={leftRun} />
            </Suspense>
          )}
        </main>
      </div>
      {opened === "commands" && <Commands onClose={() => setOpened(null)} />}
      {opened === "keys" && <KeyMap onClose={() => setOpened(null)} />}
    </TenantProvider>
  );
}

/** Listens to the tenant's events, and knows its statuses, as long as its screens are shown. */
function Listening({ tenant, slug }: { tenant: string; slug: string }) {
  useListening(tenant);
  useStatusPlaces(tenant, slug);
  return null;
}
