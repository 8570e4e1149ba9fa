import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";
import { Problem } from "../../api/problem";
import { useSession } from "../../api/session";
import { useMay, useTenant } from "../../api/tenant";
import { useKeys } from "../../keys/Keys";
import { usePageTitle } from "../../parts/usePageTitle";
import { type Declaration, declarationQuery, documentOf } from "../declaration/data";
import { applied, emptyDraft, patchOf } from "../declaration/model/draft";
import type { FieldIndex } from "../declaration/model/fields";
import { useDraft } from "../declaration/model/useDraft";
import { Changes } from "./Changes";
import { Head } from "./Head";
import { PlanPane } from "./PlanPane";
import { doWish, isComplete, tryWish, type Wish } from "./plan";
import { noteReason } from "./reason";
import { stateOf, verbOf, type Way, waysOf } from "./ways";

interface GuideProps {
  declaration: Declaration;
  index: FieldIndex;
}

/** One guided step: which way, what changes, why, and beside it what that would do. */
export function Guide({ declaration, index }: GuideProps) {
  const { t } = useLingui();
  const { id, version } = declaration;
  const { tenant: slug } = useParams({ from: "/$tenant/declarations/$id/correct" });
  const address = useSearch({ from: "/$tenant/declarations/$id/correct" });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const tenant = useTenant().id;
  const session = useSession();
  const may = useMay("create:messages");
  const saved = useMemo(() => documentOf(declaration), [declaration]);
  const drafting = useDraft(`${session.userId}.${tenant}`, id, saved, version);
  const { draft } = drafting;
  const document = useMemo(() => applied(saved, draft), [saved, draft]);
  const [reason, setReason] = useState("");
  const find = useRef<HTMLInputElement>(null);
  const ways = waysOf(declaration);
  const open = ways.filter((it) => it.isOpen);
  const way = open.find((it) => it.way === address.way)?.way ?? open[0]?.way;
  const choose = (to: Way) =>
    void navigate({
      to: "/$tenant/declarations/$id/correct",
      params: { tenant: slug, id },
      search: { ...address, way: to },
      replace: true,
    });
  const leave = () =>
    void navigate({ to: "/$tenant/declarations/$id", params: { tenant: slug, id }, search: {} });
  const wish: Wish | undefined = way && {
    way,
    declaration,
    patch: patchOf(draft, index),
    version: draft.version,
    reason,
  };
  const text = wish ? JSON.stringify([way, wish.patch, reason]) : "";
  const [settled, setSettled] = useState("");
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(text), 400);
    return () => window.clearTimeout(timer);
  }, [text]);
  const isReady = wish !== undefined && may && isComplete(wish);
  const trial = useQuery({
    queryKey: ["plan", tenant, id, version, settled],
    queryFn: async () => (wish ? { at: new Date(), plan: await tryWish(wish) } : null),
    enabled: isReady && settled === text,
    retry: false,
    staleTime: 30_000,
    gcTime: 60_000,
  });
  const tried = isReady && settled === text ? (trial.data ?? undefined) : undefined;
  const act = useMutation({
    mutationFn: async (fingerprint: string) => {
      if (!wish) return;
      await doWish(wish, fingerprint);
      if (reason.trim() && (way === "update" || way === "replace")) await noteReason(id, reason);
    },
    onSuccess: async () => {
      const fresh = await queries.fetchQuery({ ...declarationQuery(tenant, id), staleTime: 0 });
      // What was typed goes on into the amendment that was opened; else it is done.
      drafting.replace(
        way === "amend" ? { ...draft, version: fresh.version } : emptyDraft(fresh.version),
      );
      void queries.invalidateQueries({ queryKey: ["declaration", tenant] });
      void queries.invalidateQueries({ queryKey: ["declarations", tenant] });
      void queries.invalidateQueries({ queryKey: ["counts", tenant] });
      leave();
    },
    onError: async (problem) => {
      if (!hasMovedOn(problem)) return;
      const fresh = await queries.fetchQuery({ ...declarationQuery(tenant, id), staleTime: 0 });
      drafting.replace({ ...draft, version: fresh.version });
      await trial.refetch();
    },
  });
  const run = () => {
    if (tried?.plan.isPossible && !act.isPending) act.mutate(tried.plan.run.fingerprint);
  };
  const shipment = declaration.customsShipmentReference;
  usePageTitle(t`Correct ${shipment}`);
  useKeys([
    {
      keys: "Esc",
      place: "correction",
      words: msg`Leave the field, then the correction`,
      whileTyping: true,
      act: () => {
        const field = window.document.activeElement;
        if (field instanceof HTMLInputElement && field.type !== "radio") field.blur();
        else leave();
      },
    },
    {
      keys: "Ctrl+Enter",
      place: "correction",
      words: msg`The filled act`,
      whileTyping: true,
      act: run,
    },
    {
      keys: "/",
      place: "correction",
      words: msg`Find a field`,
      act: () => find.current?.focus(),
    },
    ...open.map((it, at) => ({
      keys: String(at + 1),
      place: "correction" as const,
      words: [msg`First way`, msg`Second way`, msg`Third way`, msg`Fourth way`][at] ?? msg`Way`,
      act: () => choose(it.way),
    })),
  ]);
  const hasMoved = hasMovedOn(act.error);
  const verb = way ? verbOf(way, declaration) : t`Correct`;
  return (
    <>
      <Head declaration={declaration} index={index} onBack={leave} />
      <div className="correct">
        <div className="steps scroll">
          <section aria-labelledby="step-1">
            <h2 id="step-1">
              <span className="step">1</span>
              <Trans>What is right in this status</Trans>
            </h2>
            <p className="m intro">{stateOf(declaration)}</p>
            <div role="radiogroup" aria-labelledby="step-1" className="ways">
              {ways.map((it) => {
                const key = open.indexOf(it) + 1;
                return (
                  <label
                    key={it.way}
                    className={it.way === way ? "way on" : it.isOpen ? "way" : "way off"}
                  >
                    <input
                      type="radio"
                      name="way"
                      checked={it.way === way}
                      disabled={!it.isOpen || !may}
                      onChange={() => choose(it.way)}
                    />
                    <span>
                      <b className="med">{it.name}</b>
                      <span className="s m">{it.words}</span>
                    </span>
                    {key > 0 && <kbd>{key}</kbd>}
                  </label>
                );
              })}
            </div>
          </section>
          {way !== "invalidate" && (
            <section aria-labelledby="step-2">
              <h2 id="step-2">
                <span className="step">2</span>
                <Trans>What changes</Trans>
                <span className="right q s">
                  <kbd>/</kbd> <Trans>find a field</Trans>
                </span>
              </h2>
              <Changes
                index={index}
                saved={saved}
                document={document}
                drafting={drafting}
                find={find}
              />
            </section>
          )}
          <section aria-labelledby="step-3">
            <h2 id="step-3">
              <span className="step">{way === "invalidate" ? 2 : 3}</span>
              <Trans>Why</Trans>
              <span className="right q s">
                {way === "update" || way === "replace" ? (
                  <Trans>stands as a note</Trans>
                ) : way === "invalidate" ? (
                  <Trans>customs reads it</Trans>
                ) : (
                  <Trans>stands in the history</Trans>
                )}
              </span>
            </h2>
            <div className="in">
              <input
                aria-labelledby="step-3"
                maxLength={512}
                required={way === "invalidate"}
                value={reason}
                onChange={(event) => setReason(event.currentTarget.value)}
              />
            </div>
          </section>
        </div>
        <PlanPane
          declaration={declaration}
          document={document}
          index={index}
          draft={draft}
          way={way}
          plan={tried?.plan}
          at={tried?.at}
          isTrying={isReady && !tried && !trial.error}
          isComplete={isReady}
          refusal={hasMoved ? undefined : (act.error ?? trial.error ?? undefined)}
          hasMoved={hasMoved}
        />
      </div>
      <footer className="save">
        <span className="q" role="status">
          {act.isPending ? (
            <Trans>It is being done …</Trans>
          ) : (
            <Trans>
              The preview and the act are the same plan. If anything changed in between, you are
              asked again.
            </Trans>
          )}
        </span>
        <span className="right row g2">
          {drafting.changes > 0 && (
            <button type="button" className="btn bare" onClick={drafting.discard}>
              <Trans>Discard</Trans>
            </button>
          )}
          <button type="button" className="btn" onClick={leave}>
            {drafting.changes > 0 ? <Trans>Keep as draft</Trans> : <Trans>Leave</Trans>}{" "}
            <kbd>Esc</kbd>
          </button>
          <button
            type="button"
            className="btn main"
            disabled={!tried?.plan.isPossible || act.isPending}
            title={tried?.plan.isPossible ? t`Does exactly this` : t`Nothing would be carried out`}
            onClick={run}
          >
            {verb} <kbd>Ctrl</kbd> <kbd>Enter</kbd>
          </button>
        </span>
      </footer>
    </>
  );
}

/** Whether something changed between the plan and the act. */
function hasMovedOn(problem: unknown): boolean {
  return problem instanceof Problem && (problem.code === "plan-changed" || problem.status === 412);
}
