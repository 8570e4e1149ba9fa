import { useLingui } from "@lingui/react/macro";
import type { components } from "../../api/schema";
import { Icon } from "../../parts/Icon";
import { number } from "../../words/format";

/** What a test of a connection found out. */
export function Tested({ answer }: { answer: components["schemas"]["ConnectionTestAnswer"] }) {
  const { t } = useLingui();
  const works = answer.outcome === "works";
  const milliseconds = number(answer.milliseconds);
  return (
    <div className={works ? "note n" : "note e"} role="status">
      <Icon name={works ? "check" : "trouble"} />
      <div className="fill">
        <p>
          {works ? t`It works, within ${milliseconds} ms.` : t`It does not work.`} {answer.hint}
        </p>
        <p className="q s">
          {answer.url}
          {answer.httpStatus ? ` · HTTP ${answer.httpStatus}` : ""} · TLS: {answer.tls} ·{" "}
          {t`secret: ${answer.credentials}`}
        </p>
        {answer.said && <p className="ref">{answer.said}</p>}
      </div>
    </div>
  );
}
