import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams, useRouter, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { Problem } from "../../api/problem";
import { useTenant } from "../../api/tenant";
import type { Search } from "../../app/search";
import { useKeys } from "../../keys/Keys";
import { Icon } from "../../parts/Icon";
import { Status } from "../../parts/Status";
import { StillLoading } from "../../parts/StillLoading";
import { nextWords } from "../worklist/next";
import { Bar } from "./Bar";
import "./declaration.css";
import "./items/items.css";
import { declarationQuery, formQuery, type Summary, summaryQuery } from "./data";
import { FieldIndex, inLanguage } from "./model/fields";
import { Open } from "./Open";
import { useNeighbours } from "./useNeighbours";

/** A declaration: what stands in it, why, and what comes next. */
export function Declaration() {
  const { id } = useParams({ from: "/$tenant/declarations/$id" });
  return <One key={id} id={id} />;
}

function One({ id }: { id: string }) {
  const { i18n } = useLingui();
  const tenant = useTenant().id;
  const { tenant: slug } = useParams({ from: "/$tenant/declarations/$id" });
  const address = useSearch({ from: "/$tenant/declarations/$id" });
  const navigate = useNavigate();
  const router = useRouter();
  const neighbours = useNeighbours(tenant, id);
  const queries = useQueryClient();
  const query = declarationQuery(tenant, id);
  const {
    data: declaration,
    error,
    fetchStatus,
    refetch,
  } = useQuery({
    ...query,
    // Until events tell of changes, it is asked again: soon where an answer of customs is due.
    refetchInterval: (query) => (query.state.data?.statusGroup === "withCustoms" ? 4_000 : 30_000),
  });
  const { data: summary } = useQuery(summaryQuery(tenant, declaration));
  const known = declaration ?? neighbours?.row;
  const { data: fields } = useQuery(
    formQuery(known?.declarationType ?? "", known?.jurisdiction ?? ""),
  );
  const index = useMemo(
    () => (fields ? new FieldIndex(fields.form, fields.all) : undefined),
    [fields],
  );
  const back = () => {
    if (neighbours && router.history.canGoBack()) router.history.back();
    else {
      const search: Search = neighbours?.search ?? {};
      void navigate({ to: "/$tenant/declarations", params: { tenant: slug }, search });
    }
  };
  const go = (to: string | undefined) => {
    if (!to) return;
    const { pane } = address;
    void navigate({
      to: "/$tenant/declarations/$id",
      params: { tenant: slug, id: to },
      search: pane ? { pane } : {},
      replace: true,
    });
  };
  const copy = () => {
    const number = known?.mrn ?? known?.arc ?? known?.lrn;
    if (number) void navigator.clipboard.writeText(number);
  };
  useKeys([
    // Once it is open, Esc goes one step out of what has the focus.
    ...(declaration && index
      ? []
      : [
          {
            keys: "Esc",
            place: "declaration" as const,
            words: msg`Back to the list`,
            act: back,
          },
        ]),
    {
      keys: "J",
      place: "declaration",
      words: msg`Next of the list`,
      act: () => go(neighbours?.after),
    },
    {
      keys: "K",
      place: "declaration",
      words: msg`Previous of the list`,
      act: () => go(neighbours?.before),
    },
    { keys: "Y", place: "declaration", words: msg`Copy MRN, else LRN`, act: copy },
  ]);
  return (
    <>
      <Bar
        tenant={tenant}
        known={known}
        neighbours={neighbours}
        typeLabel={typeLabel(
          index,
          declaration?.singleAdministrativeDocument.declType,
          i18n.locale,
        )}
        onBack={back}
        onGo={go}
      />
      {declaration && index ? (
        <Open
          declaration={declaration}
          summary={summary ?? neighbours?.row}
          index={index}
          onBack={back}
        />
      ) : error ? (
        <Refusal error={error} onAgain={() => void refetch()} />
      ) : fetchStatus === "idle" && !declaration ? (
        <div className="blank">
          <Trans>It was not loaded.</Trans>{" "}
          <button type="button" className="link" onClick={() => void refetch()}>
            <Trans>Load it</Trans>
          </button>
        </div>
      ) : (
        <Coming
          row={neighbours?.row}
          onCancel={() => void queries.cancelQueries({ queryKey: query.queryKey })}
        />
      )}
    </>
  );
}

function typeLabel(
  index: FieldIndex | undefined,
  kind: string | undefined,
  locale: string,
): string {
  if (!index) return "";
  return [inLanguage(index.form.label, locale), kind].filter(Boolean).join(" ");
}

/** What is known of it while it is read: status and what comes next, the form in outline. */
function Coming({ row, onCancel }: { row: Summary | undefined; onCancel: () => void }) {
  const { i18n } = useLingui();
  return (
    <>
      <div className="strip2">
        {row && (
          <>
            <Status status={row.currentStatus} pill />
            <b className="next cut">{i18n._(nextWords(row.next.code, row.next.errors ?? 0))}.</b>
          </>
        )}
      </div>
      <StillLoading onCancel={onCancel} />
      <div className="work coming" aria-busy="true">
        <div className="outline" />
        <div className="form">
          {lines.map((line) => (
            <div key={line} className="fs">
              <i className="f" />
              <i className="f" />
              <i className="f" />
            </div>
          ))}
        </div>
        <div className="side" />
      </div>
    </>
  );
}

const lines = ["a", "b", "c", "d", "e", "f", "g"] as const;

/** Why it is not shown, and who can help. */
function Refusal({ error, onAgain }: { error: Error; onAgain: () => void }) {
  const isGone = error instanceof Problem && error.status === 404;
  return (
    <div className="blank" role="alert">
      <p className="note e">
        <Icon name="trouble" />
        <span>
          {isGone ? (
            <Trans>
              There is no such declaration for you. Who administers the tenant can say which
              companies and plants you see.
            </Trans>
          ) : (
            <>
              {error.message}{" "}
              <button type="button" className="link" onClick={onAgain}>
                <Trans>Try again</Trans>
              </button>
            </>
          )}
        </span>
      </p>
    </div>
  );
}
