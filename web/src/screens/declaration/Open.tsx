import { useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useSession } from "../../api/session";
import { useMay, useTenant } from "../../api/tenant";
import type { Search } from "../../app/search";
import { statuses } from "../../parts/statuses";
import { useHelp } from "../../parts/useHelp";
import { drawers, useMedia } from "../../parts/useMedia";
import { usePageTitle } from "../../parts/usePageTitle";
import { nextWords } from "../worklist/next";
import { ActDialog } from "./acts/ActDialog";
import type { AllowedAction } from "./acts/request";
import { actOfNext } from "./acts/words";
import { type Declaration, documentOf, historyQuery, originsQuery, type Summary } from "./data";
import { type Desk, DeskProvider } from "./desk";
import { Foot } from "./Foot";
import { FormView } from "./form/FormView";
import { OriginChain } from "./form/OriginChain";
import { fieldTopic, statusTopic } from "./helpTopic";
import { useLabels } from "./labels";
import { elementsAt, toAddress } from "./model/address";
import { applied, patchOf } from "./model/draft";
import { type FieldIndex, inLanguage, itemsPath } from "./model/fields";
import { byAddress, foundOf, isAnswered } from "./model/findings";
import { followsOf } from "./model/follows";
import { useDraft } from "./model/useDraft";
import { useDryRun } from "./model/useDryRun";
import { Outline } from "./Outline";
import { PlanDialog } from "./PlanDialog";
import { Present, usePresence } from "./Presence";
import { type Pane, panes, Side } from "./panes/Side";
import { type Zoom, zooms } from "./panes/Timeline";
import { Race } from "./Race";
import { Strip } from "./Strip";
import { useDeclarationKeys } from "./useDeclarationKeys";
import { useSave } from "./useSave";

/** Items up to which the sources of all values are read at once. */
const mostItems = 500;

interface OpenProps {
  declaration: Declaration;
  summary: Summary | undefined;
  index: FieldIndex;
  onBack: () => void;
}

/** A declaration that was read: strip, outline, form, panes, foot. */
export function Open({ declaration, summary, index, onBack }: OpenProps) {
  const { t, i18n } = useLingui();
  const { id, version } = declaration;
  const { tenant: slug } = useParams({ from: "/$tenant/declarations/$id" });
  const address = useSearch({ from: "/$tenant/declarations/$id" });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const session = useSession();
  const tenant = useTenant().id;
  const may = useMay("create:messages");
  const saved = useMemo(() => documentOf(declaration), [declaration]);
  const drafting = useDraft(`${session.userId}.${tenant}`, id, saved, version);
  const { draft, changes } = drafting;
  const document = useMemo(() => applied(saved, draft), [saved, draft]);
  const canEdit = may && declaration.actions.some((it) => it.action === "edit");
  const patch = useMemo(
    () => (changes > 0 && canEdit ? patchOf(draft, index) : undefined),
    [changes, canEdit, draft, index],
  );
  const run = useDryRun(tenant, id, version, patch);
  const planned = run.plan?.plan.declarations?.[0];
  const found = useMemo(() => {
    // What customs refused stays listed until the value has changed.
    const now = foundOf(declaration.errors, saved, index, false).filter(
      (it) => it.source !== "customs" || !isAnswered(it, saved, document),
    );
    const after = planned?.findingsAfter;
    if (!after) return now;
    const refused = now.filter((it) => it.source === "customs");
    const would = foundOf(after, document, index, true).filter((it) => it.source !== "customs");
    return [...refused, ...would];
  }, [declaration.errors, planned, saved, document, index]);
  const follows = useMemo(() => followsOf(planned?.differences, document), [planned, document]);
  const foundAt = useMemo(() => byAddress(found), [found]);
  const { data: origins } = useQuery({
    ...originsQuery(tenant, id, version),
    // Of very many values the sources are asked one by one.
    enabled: elementsAt(saved, itemsPath).length <= mostItems,
  });
  const { data: history } = useQuery(historyQuery(tenant, id, version));
  const [showsOrigins, setShowsOrigins] = useState(false);
  const [chainOf, openChain] = useState<string>();
  const [goal, setGoal] = useState<Desk["goal"]>();
  const [item, openItem] = useState<string>();
  const [act, setAct] = useState<AllowedAction>();
  const [showsPlan, setShowsPlan] = useState(false);
  const go = useCallback(
    (search: Search) =>
      void navigate({
        to: "/$tenant/declarations/$id",
        params: { tenant: slug, id },
        search: { ...address, ...search },
        replace: true,
      }),
    [navigate, slug, id, address],
  );
  const jump = useCallback((to: string) => {
    setGoal((before) => ({ address: to, turn: (before?.turn ?? 0) + 1 }));
    // The address of the page names the field by identity, so that a link to it survives.
    window.history.replaceState(window.history.state, "", `#${to}`);
  }, []);
  // A link to a field: its address stands behind `#`.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it is opened
  useEffect(() => {
    const wanted = decodeURIComponent(window.location.hash.slice(1));
    if (wanted) jump(toAddress(saved, wanted));
  }, []);
  const errors = found.filter((it) => it.severity === "error").length;
  const name = declaration.customsShipmentReference;
  usePageTitle(errors > 0 ? t`Error: ${name}` : name);
  const refresh = useCallback(() => {
    void queries.invalidateQueries({ queryKey: ["declaration", tenant, id] });
    void queries.invalidateQueries({ queryKey: ["declarations", tenant] });
    void queries.invalidateQueries({ queryKey: ["counts", tenant] });
  }, [queries, tenant, id]);
  const saving = useSave({ declaration, saved, drafting, index, onSaved: refresh });
  const submit = declaration.actions.find((it) => it.action === "submit");
  const wanted = actOfNext[summary?.next.code ?? ""];
  const main = !may
    ? undefined
    : errors > 0 && canEdit
      ? ("findings" as const)
      : // What is typed is saved before it is submitted.
        changes > 0 && canEdit && wanted === "submit"
        ? undefined
        : (declaration.actions.find((it) => it.action === wanted) ??
          (["amend", "answerCustoms", "invalidate", "renewGuarantee"].includes(
            summary?.next.code ?? "",
          )
            ? ("correct" as const)
            : undefined));
  const saveAndSubmit = canEdit
    ? () =>
        void saving.save().then((fresh) => {
          // Nothing is submitted without what was typed.
          if (changes > 0 && !fresh) return;
          const next = (fresh ?? declaration).actions.find((it) => it.action === "submit");
          if (next) setAct(next);
        })
    : undefined;
  const correct = () => {
    if (!may) return;
    void navigate({
      to: "/$tenant/declarations/$id/correct",
      params: { tenant: slug, id },
      search: {},
    });
  };
  // Where panes are drawers, none is open unless the address names one.
  const hasDrawers = useMedia(drawers);
  const readMessage = (message: string) =>
    go({ pane: hasDrawers ? "timeline" : "", zoom: "xml", message });
  const labels = useLabels(index);
  const help = useHelp(() => {
    const at = focusedAddress();
    if (at) return fieldTopic(desk, at, labels.full(at, document), i18n.locale);
    const label = statuses[declaration.currentStatus]?.label;
    const status = label ? i18n._(label) : declaration.currentStatus;
    const next = summary?.next;
    return statusTopic(desk, status, next ? i18n._(nextWords(next.code, next.errors ?? 0)) : "");
  });
  const desk: Desk = {
    tenant,
    declaration,
    document,
    saved,
    index,
    drafting,
    found,
    foundAt,
    follows,
    origins,
    canEdit,
    showsOrigins,
    chainOf,
    openChain,
    readMessage,
    explain: (code) => help.open({ title: code, codes: [code] }),
    jump,
    goal,
    item,
    openItem,
    day: new Date().toISOString().slice(0, 10),
  };
  const { persons, tell } = usePresence(id);
  // biome-ignore lint/correctness/useExhaustiveDependencies: told when the section or the draft changes
  useEffect(() => {
    const field = goal && index.get(goal.address);
    const section = index.form.sections?.find((it) => it.code === field?.section);
    tell(section ? inLanguage(section.label, i18n.locale) : "", changes > 0);
  }, [goal, changes > 0]);
  const pane = panes.find((it) => it === address.pane) ?? "timeline";
  const showPane = (to: Pane) => go({ pane: to === "timeline" && !hasDrawers ? "" : to });
  const zoom: Zoom = zooms.find((it) => it === address.zoom) ?? "compact";
  const showZoom = (to: Zoom) => go({ zoom: to === "compact" ? "" : to });
  const { nextFinding, focused, focusedAddress } = useDeclarationKeys({
    desk,
    main: typeof main === "object" ? main : undefined,
    onAct: setAct,
    onSave: () => void saving.save(),
    onSubmit: saveAndSubmit,
    onPlan: () => setShowsPlan(true),
    onCorrect: correct,
    onBack: hasDrawers && address.pane ? () => go({ pane: "" }) : onBack,
    onOrigins: () => setShowsOrigins((shows) => !shows),
    onPane: showPane,
    onZoom: () => showZoom(zooms[(zooms.indexOf(zoom) + 1) % zooms.length] ?? "compact"),
    onCompare: () => go({ pane: "revisions", compare: "lodged..current" }),
  });
  return (
    <DeskProvider value={desk}>
      <Present persons={persons} />
      <Strip
        known={declaration}
        summary={summary}
        last={history?.history.at(-1)}
        actions={declaration.actions}
        main={main}
        onAct={setAct}
        onCorrect={correct}
        onNextFinding={() => nextFinding(1)}
        onSubmit={drafting.changes > 0 || !submit ? saveAndSubmit : undefined}
      />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only remembers which field had the focus */}
      <div
        className={pane === "timeline" && zoom === "xml" ? "work reads" : "work"}
        onFocus={focused}
      >
        <Outline />
        <FormView />
        <Side
          pane={pane}
          zoom={zoom}
          compare={address.compare ?? ""}
          onPane={showPane}
          isOpen={Boolean(address.pane)}
          onClose={() => go({ pane: "" })}
          message={address.message}
          onZoom={showZoom}
          onMessage={readMessage}
          onCompare={(compare) => go({ pane: "revisions", compare })}
        />
      </div>
      <Foot
        isTrying={run.isTrying}
        isSaving={saving.isSaving}
        problem={(saving.problem ?? run.problem)?.message}
        onSave={() => void saving.save()}
        onPlan={() => setShowsPlan(true)}
        onCorrect={correct}
      />
      {help.drawer}
      {chainOf && <OriginChain key={chainOf} address={chainOf} />}
      {saving.race && (
        <Race race={saving.race} onClose={saving.goOnTyping} onSave={saving.settle} />
      )}
      {act && (
        <ActDialog
          declaration={declaration}
          action={act}
          onClose={() => setAct(undefined)}
          onDone={refresh}
        />
      )}
      {showsPlan && (
        <PlanDialog run={run.plan} isTrying={run.isTrying} onClose={() => setShowsPlan(false)} />
      )}
    </DeskProvider>
  );
}
