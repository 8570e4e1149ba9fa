import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { answered, api } from "../../api/client";
import { ReadableMessage } from "../../parts/ReadableMessage";
import { Refusal } from "../../parts/Refusal";

// The editor is large: it is loaded when somebody wants to read XML.
const XmlText = lazy(() => import("../../parts/XmlText"));

interface MessageContentProps {
  messageId: string;
  /** The declaration that has it; without one only its words are told. */
  declarationId: string | undefined;
}

/** The message that an alert is about, in words and as it came. */
export function MessageContent({ messageId, declarationId }: MessageContentProps) {
  const { t } = useLingui();
  const [isRaw, setRaw] = useState(false);
  const { data, error } = useQuery({
    queryKey: ["content", declarationId, messageId],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/v1/declarations/{id}/messages/{messageId}", {
          params: { path: { id: declarationId ?? "", messageId } },
          parseAs: "text",
          signal,
        }),
      ),
    enabled: isRaw && declarationId !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <div className="sec content">
      <div className="row g2">
        <h2 className="fill">
          <Trans>The message</Trans>
        </h2>
        {declarationId && (
          <div className="seg">
            <button type="button" aria-pressed={!isRaw} onClick={() => setRaw(false)}>
              <Trans>In words</Trans>
            </button>
            <button type="button" aria-pressed={isRaw} onClick={() => setRaw(true)}>
              <Trans>As it came</Trans>
            </button>
          </div>
        )}
      </div>
      {error && <Refusal>{error.message}</Refusal>}
      {isRaw ? (
        <Suspense fallback={<p className="q s blank">{t`Loading`}</p>}>
          {data !== undefined && <XmlText text={String(data)} />}
        </Suspense>
      ) : (
        <ReadableMessage id={messageId} />
      )}
    </div>
  );
}
