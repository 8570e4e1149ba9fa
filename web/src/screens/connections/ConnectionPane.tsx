import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useEffect, useState } from "react";
import { useSession } from "../../api/session";
import { useTenant } from "../../api/tenant";
import { forget, recall, remember } from "../../api/typed";
import { useKeys } from "../../keys/Keys";
import { Difference } from "../../parts/Difference";
import { Ending } from "../../parts/Ending";
import { Refusal } from "../../parts/Refusal";
import { exactly, number } from "../../words/format";
import { type Link, useConnectionActs } from "./connections";
import { connectionOf, fieldsOf, type TypedLink, typedOf } from "./fields";
import { LinkFields } from "./LinkFields";
import { Tested } from "./Tested";
import { fieldWords, systemWords } from "./words";

/** One connection: how it is, a test, its settings, and its end. */
export function ConnectionPane({ link }: { link: Link }) {
  const { t, i18n } = useLingui();
  const { id: tenant } = useTenant();
  const { userId } = useSession();
  const { save, test, remove } = useConnectionActs(tenant);
  const about = `connection.${tenant}.${link.system}`;
  const before = typedOf(link);
  const fields = fieldsOf(link);
  const secrets = fields.filter((it) => it.kind === "secret").map((it) => it.name);
  const [typed, setTyped] = useState<TypedLink>(() => {
    const recalled = recall(userId, about);
    return recalled ? { ...before, ...(JSON.parse(recalled) as TypedLink) } : before;
  });
  const [wrong, setWrong] = useState<string>();
  const changed = fields.filter(({ name }) => (typed[name] ?? "") !== (before[name] ?? ""));
  const kept = JSON.stringify(
    Object.fromEntries(
      // Secrets are not kept on the device.
      changed.filter(({ name }) => !secrets.includes(name)).map(({ name }) => [name, typed[name]]),
    ),
  );
  useEffect(() => remember(userId, about, kept === "{}" ? "" : kept), [userId, about, kept]);
  const wordsOf = (name: string) => {
    const words = fieldWords[name];
    return words ? i18n._(words) : name.replace("settings.", "");
  };
  const put = () => {
    if (changed.length === 0) return;
    try {
      const connection = connectionOf(link, typed);
      setWrong(undefined);
      save.mutate(
        { system: link.system, connection, etag: link.connection?.etag },
        { onSuccess: () => forget(userId, about) },
      );
    } catch {
      setWrong(t`The times of new attempts are not JSON.`);
    }
  };
  useKeys([
    { keys: "Ctrl+S", place: "record", words: msg`Save`, whileTyping: true, act: put },
    {
      keys: "T",
      place: "record",
      words: msg`Test the connection`,
      act: () => link.connection && test.mutate(link.system),
    },
  ]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    put();
  };
  const name = systemWords[link.system];
  const { connection, state } = link;
  const failed = save.error ?? test.error ?? remove.error;
  return (
    <form className="col" aria-label={link.system} onSubmit={submit}>
      <div className="fill scroll record">
        <div className="sec">
          <h2>
            <span className="fill title">{name ? i18n._(name) : link.system}</span>
            {connection && (
              <button
                type="button"
                className="btn"
                disabled={test.isPending}
                onClick={() => test.mutate(link.system)}
              >
                {test.isPending ? t`Asking` : t`Test`} <kbd>T</kbd>
              </button>
            )}
          </h2>
          {failed && <Refusal>{failed.message}</Refusal>}
          {wrong && <Refusal>{wrong}</Refusal>}
          {test.data && <Tested answer={test.data} />}
          {state && (
            <dl className="facts">
              {state.isDown && (
                <div>
                  <dt>{t`No answer since`}</dt>
                  <dd className="late">{state.downSince ? exactly(state.downSince) : ""}</dd>
                </div>
              )}
              {state.nextAttemptAt && (
                <div>
                  <dt>{t`Next attempt`}</dt>
                  <dd>{exactly(state.nextAttemptAt)}</dd>
                </div>
              )}
              <div>
                <dt>{t`Last sent`}</dt>
                <dd>
                  {state.lastAnswer ? exactly(state.lastAnswer.at) : "–"}{" "}
                  {state.lastAnswer?.httpStatus && (
                    <span className="q">HTTP {state.lastAnswer.httpStatus}</span>
                  )}
                </dd>
              </div>
              <div>
                <dt>{t`Last received`}</dt>
                <dd>{state.lastReceivedAt ? exactly(state.lastReceivedAt) : "–"}</dd>
              </div>
              <div>
                <dt>{t`Waiting to be sent`}</dt>
                <dd>{number(state.waiting)}</dd>
              </div>
              {state.note && (
                <div>
                  <dt>{t`Note`}</dt>
                  <dd>{state.note}</dd>
                </div>
              )}
            </dl>
          )}
        </div>
        <LinkFields
          fields={fields}
          typed={typed}
          stored={connection?.connection ?? {}}
          wordsOf={wordsOf}
          onChange={(field, value) => setTyped({ ...typed, [field]: value })}
        />
        {connection && (
          <Ending
            act={<Trans>Delete the connection</Trans>}
            outcome={
              <Trans>What is on its way over this connection waits until there is one again.</Trans>
            }
            isPending={remove.isPending}
            onEnd={() => remove.mutate({ system: link.system, etag: connection.etag })}
          />
        )}
      </div>
      {changed.length > 0 && (
        <div className="tobe paired">
          <table>
            <tbody>
              {changed.map(({ name: field, kind }) => (
                <Difference
                  key={field}
                  label={wordsOf(field)}
                  before={kind === "secret" ? "" : (before[field] ?? "")}
                  after={kind === "secret" ? t`a new one` : (typed[field] ?? "")}
                />
              ))}
            </tbody>
          </table>
          <div className="row g2">
            <button type="submit" className="btn main" disabled={save.isPending}>
              {connection ? <Trans>Save</Trans> : <Trans>Connect</Trans>} <kbd>Ctrl</kbd>{" "}
              <kbd>S</kbd>
            </button>
            <button type="button" className="btn bare" onClick={() => setTyped(before)}>
              <Trans>Leave it</Trans>
            </button>
          </div>
        </div>
      )}
    </form>
  );
}
