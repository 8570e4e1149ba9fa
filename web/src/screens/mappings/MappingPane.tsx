import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useSession } from "../../api/session";
import { useTenant } from "../../api/tenant";
import { forget, recall, remember } from "../../api/typed";
import { Refusal } from "../../parts/Refusal";
import { type Mapping, mappingQuery, newestOf, useMappingActs, wrongOf } from "./mappings";
import { TryOut } from "./TryOut";

/** A mapping to begin with. */
const example = JSON.stringify(
  { name: "erp", description: "", clients: ["*"], tables: ["erp head"] },
  null,
  2,
);

interface MappingPaneProps {
  /** Absent where a new one is made. */
  mapping: Mapping | undefined;
  onMade: (name: string) => void;
}

/** One mapping: its document, draft and publishing, and a message tried on it. */
export function MappingPane({ mapping, onMade }: MappingPaneProps) {
  const { t } = useLingui();
  const { id: tenant } = useTenant();
  const { userId } = useSession();
  const { save, publish } = useMappingActs(tenant);
  const newest = mapping && newestOf(mapping);
  const stored = useQuery({
    ...mappingQuery(tenant, mapping?.name ?? "", newest?.version ?? ""),
    enabled: newest !== undefined,
  });
  const about = `mapping.${tenant}.${mapping?.name ?? ""}`;
  const [typed, setTyped] = useState(() => recall(userId, about));
  const before = mapping ? stored.data && JSON.stringify(stored.data.document, null, 2) : example;
  const text = typed ?? before ?? "";
  const isChanged = typed !== undefined && typed !== before;
  useEffect(
    () => remember(userId, about, isChanged ? (typed ?? "") : ""),
    [userId, about, isChanged, typed],
  );
  const put = () => {
    const name = mapping?.name ?? nameIn(text);
    const etag = newest?.version === "draft" ? stored.data?.etag : undefined;
    save.mutate(
      { name, text, etag },
      {
        onSuccess: () => {
          forget(userId, about);
          setTyped(undefined);
          onMade(name);
        },
      },
    );
  };
  const isDraft = newest?.version === "draft";
  const wrong = [...wrongOf(save.error), ...wrongOf(publish.error)];
  return (
    <section className="scroll record" aria-label={mapping?.name ?? t`New mapping`}>
      <div className="sec">
        <h2>
          <span className="fill title">{mapping?.name ?? t`New mapping`}</span>
          {mapping && isDraft && !isChanged && (
            <button
              type="button"
              className="btn main"
              disabled={publish.isPending}
              onClick={() => publish.mutate(mapping.name)}
            >
              <Trans>Publish</Trans>
            </button>
          )}
        </h2>
        <p className="m">
          <Trans>
            Which clients it is for, and the decision tables that are asked in this order before a
            shipment is kept.
          </Trans>
        </p>
        {wrong.map((it) => (
          <Refusal key={it}>{it}</Refusal>
        ))}
        <div className="entry">
          <label className="name" htmlFor="mapping">
            <Trans>Document</Trans>
          </label>
          <textarea
            id="mapping"
            rows={14}
            spellCheck={false}
            value={text}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </div>
        <div className="row g2">
          <button
            type="button"
            className="btn main"
            disabled={save.isPending || (mapping !== undefined && !isChanged)}
            onClick={put}
          >
            <Trans>Save as draft</Trans>
          </button>
          {isChanged && (
            <button type="button" className="btn bare" onClick={() => setTyped(undefined)}>
              <Trans>Leave it</Trans>
            </button>
          )}
        </div>
      </div>
      <TryOut />
    </section>
  );
}

/** The name that a document gives itself. */
function nameIn(text: string): string {
  try {
    return String((JSON.parse(text) as { name?: unknown }).name ?? "");
  } catch {
    // That it cannot be read is said when it is saved.
    return "";
  }
}
