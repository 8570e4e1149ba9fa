import { useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useMemo } from "react";
import { useSession } from "../../api/session";
import { useTenant } from "../../api/tenant";
import { forget } from "../../api/typed";
import type { Search } from "../../app/search";
import { Refusal } from "../../parts/Refusal";
import { type CanvasContext, CanvasProvider } from "./canvas/context";
import { shipmentNode } from "./canvas/layout";
import { Dock } from "./Dock";
import { dropDraft, type FlowVersion, type VersionHead } from "./data";
import { FlowBar, type View, views } from "./FlowBar";
import { addStep, removeStep, renameStep, setMembers, withStep } from "./model/edit";
import type { Flow } from "./model/flow";
import { useCheck } from "./model/useCheck";
import { aboutOf, useDraft } from "./model/useDraft";
import { FlowPane } from "./pane/FlowPane";
import { StepPane } from "./pane/StepPane";
import { Race } from "./Race";
import { runningQuery } from "./trial";
import { useFlowKeys } from "./useFlowKeys";
import { useSaving } from "./useSaving";

const Canvas = lazy(() => import("./canvas/Canvas"));
const TextView = lazy(() => import("./TextView"));

interface DesignerProps {
  name: string;
  slug: string;
  isDraft: boolean;
  mayEdit: boolean;
  versions: readonly VersionHead[];
  shown: FlowVersion | null;
  document: Flow;
}

/** For how many days back the nodes count declarations. */
const countedDays = 30;

/** Graph, text and the form of a step, all of one draft, and below them what tries and checks it. */
export function Designer(props: DesignerProps) {
  const { name, slug, isDraft, mayEdit, versions, shown, document } = props;
  const canEdit = mayEdit && isDraft;
  const { t } = useLingui();
  const tenant = useTenant();
  const queries = useQueryClient();
  const person = useSession().userId;
  const navigate = useNavigate();
  const search = useSearch({ from: "/$tenant/flows/$name/$version" });
  const draft = useDraft(isDraft ? name : `${name}/${shown?.version}`, document, shown?.etag);
  const check = useCheck(name, draft, isDraft && canEdit);
  const saving = useSaving(name, draft);
  const { data: running } = useQuery(runningQuery(tenant.id, name));
  const since = useMemo(() => {
    const day = new Date(Date.now() - countedDays * 24 * 60 * 60 * 1000);
    return `${day.toISOString().slice(0, 10)}T00:00:00Z`;
  }, []);
  const view = views.find((it) => it === search.view) ?? "graph";
  const { flow } = draft;
  const step = flow.steps.find((it) => it.name === search.step);
  const chosenName = search.step === shipmentNode ? shipmentNode : step?.name;
  const show = (more: Search) =>
    void navigate({
      to: "/$tenant/flows/$name/$version",
      params: { tenant: slug, name, version: isDraft ? "draft" : String(shown?.version) },
      search: { ...search, ...more },
      replace: true,
    });
  const choose = (chosen: string) => show({ step: chosen });
  const review = async () => {
    if (!(await saving.save())) return;
    await navigate({
      to: "/$tenant/flows/$name/review",
      params: { tenant: slug, name },
      search: {},
    });
  };
  const add: CanvasContext["add"] = (place) => {
    const added = addStep(flow, place);
    draft.change(() => added.flow, `add ${added.name}`);
    choose(added.name);
  };
  const drop = useMutation({
    mutationFn: () => dropDraft(name, draft.etag ?? ""),
    onSuccess: async () => {
      forget(person, aboutOf(tenant.id, name));
      await queries.invalidateQueries({ queryKey: ["configuration", tenant.id, "flows"] });
      await navigate({ to: "/$tenant/flows", params: { tenant: slug }, search: {} });
    },
  });
  const inForce = versions.findLast((it) => it.state === "published");
  const runs = running?.find((it) => it.version === inForce?.version)?.shipments;
  const turnView = () => {
    const next = views[(views.indexOf(view) + 1) % views.length] as View;
    show({ view: next === "graph" ? "" : next });
  };
  const toFinding = useFlowKeys({
    slug,
    draft,
    check,
    step,
    isPaneOpen: chosenName !== undefined,
    show,
    saving,
    canEdit,
    add,
    turnView,
  });
  const line = step && lineOf(draft.text, step.name);
  return (
    <>
      <FlowBar
        name={name}
        slug={slug}
        shown={shown}
        versions={versions}
        runs={runs}
        draft={draft}
        check={check}
        view={view}
        canEdit={canEdit}
        mayEdit={mayEdit}
        isDraft={isDraft}
        isSaving={saving.isPending}
        show={show}
        onSave={() => void saving.save()}
        onReview={() => void review()}
        onFinding={toFinding}
        onDrop={() => drop.mutate()}
      />
      {drop.error && <Refusal>{drop.error.message}</Refusal>}
      {saving.error && <Refusal>{saving.error.message}</Refusal>}
      <div className="fw">
        <div className="col fill">
          <div className="views">
            {view !== "text" && (
              <CanvasProvider
                value={{
                  name,
                  slug,
                  flow,
                  found: check.found,
                  ...(chosenName !== undefined && { chosen: chosenName }),
                  canEdit,
                  since,
                  choose,
                  add,
                }}
              >
                <Suspense fallback={<div className="cv" />}>
                  <Canvas isOld={draft.fault !== undefined} />
                </Suspense>
              </CanvasProvider>
            )}
            {view !== "graph" && (
              <Suspense>
                <TextView
                  text={draft.text}
                  label={t`The flow as text`}
                  canEdit={canEdit}
                  line={line}
                  onChange={draft.write}
                />
              </Suspense>
            )}
          </div>
          <Dock
            name={name}
            slug={slug}
            search={search}
            draft={draft}
            check={check}
            isDraft={isDraft}
            mayEdit={mayEdit}
            versions={versions}
            onSave={saving.save}
            show={show}
          />
        </div>
        {chosenName === shipmentNode && (
          <FlowPane
            flow={flow}
            canEdit={canEdit && draft.fault === undefined}
            set={(members) =>
              draft.change((it) => setMembers(it, members), `flow ${Object.keys(members).join()}`)
            }
            onClose={() => show({ step: "" })}
          />
        )}
        {step && (
          <StepPane
            key={step.name}
            desk={{
              flow,
              step,
              slug,
              canEdit: canEdit && draft.fault === undefined,
              found: check.found,
              set: (members) =>
                draft.change(
                  (it) => withStep(it, step.name, (one) => setMembers(one, members)),
                  `${step.name} ${Object.keys(members).join()}`,
                ),
            }}
            onRename={(to) => {
              draft.change((it) => renameStep(it, step.name, to), `rename ${to}`);
              choose(to);
            }}
            onRemove={() => {
              draft.change((it) => removeStep(it, step.name), `remove ${step.name}`);
              show({ step: "" });
            }}
            onClose={() => show({ step: "" })}
          />
        )}
      </div>
      {saving.race && <Race race={saving.race} saving={saving} />}
    </>
  );
}

/** The line of a text on which a step begins. */
function lineOf(text: string, step: string): number | undefined {
  const at = text.indexOf(`"name": ${JSON.stringify(step)}`);
  return at < 0 ? undefined : text.slice(0, at).split("\n").length;
}
