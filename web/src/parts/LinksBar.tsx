import { Trans, useLingui } from "@lingui/react/macro";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMay } from "../api/tenant";

/** The bar of the screens about what is connected with us, with a way from one to the others. */
export function LinksBar({ children }: { children: ReactNode }) {
  const { t } = useLingui();
  const { tenant } = useParams({ from: "/$tenant" });
  const mayConfigure = useMay("admin:configuration");
  const maySubscribe = useMay("read:subscriptions");
  const shared = { params: { tenant }, search: {} };
  return (
    <header className="bar">
      <h1>
        <Trans>Connections</Trans>
      </h1>
      <nav className="tabs" aria-label={t`What is connected`}>
        {mayConfigure && (
          <>
            <Link to="/$tenant/connections" {...shared}>
              <Trans>Customs systems</Trans>
            </Link>
            <Link to="/$tenant/clients" {...shared}>
              <Trans>Clients</Trans>
            </Link>
          </>
        )}
        {mayConfigure && (
          <Link to="/$tenant/mappings" {...shared}>
            <Trans>Mappings</Trans>
          </Link>
        )}
        {maySubscribe && (
          <Link to="/$tenant/subscriptions" {...shared}>
            <Trans>Subscriptions</Trans>
          </Link>
        )}
      </nav>
      <span className="fill" />
      {children}
    </header>
  );
}
