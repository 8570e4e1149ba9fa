import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../../api/tenant";
import { Icon } from "../../parts/Icon";
import { Refusal } from "../../parts/Refusal";
import { exactly } from "../../words/format";
import type { useAlertActs } from "./alerts";
import { kindWords, type Remedy } from "./kinds";
import { MessageContent } from "./MessageContent";
import type { Alert } from "./query";

interface DetailProps {
  alert: Alert;
  slug: string;
  acts: ReturnType<typeof useAlertActs>;
  onTakeOn: () => void;
  onSolve: () => void;
  /** Where it is a drawer: whether it is open, and what closes it. */
  isOpen: boolean;
  onClose: () => void;
}

/** One alert: what happened, what it did not do, and the remedies, the likely first. */
export function Detail(props: DetailProps) {
  const { alert, slug, acts, onTakeOn, onClose } = props;
  const { t, i18n } = useLingui();
  const mayDecide = useMay("admin:configuration");
  const words = kindWords(alert.kind);
  const isUnsolved = !alert.resolvedAt;
  const failed = acts.remedy.error ?? acts.solve.error ?? acts.assign.error;
  return (
    <section
      className={props.isOpen ? "scroll detail drawer open" : "scroll detail drawer"}
      aria-label={i18n._(words.title)}
    >
      <div className="sec">
        <div className="row g2">
          <Icon name="trouble" className="late" />
          <h2 className="fill">{i18n._(words.title)}</h2>
          <button type="button" className="btn bare icon small leave" onClick={onClose}>
            <span className="vh">{t`Close`}</span>
            <Icon name="close" size={14} />
          </button>
          {isUnsolved && mayDecide && (
            <>
              <button type="button" className="btn" onClick={onTakeOn}>
                {alert.assignee ? t`Give it back` : t`Take it on`} <kbd>A</kbd>
              </button>
              <button type="button" className="btn" onClick={props.onSolve}>
                <Trans>Solved</Trans> <kbd>Shift</kbd> <kbd>Enter</kbd>
              </button>
            </>
          )}
        </div>
        <p>{alert.text}</p>
        {words.undone && <p>{i18n._(words.undone)}</p>}
        <p className="q s">
          <Trans>Raised {exactly(alert.raisedAt)}</Trans>
          {alert.resolvedAt && (
            <>
              {" · "}
              <Trans>
                Solved {exactly(alert.resolvedAt)} by {alert.resolvedBy ?? "CAS"}
              </Trans>
            </>
          )}
        </p>
        {failed && <Refusal>{failed.message}</Refusal>}
      </div>
      {isUnsolved && words.remedies.length > 0 && (
        <div className="sec">
          <h2>
            <Trans>What to do</Trans>
          </h2>
          <ol className="remedies">
            {words.remedies.map((remedy) => (
              <li key={remedy.words.id}>
                <span className="fill">{i18n._(remedy.words)}</span>
                {remedy.act === "copy" && <CopyText alert={alert} />}
                {remedy.act && remedy.act !== "copy" && mayDecide && (
                  <RemedyButton act={remedy.act} alert={alert} acts={acts} />
                )}
              </li>
            ))}
          </ol>
          {!mayDecide && (
            <p className="q s">
              <Trans>A configurator or administrator can do these.</Trans>
            </p>
          )}
        </div>
      )}
      {alert.declarationId && (
        <div className="sec">
          <h2>
            <Trans>Declaration</Trans>
          </h2>
          <Link
            to="/$tenant/declarations/$id"
            params={{ tenant: slug, id: alert.declarationId }}
            search={{}}
          >
            <Trans>Open the declaration</Trans>
          </Link>
        </div>
      )}
      {alert.messageId && (
        <MessageContent
          messageId={alert.messageId}
          declarationId={alert.declarationId ?? undefined}
        />
      )}
    </section>
  );
}

/** Copies what the help desk of a customs system needs to know. */
function CopyText({ alert }: { alert: Alert }) {
  const { t } = useLingui();
  const raised = exactly(alert.raisedAt);
  const text = [alert.text, t`Received ${raised}`, alert.messageId].filter(Boolean).join("\n");
  return (
    <button type="button" className="btn" onClick={() => void navigator.clipboard?.writeText(text)}>
      <Icon name="copy" />
      <Trans>Copy a text for the help desk</Trans>
    </button>
  );
}

interface RemedyProps {
  act: Exclude<Remedy, "copy">;
  alert: Alert;
  acts: ReturnType<typeof useAlertActs>;
}

/** The button of a remedy; where a word is needed, it is asked for beside it. */
function RemedyButton({ act, alert, acts }: RemedyProps) {
  const { t } = useLingui();
  const [word, setWord] = useState("");
  const labels: Record<typeof act, string> = {
    read: t`Read again`,
    assignMessage: t`Assign`,
    retry: t`Try again`,
    drop: t`Drop`,
    test: t`Test`,
  };
  const needsWord = act !== "test";
  const label = act === "assignMessage" ? t`MRN, LRN or id` : t`Why`;
  return (
    <form
      className="row g2"
      onSubmit={(event) => {
        event.preventDefault();
        acts.remedy.mutate({ alert, act, reason: word });
      }}
    >
      {needsWord && (
        <input
          className="word"
          aria-label={label}
          placeholder={label}
          value={word}
          maxLength={512}
          required
          onChange={(event) => setWord(event.currentTarget.value)}
        />
      )}
      <button type="submit" className="btn" disabled={acts.remedy.isPending}>
        {labels[act]}
      </button>
    </form>
  );
}
