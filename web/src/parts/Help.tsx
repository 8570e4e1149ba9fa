import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { pageQuery } from "../api/pages";
import { useKeys } from "../keys/Keys";
import { Icon } from "./Icon";
import { Markdown } from "./Markdown";
import { Refusal } from "./Refusal";
import "./help.css";

/** What help is wanted on. */
export interface HelpTopic {
  title: string;
  /** What it is, in a sentence. */
  words?: string;
  /** What is known of it, by name. */
  facts?: readonly (readonly [name: string, value: string])[];
  /** Codes whose pages the server has. */
  codes?: readonly string[];
}

/** The help on something, beside what it is about: one goes on working there. */
export function Help({ topic, onClose }: { topic: HelpTopic; onClose: () => void }) {
  const { t } = useLingui();
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    place.current?.focus();
  }, []);
  useKeys([
    {
      keys: "Esc",
      place: "everywhere",
      words: msg`Close the help`,
      whileTyping: true,
      act: onClose,
    },
  ]);
  return (
    <aside className="help" aria-label={t`Help: ${topic.title}`} ref={place} tabIndex={-1}>
      <header>
        <Icon name="help" size={14} className="q" />
        <h2 className="fill">{topic.title}</h2>
        <kbd>F1</kbd>
        <button type="button" className="btn bare icon small" onClick={onClose}>
          <span className="vh">{t`Close`}</span>
          <Icon name="close" size={14} />
        </button>
      </header>
      <div className="scroll fill">
        {(topic.words || topic.facts) && (
          <section className="sec">
            {topic.words && <p>{topic.words}</p>}
            <dl className="facts">
              {topic.facts?.map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          </section>
        )}
        {topic.codes?.map((code) => (
          <CodePage key={code} code={code} />
        ))}
        {!topic.codes?.length && !topic.words && !topic.facts?.length && (
          <p className="blank q">
            <Trans>Nothing is known of it.</Trans>
          </p>
        )}
      </div>
    </aside>
  );
}

/** What the server says of a code. */
function CodePage({ code }: { code: string }) {
  const { data, error } = useQuery(pageQuery(code));
  return (
    <section className="sec">
      {error && <Refusal>{error.message}</Refusal>}
      {data !== undefined && <Markdown text={data} />}
    </section>
  );
}
