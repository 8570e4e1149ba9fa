import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { pageQuery } from "../../api/pages";
import { useTenant } from "../../api/tenant";
import { useKeys } from "../../keys/Keys";
import { Icon } from "../../parts/Icon";
import { Refusal } from "../../parts/Refusal";
import { Status } from "../../parts/Status";
import { useNow } from "../../parts/useNow";
import { usePageTitle } from "../../parts/usePageTitle";
import { date, number, span } from "../../words/format";
import { DayChart } from "./DayChart";
import { DueToday } from "./DueToday";
import { barsOf, type Figures, figuresQuery, type Period, percent, periodOf } from "./figures";
import { PlantChoice } from "./PlantChoice";
import { Volume } from "./Volume";
import "./dashboard.css";

/** How it goes: each figure and each bar opens the declarations that it counts. */
export function Dashboard() {
  const { t } = useLingui();
  const tenant = useTenant();
  const { tenant: slug } = useParams({ from: "/$tenant/dashboard" });
  const address = useSearch({ from: "/$tenant/dashboard" });
  const navigate = useNavigate();
  const now = useNow(300_000);
  const period = periodOf(address, now);
  const [asTable, setAsTable] = useState(false);
  const { data: figures, error } = useQuery(figuresQuery(tenant.id, period));
  usePageTitle(t`Dashboard`);
  useKeys([
    {
      keys: "T",
      place: "dashboard",
      words: msg`The chart as a table`,
      act: () => setAsTable(!asTable),
    },
  ]);
  const show = (change: Record<string, string>) =>
    void navigate({
      to: "/$tenant/dashboard",
      params: { tenant: slug },
      search: { ...address, ...change },
      replace: true,
    });
  return (
    <>
      <header className="bar">
        <h1>
          <Trans>Dashboard</Trans>
        </h1>
        <label className="row g1 s">
          <Trans>From</Trans>
          <input
            className="word day"
            type="date"
            value={period.from}
            max={period.to}
            onChange={(event) => show({ from: event.currentTarget.value })}
          />
        </label>
        <label className="row g1 s">
          <Trans>to</Trans>
          <input
            className="word day"
            type="date"
            value={period.to}
            min={period.from}
            onChange={(event) => show({ to: event.currentTarget.value })}
          />
        </label>
        <PlantChoice plant={period.plant} onChoose={(plant) => show({ plant })} />
        <span className="fill" />
        <span className="q s wide">
          <Trans>Every figure and bar opens its declarations.</Trans>
        </span>
      </header>
      <div className="fill scroll board" tabIndex={0} role="region" aria-label={t`Figures`}>
        {error && <Refusal>{error.message}</Refusal>}
        {figures?.isSample && (
          <p className="note w">
            <Icon name="trouble" />
            <Trans>
              These are the figures of the newest {number(figures.declarations)} declarations.
              Choose fewer days for all of them.
            </Trans>
          </p>
        )}
        {figures && (
          <>
            <Heads figures={figures} slug={slug} period={period} />
            <div className="cards">
              <section className="card2 wide">
                <h2>
                  <Trans>Declarations per day</Trans>
                </h2>
                <DayChart bars={barsOf(figures, period)} slug={slug} asTable={asTable} />
              </section>
              <Waiting figures={figures} slug={slug} />
              <Errors figures={figures} slug={slug} source="validation" />
              <Errors figures={figures} slug={slug} source="customs" />
              <Volume period={period} slug={slug} />
            </div>
          </>
        )}
      </div>
    </>
  );
}

interface PartProps {
  figures: Figures;
  slug: string;
}

function Length({ seconds }: { seconds: number }) {
  if (seconds < 60) return `${number(seconds)} s`;
  const { count, unit } = span(seconds * 1000);
  return `${number(count)} ${unit}`;
}

/** The figures above all else. */
function Heads({ figures, slug, period }: PartProps & { period: Period }) {
  const untouched = percent(figures.touchless.untouched, figures.touchless.released);
  const refused = percent(figures.refusals.byCustoms, figures.declarations);
  const { p50Seconds, p90Seconds } = figures.timeToRelease;
  const made = { creationDateFrom: period.from, creationDateTo: period.to };
  const to = "/$tenant/declarations";
  const params = { tenant: slug };
  return (
    <div className="heads">
      <Link className="head" to={to} params={params} search={{ group: "done", ...made }}>
        <span className="m s">
          <Trans>Untouched from shipment to release</Trans>
        </span>
        <b>{untouched === undefined ? "–" : `${number(untouched, 1)} %`}</b>
        <span className="q s">
          <Trans>
            {number(figures.touchless.untouched)} of {number(figures.touchless.released)} released
          </Trans>
        </span>
      </Link>
      <Link className="head" to={to} params={params} search={{ group: "done", ...made }}>
        <span className="m s">
          <Trans>Shipment to release, median</Trans>
        </span>
        <b>
          {p50Seconds === null || p50Seconds === undefined ? "–" : <Length seconds={p50Seconds} />}
        </b>
        {p90Seconds !== null && p90Seconds !== undefined && (
          <span className="q s">
            <Trans>
              90 % within <Length seconds={p90Seconds} />
            </Trans>
          </span>
        )}
      </Link>
      <Link
        className="head"
        to={to}
        params={params}
        search={{ group: "problem", status: "CustomsError", ...made }}
      >
        <span className="m s">
          <Trans>Refused by customs</Trans>
        </span>
        <b>{refused === undefined ? "–" : `${number(refused, 1)} %`}</b>
        <span className="q s">
          <Trans>
            {number(figures.refusals.byCustoms)} of {number(figures.declarations)}
          </Trans>
        </span>
      </Link>
      <Link className="head" to={to} params={params} search={{ group: "withCustoms" }}>
        <span className="m s">
          <Trans>Waiting longer than usual</Trans>
        </span>
        <b>{number(figures.waiting.length)}</b>
      </Link>
      <DueToday slug={slug} plant={period.plant} />
    </div>
  );
}

/** The most frequent errors of ours or of customs. */
function Errors({ figures, slug, source }: PartProps & { source: "validation" | "customs" }) {
  const { t } = useLingui();
  const found = figures.errors.filter((it) => it.source === source).slice(0, 8);
  const most = Math.max(1, ...found.map((it) => it.count));
  return (
    <section className="card2">
      <h2>
        {source === "validation" ? t`Our checks that stop most` : t`What customs refuses for`}
      </h2>
      <p className="q s">
        <Trans>declarations that have it now</Trans>
      </p>
      <ul className="bars">
        {found.map((it) => (
          <li key={it.code}>
            <Link
              to="/$tenant/declarations"
              params={{ tenant: slug }}
              search={{ errorCode: it.code }}
              className="cut"
            >
              <span className="ref q">{it.code}</span>{" "}
              {source === "validation" && <CodeTitle code={it.code} />}
            </Link>
            <span className="track" aria-hidden="true">
              <span className={source} style={{ width: `${(100 * it.count) / most}%` }} />
            </span>
            <span className="num">{number(it.count)}</span>
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <p className="m">
          <Trans>None.</Trans>
        </p>
      )}
    </section>
  );
}

/** What a code of ours says, in a few words. */
function CodeTitle({ code }: { code: string }) {
  const { data } = useQuery(pageQuery(code));
  return /\*\*([^*]+)\*\*/u.exec(data ?? "")?.[1] ?? "";
}

/** Declarations that wait longer than nine of ten did. */
function Waiting({ figures, slug }: PartProps) {
  return (
    <section className="card2">
      <h2>
        <Trans>Waiting longer than usual</Trans>
      </h2>
      <p className="q s">
        <Trans>against what nine of ten did not exceed</Trans>
      </p>
      <ul className="waits">
        {figures.waiting.slice(0, 8).map((it) => (
          <li key={it.declarationId} title={date(it.since.slice(0, 10))}>
            <Link
              className="ref cut"
              to="/$tenant/declarations/$id"
              params={{ tenant: slug, id: it.declarationId }}
              search={{}}
            >
              {it.lrn}
            </Link>
            <Status status={it.status} />
            <span className="num">
              <Length seconds={it.seconds} />
            </span>
            <span className="num q">
              <Length seconds={it.usualSeconds} />
            </span>
          </li>
        ))}
      </ul>
      {figures.waiting.length === 0 && (
        <p className="m">
          <Trans>Nothing waits longer than usual.</Trans>
        </p>
      )}
    </section>
  );
}
