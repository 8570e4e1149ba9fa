import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Icon } from "./Icon";

/** A secret that the server shows only now, to be taken away. */
export function SecretOnce({ name, secret }: { name: string; secret: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(secret);
    setCopied(true);
  };
  return (
    <div className="note h" role="status">
      <Icon name="eye" />
      <div className="fill">
        <Trans>{name}: shown this once. Keep it where the program finds it.</Trans>
        <div className="once">
          <code className="ref fill">{secret}</code>
          <button type="button" className="btn small" onClick={() => void copy()}>
            <Icon name="copy" />
            {isCopied ? <Trans>Copied</Trans> : <Trans>Copy</Trans>}
          </button>
        </div>
      </div>
    </div>
  );
}
