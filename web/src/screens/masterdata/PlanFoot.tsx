import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Difference } from "../../parts/Difference";
import { Refusal } from "../../parts/Refusal";
import { type Document, planOf, wordsOf } from "./data";
import { type Draft, valueAsText } from "./draft";
import { fieldWords } from "./fieldWords";
import type { Kind } from "./kinds";
import type { FieldSchema } from "./schema";

/** For how long nobody may have typed before it is asked what would come of it. */
const pause = 400;

interface PlanFootProps {
  kind: Kind;
  /** The fields that were changed. */
  fields: readonly FieldSchema[];
  before: Draft;
  draft: Draft;
  message: Document;
  isSaving: boolean;
  isReady: boolean;
  onDrop: () => void;
}

/** What saving would change, tried by the server while one types. */
export function PlanFoot(props: PlanFootProps) {
  const { kind, fields, before, draft, message, isSaving, isReady, onDrop } = props;
  const { t, i18n } = useLingui();
  const text = JSON.stringify(message);
  const [asked, setAsked] = useState("");
  useEffect(() => {
    const timer = window.setTimeout(() => setAsked(text), pause);
    return () => window.clearTimeout(timer);
  }, [text]);
  const plan = useQuery({
    queryKey: ["masterdata plan", kind, asked],
    queryFn: () => planOf(kind, JSON.parse(asked) as Document),
    enabled: asked !== "" && isReady,
    retry: false,
    placeholderData: (last) => last,
  });
  const ingestion = plan.data?.plan.ingestions?.[0];
  const version = ingestion?.masterData?.[0]?.version;
  const wrong = ingestion?.errors ?? [];
  return (
    <div className="tobe paired" role="group" aria-label={t`What would change`}>
      <table>
        <tbody>
          {fields.map((field) => {
            const words = fieldWords(field.name);
            return (
              <Difference
                key={field.name}
                label={words ? i18n._(words) : field.name}
                before={valueAsText(field, before)}
                after={valueAsText(field, draft)}
              />
            );
          })}
        </tbody>
      </table>
      {plan.error && <Refusal>{plan.error.message}</Refusal>}
      {wrong.map((it) => {
        const sentence = wordsOf(it);
        return <Refusal key={sentence}>{sentence}</Refusal>;
      })}
      <div className="row g2">
        <button type="submit" className="btn main" disabled={isSaving || !isReady}>
          <Trans>Save</Trans> <kbd>Ctrl</kbd> <kbd>S</kbd>
        </button>
        <button type="button" className="btn bare" onClick={onDrop}>
          <Trans>Leave it</Trans>
        </button>
        <span className="fill" />
        <span className="q s" role="status">
          {version ? t`It would be version ${version}. Nothing is done yet.` : ""}
        </span>
      </div>
    </div>
  );
}
