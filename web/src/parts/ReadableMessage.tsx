import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { answered, api } from "../api/client";
import type { components } from "../api/schema";
import { Refusal } from "./Refusal";
import "./readable.css";

type Element = components["schemas"]["ElementAnswer"];

interface Line {
  key: string;
  depth: number;
  element: Element;
}

/** A message exchanged with customs in words: each element with its name and what it says. */
export function ReadableMessage({ id }: { id: string }) {
  const { t, i18n } = useLingui();
  const { data, error } = useQuery({
    queryKey: ["readable", id],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/v1/messages/{messageId}/readable", {
          params: { path: { messageId: id } },
          signal,
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const lines = useMemo(() => (data?.content ? linesOf(data.content) : []), [data]);
  const words = (texts: { en: string; de?: string | null } | null | undefined) =>
    (i18n.locale === "de" ? texts?.de : undefined) ?? texts?.en ?? "";
  return (
    <div className="readable scroll fill" role="region" tabIndex={0} aria-label={t`The message`}>
      {error && <Refusal>{error.message}</Refusal>}
      {data?.unread && <Refusal>{data.unread}</Refusal>}
      {lines.map(({ key, depth, element }) => (
        <div key={key} className="said" style={{ paddingLeft: 16 + depth * 14 }}>
          <span className={element.value ? "q" : "med"} title={element.element}>
            {words(element.label)}
          </span>
          {element.value && <span className="value">{element.value}</span>}
          {element.valueLabel && <span className="q"> {words(element.valueLabel)}</span>}
          {element.attributes?.map((it) => (
            <span className="q ref" key={it.name}>
              {" "}
              {it.name} {it.value}
            </span>
          ))}
        </div>
      ))}
      {(data?.elementsLeftOut ?? 0) > 0 && (
        <p className="q blank">
          <Trans>{data?.elementsLeftOut} more elements are left out.</Trans>
        </p>
      )}
    </div>
  );
}

/** The elements one after the other, as deep as they are. */
function linesOf(root: Element): Line[] {
  const lines: Line[] = [];
  const walk = (element: Element, depth: number, key: string) => {
    lines.push({ key, depth, element });
    element.elements?.forEach((below, at) => {
      walk(below, depth + 1, `${key}.${at}`);
    });
  };
  walk(root, 0, "0");
  return lines;
}
