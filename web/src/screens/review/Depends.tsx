import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useTenant } from "../../api/tenant";
import { number } from "../../words/format";
import { runningQuery } from "../flows/trial";
import { useWord } from "../flows/useWord";
import { stateWords } from "../flows/words";
import { type Kind, needsQuery, type ReviewAnswer } from "./data";

interface DependsProps {
  kind: Kind;
  name: string;
  slug: string;
  review: ReviewAnswer;
}

/** Where it is used and what it needs: what depends on it, both ways. */
export function Depends({ kind, name, slug, review }: DependsProps) {
  const { t } = useLingui();
  const word = useWord();
  const tenant = useTenant();
  const { data: needs = [] } = useQuery(needsQuery(tenant.id, kind, name));
  const isFlow = kind === "flows";
  const running = useQuery({ ...runningQuery(tenant.id, name), enabled: isFlow });
  const runs = running.data?.filter((it) => it.shipments > 0) ?? [];
  const needed = needs.filter((it) => it.kind !== "field");
  const kinds: Record<string, string> = {
    decisionTable: t`table`,
    flow: t`flow`,
    codeList: t`code list`,
    valueSet: t`value set`,
    system: t`system`,
    declarationType: t`type`,
    settings: t`settings`,
  };
  const place = (it: { kind: string; name: string }) => {
    const name = encodeURIComponent(it.name);
    if (it.kind === "flow") return `/${slug}/flows/${name}`;
    return it.kind === "decisionTable" ? `/${slug}/tables/${name}` : undefined;
  };
  return (
    <div className="sec">
      <h2>
        <Trans>What depends on it</Trans>
      </h2>
      <ul className="uses">
        {review.uses.map((it) => (
          <li key={`${it.name}${it.version}${it.path}`} className="m">
            <Named href={place(it)} name={it.name} />{" "}
            <span className="q s">
              {kinds[it.kind] ?? it.kind} {number(it.version)}, {word(stateWords, it.state)},{" "}
              {it.path}
            </span>
          </li>
        ))}
        {runs.map((it) => (
          <li key={it.version}>
            <Trans>
              {number(it.shipments)} shipments run on version {number(it.version)} and stay on it.
            </Trans>
          </li>
        ))}
      </ul>
      {review.uses.length + runs.length === 0 && (
        <p className="q s">
          <Trans>nothing</Trans>
        </p>
      )}
      {needed.length > 0 && (
        <>
          <h2 className="second">
            <Trans>What it needs</Trans>
          </h2>
          <ul className="uses">
            {needed.map((it) => (
              <li key={`${it.kind}${it.name}${it.path}`} className="m" title={it.path}>
                <Named href={place(it)} name={it.name} />{" "}
                <span className="q s">{kinds[it.kind] ?? it.kind}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Named({ href, name }: { href: string | undefined; name: string }) {
  return href ? <a href={href}>{name}</a> : <span className="med">{name}</span>;
}
