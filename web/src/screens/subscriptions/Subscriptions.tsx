import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useMay, useTenant } from "../../api/tenant";
import { useKeys } from "../../keys/Keys";
import { Icon } from "../../parts/Icon";
import { LinksBar } from "../../parts/LinksBar";
import { type RecordColumn, RecordList } from "../../parts/RecordList";
import { useNow } from "../../parts/useNow";
import { usePageTitle } from "../../parts/usePageTitle";
import { actorName } from "../../words/actor";
import { moment } from "../../words/format";
import { NewSubscription } from "./NewSubscription";
import { SubscriptionPane } from "./SubscriptionPane";
import { type Subscription, subscriptionsQuery } from "./subscriptions";
import "./subscriptions.css";

/** Where events are posted to, and what became of each. */
export function Subscriptions() {
  const { t } = useLingui();
  const tenant = useTenant();
  const now = useNow();
  const navigate = useNavigate();
  const mayMake = useMay("create:subscriptions");
  const { tenant: slug } = useParams({ from: "/$tenant/subscriptions" });
  const { subscription, add } = useSearch({ from: "/$tenant/subscriptions" });
  const { data, error } = useQuery(subscriptionsQuery(tenant.id));
  const found = data?.subscriptions;
  const current = found?.find((it) => it.id === subscription) ?? found?.[0];
  const show = (search: Record<string, string>) =>
    void navigate({
      to: "/$tenant/subscriptions",
      params: { tenant: slug },
      search,
      replace: true,
    });
  const columns: RecordColumn<Subscription>[] = [
    {
      name: "url",
      words: t`Posts to`,
      width: "minmax(200px, 1fr)",
      cell: (it) => (
        <span className="med" title={it.url}>
          {it.name ?? it.url}
        </span>
      ),
    },
    {
      name: "events",
      words: t`Events`,
      width: "180px",
      cell: (it) => it.filters.map((filter) => filter.eventType).join(", ") || t`all`,
    },
    { name: "client", words: t`Made by`, width: "140px", cell: (it) => actorName(it.clientId) },
    {
      name: "state",
      words: t`State`,
      width: "110px",
      cell: (it) => (it.disabledAt ? <span className="late">{t`Off`}</span> : t`On`),
    },
    {
      name: "made",
      words: t`Made`,
      width: "80px",
      isNumber: true,
      cell: (it) => <span className="q">{moment(it.createdAt, now)}</span>,
    },
  ];
  usePageTitle(t`Subscriptions`);
  useKeys(
    mayMake
      ? [{ keys: "C", place: "list", words: msg`New subscription`, act: () => show({ add: "1" }) }]
      : [],
  );
  return (
    <>
      <LinksBar>
        {mayMake && (
          <button type="button" className="btn" onClick={() => show({ add: "1" })}>
            <Icon name="add" />
            <Trans>New subscription</Trans> <kbd>C</kbd>
          </button>
        )}
      </LinksBar>
      <div className="fill records">
        <RecordList
          label={t`Subscriptions`}
          rows={found}
          columns={columns}
          nameOf={(it) => it.id}
          selected={add ? undefined : current?.id}
          onSelect={(id) => show({ subscription: id })}
          error={error}
          empty={<Trans>Nobody is told of events yet.</Trans>}
        />
        {add ? (
          <NewSubscription onClose={() => show({})} />
        ) : (
          current && <SubscriptionPane key={current.id} subscription={current} />
        )}
      </div>
    </>
  );
}
