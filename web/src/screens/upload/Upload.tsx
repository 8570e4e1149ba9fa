import { msg, plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { keepFile } from "../../api/download";
import { useTenant } from "../../api/tenant";
import { useKeys } from "../../keys/Keys";
import { Icon } from "../../parts/Icon";
import { Refusal } from "../../parts/Refusal";
import { useHelp } from "../../parts/useHelp";
import { usePageTitle } from "../../parts/usePageTitle";
import { number } from "../../words/format";
import { shipmentQuery } from "../shipments/shipments";
import { PlannedShipment } from "./PlannedShipment";
import { isTakeable, isValid, type Planned, plan, take } from "./plan";
import { SourcesView, useSystems } from "./SourcesView";
import { jsonOf, useSources } from "./useSources";
import "./upload.css";

/** Shipments that are pasted, dropped or copied: what would come of each is shown before any is
 * kept. */
export function Upload() {
  const { t } = useLingui();
  const tenant = useTenant();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { tenant: slug } = useParams({ from: "/$tenant/shipments/new" });
  const { copy, system = "" } = useSearch({ from: "/$tenant/shipments/new" });
  const copied = useQuery({ ...shipmentQuery(tenant.id, copy ?? ""), enabled: Boolean(copy) });
  const sources = useSources(copied.data?.document);
  const systems = useSystems();
  const text = useRef<HTMLTextAreaElement>(null);
  const [showsWrong, setShowsWrong] = useState(false);
  const [tried, setTried] = useState<{ tried: number; all: number }>();
  const stop = useRef(new AbortController());
  const preview = useMutation({
    mutationFn: () => {
      stop.current = new AbortController();
      setTried(undefined);
      return plan(sources.all, system ? [system] : systems, stop.current.signal, (count, all) =>
        setTried({ tried: count, all }),
      );
    },
  });
  useEffect(() => () => stop.current.abort(), []);
  const taking = useMutation({
    mutationFn: (planned: readonly Planned[]) => take(planned),
    onSuccess: async (refused) => {
      await queries.invalidateQueries({ queryKey: ["shipments", tenant.id] });
      if (refused.length > 0) return;
      sources.clear();
      await navigate({ to: "/$tenant/shipments", params: { tenant: slug }, search: {} });
    },
  });
  usePageTitle(t`New shipment`);
  const planned = preview.data ?? [];
  const takeable = planned.filter(isTakeable);
  const valid = planned.filter(isValid);
  const refused = planned.filter((it) => !isValid(it));
  const shown = showsWrong ? refused : planned;
  const failed = preview.error ?? taking.error;
  const isReady = sources.all.length > 0 && !preview.isPending;
  const forgetPlan = () => {
    stop.current.abort();
    preview.reset();
    taking.reset();
    setShowsWrong(false);
  };
  const showLine = (line: number) => {
    const area = text.current;
    if (!area) return;
    const from = area.value.split("\n", line - 1).join("\n").length + (line > 1 ? 1 : 0);
    const end = area.value.indexOf("\n", from);
    area.focus();
    area.setSelectionRange(from, end < 0 ? area.value.length : end);
    const height = area.scrollHeight / Math.max(area.value.split("\n").length, 1);
    area.scrollTop = Math.max((line - 6) * height, 0);
  };
  const edit = ({ document, source }: Planned) => {
    if (!document) return;
    forgetPlan();
    sources.remove(source.name);
    sources.type(jsonOf(document));
    text.current?.focus();
  };
  const exportRefused = () => {
    const lines = refused
      .filter((it) => it.document ?? !it.message)
      .map(({ document, source, line }) =>
        document ? JSON.stringify(document) : (source.text.split("\n")[line - 1] ?? ""),
      );
    const content = lines.filter(Boolean).join("\n");
    keepFile("shipments.ndjson", new Blob([content], { type: "application/x-ndjson" }));
  };
  const help = useHelp(() => {
    const codes = refused.flatMap((it) => it.wrong.flatMap((wrong) => wrong.code ?? []));
    return { title: t`New shipment`, codes: [...new Set(codes)].slice(0, 5) };
  });
  const explain = (code: string) => help.open({ title: code, codes: [code] });
  const act = () => {
    if (takeable.length > 0 && takeable.length === valid.length) taking.mutate(takeable);
    else if (planned.length === 0 && isReady) preview.mutate();
  };
  useKeys([
    {
      keys: "Ctrl+Enter",
      place: "upload",
      words: msg`Show what would come of it, then take all`,
      whileTyping: true,
      act,
    },
    {
      keys: "Esc",
      place: "upload",
      words: msg`Back to the shipments`,
      act: () => void navigate({ to: "/$tenant/shipments", params: { tenant: slug }, search: {} }),
    },
  ]);
  return (
    <>
      <header className="bar">
        <span className="crumb">
          <Link to="/$tenant/shipments" params={{ tenant: slug }} search={{}}>
            <Trans>Shipments</Trans>
          </Link>
          <Icon name="right" size={12} />
        </span>
        <h1>
          <Trans>New shipment</Trans>
        </h1>
      </header>
      {help.drawer}
      <div className="fill upload">
        <SourcesView
          sources={sources}
          text={text}
          system={system}
          onSystem={(to) =>
            void navigate({
              to: "/$tenant/shipments/new",
              params: { tenant: slug },
              search: { ...(copy ? { copy } : {}), ...(to ? { system: to } : {}) },
              replace: true,
            })
          }
          onChange={forgetPlan}
        />
        <div className="planned scroll" aria-live="polite" aria-busy={preview.isPending}>
          {failed && <Refusal>{failed.message}</Refusal>}
          {taking.data?.map((why) => (
            <Refusal key={why}>{why}</Refusal>
          ))}
          {planned.length > 1 && (
            <div className="row g2">
              <b>{t`${plural(planned.length, { one: "One shipment", other: "# shipments" })}`}</b>
              <span className="q">
                {t`${plural(refused.length, { one: "one is not valid", other: "# are not valid" })}`}
              </span>
              {refused.length > 0 && refused.length < planned.length && (
                <button
                  type="button"
                  className="btn bare small right"
                  aria-pressed={showsWrong}
                  onClick={() => setShowsWrong((shows) => !shows)}
                >
                  {showsWrong ? t`Show all` : t`Show these only`}
                </button>
              )}
            </div>
          )}
          {shown.slice(0, mostShown).map((it) => (
            <PlannedShipment
              key={it.key}
              planned={it}
              onLine={showLine}
              onCode={explain}
              onEdit={edit}
            />
          ))}
          {shown.length > mostShown && (
            <p className="q">
              <Trans>The first {mostShown} are shown.</Trans>
            </p>
          )}
          {!failed && planned.length === 0 && (
            <p className="q">
              <Trans>What would come of it is shown here. Nothing is kept before.</Trans>
            </p>
          )}
        </div>
      </div>
      <div className="upfoot">
        <button
          type="button"
          className={planned.length === 0 ? "btn main" : "btn"}
          disabled={!isReady}
          onClick={() => preview.mutate()}
        >
          <Icon name="eye" />
          <Trans>Show what would come of it</Trans>
        </button>
        {preview.isPending && (
          <button type="button" className="btn" onClick={() => stop.current.abort()}>
            <Trans>Cancel</Trans>
          </button>
        )}
        <span className="q s" role="status">
          {preview.isPending && tried && tried.all > 1
            ? t`${number(tried.tried)} of ${number(tried.all)} tried`
            : planned.length > 0
              ? t`Nothing is kept yet.`
              : ""}
        </span>
        <span className="fill" />
        {refused.some((it) => !it.message) && (
          <button type="button" className="btn" onClick={exportRefused}>
            <Icon name="download" />
            <Trans>Export those that are not valid</Trans>
          </button>
        )}
        {valid.length > 0 && valid.length < planned.length && (
          <button
            type="button"
            className={valid.length < takeable.length ? "btn" : "btn main"}
            disabled={taking.isPending}
            onClick={() => taking.mutate(valid)}
          >
            <Trans>Take the {valid.length} that are valid</Trans>
          </button>
        )}
        {takeable.length > 0 &&
          (valid.length < takeable.length || valid.length === planned.length) && (
            <button
              type="button"
              className="btn main"
              disabled={taking.isPending}
              onClick={() => taking.mutate(takeable)}
            >
              <Trans>Take all {takeable.length}</Trans>
            </button>
          )}
      </div>
    </>
  );
}

/** Shipments of which it is shown what would come of them. */
const mostShown = 200;
