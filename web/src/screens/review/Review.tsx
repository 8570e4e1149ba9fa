import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { Problem } from "../../api/problem";
import { useTenant } from "../../api/tenant";
import { useKeys } from "../../keys/Keys";
import type { KeyAct } from "../../keys/registry";
import { Icon } from "../../parts/Icon";
import { Refusal } from "../../parts/Refusal";
import { usePageTitle } from "../../parts/usePageTitle";
import { exactly, moment, number } from "../../words/format";
import { useReplay } from "../flows/useReplay";
import { personOf } from "../flows/words";
import { Depends } from "./Depends";
import { Differences } from "./Differences";
import { askForReview, type Kind, publish, type ReviewAnswer, reviewQuery, sendBack } from "./data";
import { Effects } from "./Effects";
import { Gates } from "./Gates";
import { History } from "./History";
import { Sums } from "./Sums";
import { TableEffects } from "./TableEffects";
import "../flows/flows.css";
import "./review.css";

/** The review of a flow's draft. */
export function FlowReview() {
  const { tenant, name } = useParams({ from: "/$tenant/flows/$name/review" });
  return <Review kind="flows" slug={tenant} name={name} />;
}

/** The review of a decision table's draft. */
export function TableReview() {
  const { tenant, name } = useParams({ from: "/$tenant/tables/$name/review" });
  return <Review kind="decisiontables" slug={tenant} name={name} />;
}

interface ReviewProps {
  kind: Kind;
  name: string;
  slug: string;
}

/** What a second person sees of a draft before publishing it, on one page. */
function Review({ kind, name, slug }: ReviewProps) {
  const { t } = useLingui();
  const tenant = useTenant();
  const { data: review, error } = useQuery(reviewQuery(tenant.id, kind, name));
  usePageTitle(t`Review of ${name}`);
  if (error) {
    const isGone = error instanceof Problem && error.status === 404;
    return (
      <>
        <header className="bar">
          <Crumb kind={kind} name={name} slug={slug} />
          <h1>
            <Trans>Review</Trans>
          </h1>
        </header>
        {isGone ? (
          <p className="empty">
            <Trans>There is no draft of {name} to review.</Trans>
          </p>
        ) : (
          <Refusal>{error.message}</Refusal>
        )}
      </>
    );
  }
  if (!review) {
    return (
      <header className="bar">
        <Crumb kind={kind} name={name} slug={slug} />
        <h1>
          <Trans>Review</Trans>
        </h1>
      </header>
    );
  }
  return <Page kind={kind} name={name} slug={slug} review={review} />;
}

function Crumb({ kind, name, slug }: ReviewProps) {
  const isFlow = kind === "flows";
  return (
    <span className="crumb">
      <a href={isFlow ? `/${slug}/flows` : `/${slug}/tables`}>
        {isFlow ? <Trans>Flows</Trans> : <Trans>Decision tables</Trans>}
      </a>
      <Icon name="right" size={12} />
      {isFlow ? (
        <Link
          to="/$tenant/flows/$name/$version"
          params={{ tenant: slug, name, version: "draft" }}
          search={{}}
        >
          {name}
        </Link>
      ) : (
        <a href={`/${slug}/tables/${encodeURIComponent(name)}`}>{name}</a>
      )}
      <Icon name="right" size={12} />
    </span>
  );
}

function Page({ kind, name, slug, review }: ReviewProps & { review: ReviewAnswer }) {
  const { t } = useLingui();
  const tenant = useTenant();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [word, setWord] = useState("");
  const replay = useReplay(name);
  const { version, demand, mayPublish, why } = review;
  const { problems } = review.check;
  const asked = version.review;
  const seen = () => queries.invalidateQueries({ queryKey: ["configuration", tenant.id] });
  const ask = useMutation({
    mutationFn: () => askForReview(kind, name, version.etag, word.trim()),
    onSuccess: () => {
      setWord("");
      return seen();
    },
  });
  const back = useMutation({ mutationFn: () => sendBack(kind, name), onSuccess: seen });
  const go = useMutation({
    mutationFn: () => publish(kind, name, version.etag, word.trim()),
    onSuccess: async (published) => {
      await seen();
      if (kind !== "flows" || !("version" in published)) return;
      await navigate({
        to: "/$tenant/flows/$name/$version",
        params: { tenant: slug, name, version: String(published.version) },
        search: { dock: "running" },
      });
    },
  });
  const isFree = !demand.fourEyes;
  const canPublish = (isFree || (asked != null && mayPublish)) && problems.length === 0;
  const canAsk = !isFree && !asked && problems.length === 0;
  const isBusy = ask.isPending || back.isPending || go.isPending;
  const act = () => {
    if (isBusy) return;
    if (canPublish) go.mutate();
    else if (canAsk && word.trim() !== "") ask.mutate();
  };
  const keys: KeyAct[] = [
    {
      keys: "Ctrl+Enter",
      place: "review",
      words: canPublish ? msg`Publish` : msg`Ask for review`,
      whileTyping: true,
      act,
    },
    ...(asked
      ? [
          {
            keys: "B",
            place: "review" as const,
            words: msg`Send back`,
            act: () => back.mutate(),
          },
        ]
      : []),
    {
      keys: "Esc",
      place: "review",
      words: msg`One step out`,
      act: () =>
        kind === "flows" &&
        void navigate({
          to: "/$tenant/flows/$name/$version",
          params: { tenant: slug, name, version: "draft" },
          search: {},
        }),
    },
  ];
  useKeys(keys);
  const refused = ask.error ?? back.error ?? go.error;
  return (
    <>
      <header className="bar">
        <Crumb kind={kind} name={name} slug={slug} />
        <h1 className="cut">
          <Trans>Review of version {number(version.version)}</Trans>
        </h1>
        {asked ? (
          <>
            <span className="tag a">{t`waits for a second person`}</span>
            <span className="q s nw" title={exactly(asked.askedAt)}>
              <Trans>
                asked for by {personOf(asked.askedBy)}, {moment(asked.askedAt)}
              </Trans>
            </span>
          </>
        ) : (
          <span className="q s nw" title={exactly(version.updatedAt)}>
            <Trans>
              edited by {personOf(version.editedBy ?? version.updatedBy)},{" "}
              {moment(version.updatedAt)}
            </Trans>
          </span>
        )}
        <span className="right row g2">
          {asked && (
            <button type="button" className="btn" disabled={isBusy} onClick={() => back.mutate()}>
              <Trans>Send back</Trans> <kbd>B</kbd>
            </button>
          )}
          {asked && !mayPublish && <span className="q s nw">{t`waits for a second person`}</span>}
          {canAsk && (
            <button
              type="button"
              className="btn main"
              disabled={isBusy || word.trim() === ""}
              title={word.trim() === "" ? t`Say why, at the right` : undefined}
              onClick={act}
            >
              <Trans>Ask for review</Trans> <kbd>Ctrl</kbd>
              <kbd>Enter</kbd>
            </button>
          )}
          {canPublish && (
            <button type="button" className="btn main" disabled={isBusy} onClick={act}>
              <Trans>Publish version {number(version.version)}</Trans> <kbd>Ctrl</kbd>
              <kbd>Enter</kbd>
            </button>
          )}
        </span>
      </header>
      <div className="sums">
        <Sums review={review} replay={replay} />
      </div>
      {refused && <Refusal>{refused.message}</Refusal>}
      <div className="rv">
        <section className="scroll" tabIndex={0} aria-label={t`Differences`}>
          <Differences review={review} />
          {kind === "flows" ? (
            <Effects replay={replay} slug={slug} />
          ) : (
            <TableEffects name={name} slug={slug} />
          )}
        </section>
        <aside
          className="beside scroll"
          tabIndex={0}
          aria-label={t`What it takes, and who did what`}
        >
          <Gates review={review} replay={kind === "flows" ? replay : undefined} />
          {(canAsk || canPublish) && (
            <div className="sec">
              <h2>
                <label htmlFor="word">
                  {canAsk ? <Trans>Why</Trans> : <Trans>Your word</Trans>}
                </label>
              </h2>
              <p className="q s said">
                {canAsk ? (
                  <Trans>The second person reads it first.</Trans>
                ) : (
                  <Trans>Stands with the version.</Trans>
                )}
              </p>
              <textarea
                id="word"
                value={word}
                onChange={(event) => setWord(event.currentTarget.value)}
              />
            </div>
          )}
          {asked && !mayPublish && why && (
            <div className="sec">
              <p className="note n">
                <Icon name="person" size={14} />
                {why.message}
              </p>
            </div>
          )}
          <Depends kind={kind} name={name} slug={slug} review={review} />
          <History kind={kind} name={name} />
        </aside>
      </div>
    </>
  );
}
