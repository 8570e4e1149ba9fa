import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTenant } from "../../api/tenant";
import type { Search } from "../../app/search";
import { Icon } from "../../parts/Icon";
import { Refusal } from "../../parts/Refusal";
import { number } from "../../words/format";
import { takeUpAgain, type VersionHead, versionQuery } from "./data";
import { Changes } from "./dock/Changes";
import { Checks } from "./dock/Checks";
import { ReplayDock } from "./dock/ReplayDock";
import { Running } from "./dock/Running";
import { TryDock } from "./dock/TryDock";
import { differenceOf } from "./model/difference";
import type { Check } from "./model/useCheck";
import type { Draft } from "./model/useDraft";

/** What the region below the graph shows. */
export const docks = ["try", "replay", "checks", "difference", "running"] as const;
export type DockName = (typeof docks)[number];

interface DockProps {
  name: string;
  slug: string;
  search: Search;
  draft: Draft;
  check: Check;
  isDraft: boolean;
  mayEdit: boolean;
  versions: readonly VersionHead[];
  onSave: () => Promise<boolean>;
  show: (search: Search) => void;
}

/** Below the graph: trying the draft, what is wrong, what differs, what runs. */
export function Dock(props: DockProps) {
  const { name, slug, search, draft, check, isDraft, mayEdit, versions, onSave, show } = props;
  const { t } = useLingui();
  const tenant = useTenant();
  const queries = useQueryClient();
  const published = versions.findLast((it) => it.state === "published");
  const { data: inForce } = useQuery({
    ...versionQuery(tenant.id, name, String(published?.version ?? 0)),
    enabled: published !== undefined,
  });
  const changes = inForce ? differenceOf(inForce.document, draft.flow) : [];
  const takeBack = useMutation({
    mutationFn: (version: number) => takeUpAgain(name, version),
    onSuccess: (saved) => {
      if (isDraft) draft.rebase(saved.document, saved.etag);
      return queries.invalidateQueries({ queryKey: ["configuration", tenant.id, "flows"] });
    },
  });
  const isTried = isDraft && mayEdit;
  const difference = () => {
    if (!inForce) return t`Difference`;
    const former = number(inForce.version);
    return isDraft ? t`Version ${former} against draft` : t`Version ${former} against this`;
  };
  const words: Record<DockName, string> = {
    try: t`Try the draft`,
    replay: t`Replay`,
    checks: t`Checks`,
    difference: difference(),
    running: t`Running`,
  };
  const counts: Partial<Record<DockName, number>> = {
    checks: check.found.length,
    ...(inForce && { difference: changes.length }),
  };
  const possible = docks.filter((it) => isTried || it === "difference" || it === "running");
  const shown = possible.find((it) => it === search.dock);
  return (
    <section className={shown ? "flowdock" : "flowdock shut"} aria-label={t`Below the graph`}>
      <div className="dockhead">
        <div className="tabs" role="tablist">
          {possible.map((it) => (
            <button
              key={it}
              type="button"
              role="tab"
              aria-selected={it === shown}
              onClick={() => show({ dock: it === shown ? "" : it })}
            >
              {words[it]}
              {counts[it] !== undefined && <span className="n">{number(counts[it])}</span>}
            </button>
          ))}
        </div>
        {shown && (
          <button
            type="button"
            className="btn bare icon right"
            aria-label={t`Close what is below`}
            onClick={() => show({ dock: "" })}
          >
            <Icon name="down" />
          </button>
        )}
      </div>
      {takeBack.error && <Refusal>{takeBack.error.message}</Refusal>}
      {takeBack.isSuccess && (
        <p className="note h" role="status">
          <Icon name="check" size={14} />
          <Trans>The draft is now as that version was. Review and publish it.</Trans>
        </p>
      )}
      {shown === "try" && (
        <TryDock name={name} slug={slug} chosen={search.shipments} onSave={onSave} show={show} />
      )}
      {shown === "replay" && <ReplayDock name={name} slug={slug} onSave={onSave} />}
      <div className="scroll fill" hidden={shown === "try" || shown === "replay" || !shown}>
        {shown === "checks" && <Checks found={check.found} onOpen={(step) => show({ step })} />}
        {shown === "difference" && <Changes changes={changes} />}
        {shown === "running" && (
          <Running
            name={name}
            slug={slug}
            canEdit={mayEdit}
            onTakeBack={(version) => takeBack.mutate(version)}
          />
        )}
      </div>
    </section>
  );
}
