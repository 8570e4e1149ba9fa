import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Menu } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Fragment } from "react";
import { answered, api } from "../api/client";
import { type Session, type SessionTenant, tenantSlug } from "../api/session";
import { forgetAll } from "../api/typed";
import { useKeys } from "../keys/Keys";
import { Icon } from "../parts/Icon";
import { initials } from "../parts/Person";
import { countOf, countsQuery } from "../screens/worklist/rows";
import { useTheme } from "../theme/useTheme";
import { number } from "../words/format";
import { choose, type Locale, locales } from "../words/locale";
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
            </Link>
          ))}
        </Fragment>
      ))}
      <div className="end" />
      <PersonMenu session={session} slug={slug} />
    </nav>
  );
}

/** How many declarations are open; it follows what happens. */
function OpenCount({ tenant }: { tenant: string }) {
  const { data } = useQuery(countsQuery(tenant, {}));
  const count = countOf(data, "open");
  return count ? <span className="n">{number(count)}</span> : null;
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
  const [look, turn] = useTheme();
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
        <Menu.Item leftSection={<Icon name="light" />} onClick={turn}>
          {look === "dark" ? t`Light` : t`Dark`}
        </Menu.Item>
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
