import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { Icon } from "../../../parts/Icon";
import { ReadableMessage } from "../../../parts/ReadableMessage";
import { useNow } from "../../../parts/useNow";
import { moment } from "../../../words/format";
import { contentQuery, type Message } from "../data";
import { useDesk } from "../desk";

// The editor is large: it is loaded when somebody wants to read XML.
const XmlText = lazy(() => import("../../../parts/XmlText"));

/** Whether messages are read in words or as they are: comfort, kept on the device. */
const stored = "cas.message";

interface XmlProps {
  messages: readonly Message[];
  chosen: string | undefined;
  onChoose: (id: string) => void;
}

/** The messages both ways, as they were sent and received. */
export function Xml({ messages, chosen, onChoose }: XmlProps) {
  const { t } = useLingui();
  const { tenant, declaration } = useDesk();
  const now = useNow();
  const [reads, setReads] = useState(() => localStorage.getItem(stored) === "words");
  const shown = messages.find((it) => it.id === chosen) ?? messages[0];
  const read = (words: boolean) => {
    localStorage.setItem(stored, words ? "words" : "xml");
    setReads(words);
  };
  const { data } = useQuery({
    ...contentQuery(tenant, declaration.id, shown?.id ?? ""),
    enabled: shown !== undefined && !reads,
  });
  if (!shown) {
    return (
      <p className="q s blank">
        <Trans>Nothing was sent or received yet.</Trans>
      </p>
    );
  }
  return (
    <div className="xml">
      <ul className="menu" aria-label={t`Messages`}>
        {messages.map((it) => (
          <li key={it.id} className={it.id === shown.id ? "on" : undefined}>
            <button
              type="button"
              className="pick"
              aria-pressed={it.id === shown.id}
              onClick={() => onChoose(it.id)}
            >
              <Icon
                name={it.direction === "outbound" ? "send" : "portico"}
                size={14}
                className="q"
              />
              <span className="ref">{it.messageType}</span>
              <span className="q s">
                {it.direction === "outbound" ? t`to customs` : t`from customs`}
              </span>
              <span className="q s right tnum">{moment(it.createdAt, now)}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className="row how">
        <div className="seg">
          <button type="button" aria-pressed={reads} onClick={() => read(true)}>
            <Trans>In words</Trans>
          </button>
          <button type="button" aria-pressed={!reads} onClick={() => read(false)}>
            <Trans>As it was sent</Trans>
          </button>
        </div>
      </div>
      {reads ? (
        <ReadableMessage key={shown.id} id={shown.id} />
      ) : (
        <Suspense fallback={<p className="q s blank">{t`Loading`}</p>}>
          {data !== undefined && <XmlText key={shown.id} text={String(data)} />}
        </Suspense>
      )}
    </div>
  );
}
