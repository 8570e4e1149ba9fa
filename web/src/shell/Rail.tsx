import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Menu } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Fragment } from "react";
import { answered, api } from "../api/client";
import { type Session, type SessionTenant, tenantSlug } from "../api/session";
import { forgetAll } from "../api/typed";
import { useBoard, useKeys } from "../keys/Keys";
import { Icon } from "../parts/Icon";
import { initials } from "../parts/Person";
import { alertsQuery } from "../screens/trouble/query";
import { countOf, countsQuery } from "../screens/worklist/rows";
import { useTheme } from "../theme/useTheme";
import { number } from "../words/format";
import { choose, type Locale, locales } from "../words/locale";
import { FirstStepsLink } from "./FirstStepsLink";
import { screenGroups } from "./screens";

interface RailProps {
  session: Session;
  tenant: SessionTenant;
}

/** The screens, the tenant, and who is signed in. */
export function Rail({ session, tenant }: RailProps) {
  const { t, i18n } = useLingui();
  const slug = tenantSlug(tenant);
  return (
    <nav className="rail" aria-label={t`Main`}>
      <TenantMenu session={session} tenant={tenant} />
      {screenGroups(tenant.scopes).map(({ words, screens }) => (
        <Fragment key={words?.id ?? ""}>
          {words && <hr />}
          {words && <h2>{i18n._(words)}</h2>}
          {screens.map((screen) => (
            <Link
              key={screen.to}
              to={screen.to}
              params={{ tenant: slug }}
              search={{}}
              title={i18n._(screen.words)}
            >
              <Icon name={screen.icon} />
              <span>{i18n._(screen.words)}</span>
              {screen.to === "/$tenant/declarations" && <OpenCount tenant={tenant.id} />}
              {screen.to === "/$tenant/trouble" && <TroubleCount tenant={tenant.id} />}
            </Link>
          ))}
        </Fragment>
      ))}
      <div className="end" />
      {tenant.scopes.includes("admin:users") && <FirstStepsLink tenant={tenant.id} slug={slug} />}
      <Everywhere />
      <PersonMenu session={session} slug={slug} />
    </nav>
  );
}

/** What works on every screen: everything that can be done, help, the look. */
function Everywhere() {
  const { t } = useLingui();
  const board = useBoard();
  const [look, turn] = useTheme();
  const press = (keys: string) => () =>
    board
      .all()
      .findLast((it) => it.keys === keys)
      ?.act();
  // Help on what has the focus, where the screen has some; else the keys.
  const help = () => (board.all().some((it) => it.keys === "F1") ? press("F1") : press("?"))();
  const entries = [
    { name: t`Search`, icon: "search", keys: "Ctrl K", act: press("Ctrl+K") },
    { name: t`Help`, icon: "help", keys: "F1", act: help },
    { name: look === "dark" ? t`Light` : t`Dark`, icon: "light", keys: "", act: turn },
  ] as const;
  return entries.map((entry) => (
    <button
      key={entry.icon}
      type="button"
      className="account"
      title={[entry.name, entry.keys].filter(Boolean).join(" · ")}
      onClick={entry.act}
    >
      <Icon name={entry.icon} />
      <span className="cut">{entry.name}</span>
    </button>
  ));
}

/** How many declarations are open; it follows what happens. */
function OpenCount({ tenant }: { tenant: string }) {
  const { data } = useQuery(countsQuery(tenant, {}));
  const count = countOf(data, "open");
  return count ? <span className="n">{number(count)}</span> : null;
}

/** How much trouble nobody has solved. */
function TroubleCount({ tenant }: { tenant: string }) {
  const { data } = useQuery(alertsQuery(tenant, "open"));
  const count = data?.alerts.length ?? 0;
  return count > 0 ? <span className="n bad">{number(count)}</span> : null;
}

function TenantMenu({ session, tenant }: RailProps) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const mark = (
    <>
      <span className="mark">{tenant.name[0]?.toUpperCase()}</span>
      <span className="cut">{tenant.name}</span>
    </>
  );
  if (session.tenants.length === 1) return <div className="tenant">{mark}</div>;
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className="tenant" title={t`${tenant.name}: switch tenant`}>
          {mark}
          <Icon name="down" size={12} className="q right" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {session.tenants.map((other) => (
          <Menu.Item
            key={other.id}
            onClick={() =>
              void navigate({
                to: "/$tenant/declarations",
                params: { tenant: tenantSlug(other) },
                search: {},
              })
            }
          >
            {other.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function PersonMenu({ session, slug }: { session: Session; slug: string }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [, turn] = useTheme();
  const signOut = async (everywhere: boolean) => {
    await answered(api.DELETE("/v1/session", { params: { query: { everywhere } } }));
    forgetAll(session.userId);
    await navigate({ to: "/sign-in", search: {} });
    queries.clear();
  };
  useKeys([{ keys: "Ctrl+Shift+L", place: "everywhere", words: msg`Light or dark`, act: turn }]);
  return (
    <Menu position="right-end">
      <Menu.Target>
        <button type="button" className="account" title={t`Signed in as ${session.displayName}`}>
          <span className="who me" aria-hidden="true">
            {initials(session.displayName)}
          </span>
          <span className="cut">{session.displayName}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {Object.entries(locales).map(([locale, name]) => (
          <Menu.Item key={locale} onClick={() => void choose(locale as Locale)}>
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<Icon name="person" />}
          onClick={() =>
            void navigate({ to: "/$tenant/account", params: { tenant: slug }, search: {} })
          }
        >
          {t`Your account`}
        </Menu.Item>
        <Menu.Item onClick={() => void signOut(false)}>{t`Sign out here`}</Menu.Item>
        <Menu.Item onClick={() => void signOut(true)}>{t`Sign out everywhere`}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
