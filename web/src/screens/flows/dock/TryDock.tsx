import { msg, plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { Search } from "../../../app/search";
import { useKeys } from "../../../keys/Keys";
import { Dialog } from "../../../parts/Dialog";
import { Icon } from "../../../parts/Icon";
import { Refusal } from "../../../parts/Refusal";
import { type Chosen, differing, linesOf, newestShipments, tryDraft } from "../trial";
import { TrialTable } from "./TrialTable";

interface TryDockProps {
  name: string;
  slug: string;
  /** The references that the address names, separated by commas. */
  chosen: string | undefined;
  /** Makes sure that the server has what is tried. */
  onSave: () => Promise<boolean>;
  show: (search: Search) => void;
}

/** Tries the draft: what it would make of shipments beside what was made of them. */
export function TryDock({ name, slug, chosen, onSave, show }: TryDockProps) {
  const { t } = useLingui();
  const [isChoosing, setChoosing] = useState(false);
  const [pasted, setPasted] = useState<Chosen>();
  const run = useMutation({
    mutationFn: async () => {
      if (!(await onSave())) return undefined;
      if (pasted) return tryDraft(name, pasted);
      const references = chosen?.split(",").filter(Boolean);
      const shipments = references
        ? references.map((reference) => ({ reference }))
        : await newestShipments(name);
      return tryDraft(name, { shipments });
    },
  });
  useKeys([
    {
      keys: "Ctrl+Enter",
      place: "flow",
      words: msg`Try the draft`,
      whileTyping: true,
      act: () => run.mutate(),
    },
  ]);
  const shipments = run.data?.shipments;
  const many = chosen?.split(",").length ?? 0;
  return (
    <>
      <div className="tools s q">
        <span className="nw">
          {pasted
            ? t`one that was pasted`
            : chosen
              ? plural(many, { one: "# shipment", other: "# shipments" })
              : t`the last 20 shipments of this flow`}
        </span>
        <button type="button" className="btn small" onClick={() => setChoosing(true)}>
          <Trans>Choose</Trans>
        </button>
        <button
          type="button"
          className="btn small"
          disabled={run.isPending}
          onClick={() => run.mutate()}
        >
          <Icon name="start" />
          {shipments ? t`Run again` : t`Run`} <kbd>Ctrl</kbd>
          <kbd>Enter</kbd>
        </button>
        {shipments && (
          <span className="right" role="status">
            <Trans>
              {differing(shipments)} of {shipments.length} differ; nothing was kept or sent
            </Trans>
          </span>
        )}
      </div>
      <div className="scroll fill">
        {run.error && <Refusal>{run.error.message}</Refusal>}
        {shipments && shipments.length > 0 && <TrialTable lines={linesOf(shipments)} slug={slug} />}
        {shipments?.length === 0 && (
          <p className="empty">
            <Trans>No shipment has taken this flow yet. Choose others, or paste one.</Trans>
          </p>
        )}
        {!run.data && !run.isPending && !run.error && (
          <p className="empty">
            <Trans>
              Says which declarations this draft would make of past shipments, beside those that
              were made. It keeps and sends nothing.
            </Trans>
          </p>
        )}
        {run.isPending && (
          <p className="empty" role="status">
            <Trans>Trying …</Trans>
          </p>
        )}
      </div>
      {isChoosing && (
        <ChooseShipments
          chosen={chosen ?? ""}
          onClose={() => setChoosing(false)}
          onReferences={(references) => {
            setPasted(undefined);
            setChoosing(false);
            show({ shipments: references });
          }}
          onShipment={(shipment) => {
            setPasted({ shipment });
            setChoosing(false);
          }}
        />
      )}
    </>
  );
}

interface ChooseProps {
  chosen: string;
  onClose: () => void;
  onReferences: (references: string) => void;
  onShipment: (shipment: Record<string, never>) => void;
}

/** Asks with what to try: past shipments by reference, or one that is pasted. */
function ChooseShipments({ chosen, onClose, onReferences, onShipment }: ChooseProps) {
  const { t } = useLingui();
  const [text, setText] = useState(chosen.replaceAll(",", "\n"));
  const [fault, setFault] = useState<string>();
  const take = () => {
    if (!text.trim().startsWith("{")) {
      onReferences(
        text
          .split(/[\s,;]+/u)
          .filter(Boolean)
          .slice(0, 20)
          .join(","),
      );
      return;
    }
    try {
      onShipment(JSON.parse(text) as Record<string, never>);
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Dialog name={t`Try with`} isTitled width={560} onClose={onClose}>
      <p className="m said">
        <Trans>
          References of up to 20 shipments, one a line; or one shipment as JSON, as it is sent.
        </Trans>
      </p>
      <textarea
        className="pastebox ref"
        aria-label={t`References, or a shipment`}
        value={text}
        data-autofocus
        spellCheck={false}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {fault && <Refusal>{fault}</Refusal>}
      <footer className="row g2 dlgfoot">
        <button type="button" className="btn bare right" onClick={onClose}>
          <Trans>Leave it</Trans> <kbd>Esc</kbd>
        </button>
        <button type="button" className="btn main" onClick={take}>
          <Trans>Take these</Trans>
        </button>
      </footer>
    </Dialog>
  );
}
