import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useTenant } from "../../api/tenant";
import { useKeys } from "../../keys/Keys";
import { Icon } from "../../parts/Icon";
import { LinksBar } from "../../parts/LinksBar";
import { type RecordColumn, RecordList } from "../../parts/RecordList";
import { useNow } from "../../parts/useNow";
import { usePageTitle } from "../../parts/usePageTitle";
import { moment, number } from "../../words/format";
import { ClientPane } from "./ClientPane";
import { type Client, clientsQuery } from "./clients";
import { NewClient } from "./NewClient";

/** The programs that call the API: what they may, and their secrets. */
export function Clients() {
  const { t } = useLingui();
  const tenant = useTenant();
  const now = useNow();
  const navigate = useNavigate();
  const { tenant: slug } = useParams({ from: "/$tenant/clients" });
  const { client, add } = useSearch({ from: "/$tenant/clients" });
  const { data, error } = useQuery(clientsQuery(tenant.id));
  const current = data?.clients.find((it) => it.clientId === client) ?? data?.clients[0];
  const show = (search: Record<string, string>) =>
    void navigate({ to: "/$tenant/clients", params: { tenant: slug }, search, replace: true });
  const columns: RecordColumn<Client>[] = [
    {
      name: "id",
      words: t`Client`,
      width: "minmax(140px, 1fr)",
      cell: (it) => <span className="med">{it.clientId}</span>,
    },
    { name: "source", words: t`Sends as`, width: "140px", cell: (it) => it.sourceSystem },
    {
      name: "scopes",
      words: t`Rights`,
      width: "80px",
      isNumber: true,
      cell: (it) => number(it.scopes.length),
    },
    {
      name: "state",
      words: t`State`,
      width: "160px",
      cell: (it) => <ClientState client={it} now={now} />,
    },
    {
      name: "made",
      words: t`Made`,
      width: "90px",
      isNumber: true,
      cell: (it) => <span className="q">{moment(it.createdAt, now)}</span>,
    },
  ];
  usePageTitle(t`Clients`);
  useKeys([{ keys: "C", place: "list", words: msg`New client`, act: () => show({ add: "1" }) }]);
  return (
    <>
      <LinksBar>
        <button type="button" className="btn" onClick={() => show({ add: "1" })}>
          <Icon name="add" />
          <Trans>New client</Trans> <kbd>C</kbd>
        </button>
      </LinksBar>
      <div className="fill records">
        <RecordList
          label={t`Clients`}
          rows={data?.clients}
          columns={columns}
          nameOf={(it) => it.clientId}
          selected={add ? undefined : current?.clientId}
          onSelect={(name) => show({ client: name })}
          error={error}
          empty={<Trans>No program may call the API yet.</Trans>}
        />
        {add ? (
          <NewClient onClose={() => show({})} onMade={(name) => show({ client: name, add: "1" })} />
        ) : (
          current && <ClientPane key={current.clientId} client={current} />
        )}
      </div>
    </>
  );
}

function ClientState({ client, now }: { client: Client; now: Date }) {
  const { t } = useLingui();
  const { disabledAt, formerSecretUntil } = client;
  if (disabledAt) return <span className="q">{t`Off since ${moment(disabledAt, now)}`}</span>;
  if (formerSecretUntil && new Date(formerSecretUntil) > now) {
    return t`Two secrets until ${moment(formerSecretUntil, now)}`;
  }
  return t`On`;
}
