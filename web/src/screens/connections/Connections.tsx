import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useTenant } from "../../api/tenant";
import { LinksBar } from "../../parts/LinksBar";
import { type RecordColumn, RecordList } from "../../parts/RecordList";
import { useNow } from "../../parts/useNow";
import { usePageTitle } from "../../parts/usePageTitle";
import { exactly, moment, number } from "../../words/format";
import { ConnectionPane } from "./ConnectionPane";
import { type Link, linksQuery } from "./connections";
import { systemWords } from "./words";

/** The customs systems: which are connected, how each is, and its settings. */
export function Connections() {
  const { t, i18n } = useLingui();
  const tenant = useTenant();
  const now = useNow();
  const navigate = useNavigate();
  const { tenant: slug } = useParams({ from: "/$tenant" });
  const { system } = useSearch({ from: "/$tenant/connections" });
  const { data, error } = useQuery(linksQuery(tenant.id));
  const current = data?.find((it) => it.system === system) ?? data?.[0];
  const ago = (time: string | null | undefined) =>
    time ? <span title={exactly(time)}>{moment(time, now)}</span> : "";
  const columns: RecordColumn<Link>[] = [
    {
      name: "system",
      words: t`System`,
      width: "minmax(170px, 1fr)",
      cell: (it) => {
        const words = systemWords[it.system];
        return <span className="med">{words ? i18n._(words) : it.system}</span>;
      },
    },
    { name: "state", words: t`State`, width: "180px", cell: (it) => <LinkState link={it} /> },
    {
      name: "sent",
      words: t`Last sent`,
      width: "116px",
      isNumber: true,
      cell: (it) => ago(it.state?.lastAnswer?.at),
    },
    {
      name: "received",
      words: t`Last received`,
      width: "132px",
      isNumber: true,
      cell: (it) => ago(it.state?.lastReceivedAt),
    },
    {
      name: "waiting",
      words: t`Waiting`,
      width: "80px",
      isNumber: true,
      cell: (it) => (it.state?.waiting ? number(it.state.waiting) : ""),
    },
  ];
  usePageTitle(t`Connections`);
  return (
    <>
      <LinksBar>{null}</LinksBar>
      <div className="fill records">
        <RecordList
          label={t`Customs systems`}
          rows={data}
          columns={columns}
          nameOf={(it) => it.system}
          selected={current?.system}
          onSelect={(name) =>
            void navigate({
              to: "/$tenant/connections",
              params: { tenant: slug },
              search: { system: name },
              replace: true,
            })
          }
          error={error}
          empty={<Trans>There is no customs system.</Trans>}
        />
        {current && (
          <ConnectionPane
            key={`${current.system} ${current.connection?.etag ?? ""}`}
            link={current}
          />
        )}
      </div>
    </>
  );
}

function LinkState({ link }: { link: Link }) {
  const { t } = useLingui();
  const now = useNow();
  if (!link.connection) return <span className="q">{t`Not connected`}</span>;
  if (link.state?.isDown) {
    const since = link.state.downSince;
    return (
      <span className="late">
        {since ? t`No answer since ${moment(since, now)}` : t`No answer`}
      </span>
    );
  }
  return <span>{link.state?.lastAnswer ? t`Answers` : t`Not used yet`}</span>;
}
