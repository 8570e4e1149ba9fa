import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Difference } from "../../parts/Difference";
import { Refusal } from "../../parts/Refusal";
import { tryOut, wrongOf } from "./mappings";

function shown(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A shipment that is tried: what the mappings that are published change in it. */
export function TryOut() {
  const { t } = useLingui();
  const [text, setText] = useState("");
  const trying = useMutation({ mutationFn: tryOut });
  return (
    <div className="sec paired">
      <h2>
        <Trans>Try it out</Trans>
      </h2>
      <div className="entry">
        <label className="name" htmlFor="tried">
          <Trans>Shipment as JSON</Trans>
        </label>
        <textarea
          id="tried"
          rows={8}
          spellCheck={false}
          value={text}
          aria-describedby="tried-about"
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <span className="hint" id="tried-about">
          <Trans>
            It is taken as if you had sent it: by what is published, and nothing is kept.
          </Trans>
        </span>
      </div>
      <button
        type="button"
        className="btn"
        disabled={!text.trim() || trying.isPending}
        onClick={() => trying.mutate(text)}
      >
        <Trans>Try it</Trans>
      </button>
      {wrongOf(trying.error).map((it) => (
        <Refusal key={it}>{it}</Refusal>
      ))}
      {trying.data?.length === 0 && (
        <p className="m" role="status">
          <Trans>Nothing would be changed.</Trans>
        </p>
      )}
      <table>
        <tbody>
          {trying.data?.map((it) => (
            <Difference
              key={`${it.path} ${it.row ?? ""}`}
              label={it.path}
              before={shown(it.sent)}
              after={shown(it.kept)}
              why={t`Mapping ${it.mapping ?? ""}, table ${it.table ?? ""}, row ${it.row ?? ""}`}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
