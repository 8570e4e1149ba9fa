import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { actorName } from "../../words/actor";
import { exactly } from "../../words/format";
import type { AuditEntry } from "./audit";
import { Chain } from "./Chain";

interface EntryPaneProps {
  entry: AuditEntry;
  slug: string;
  title: string;
  /** The name of an account by its id. */
  nameOfUser: (id: string) => string;
}

const declarationId = /^[0-9a-f]{8}-[0-9a-f-]{27}$/u;

/** One entry of the trail, and the state of the chain that it stands in. */
export function EntryPane({ entry, slug, title, nameOfUser }: EntryPaneProps) {
  const { t } = useLingui();
  const { subject, kind } = entry;
  const isDeclaration = kind === "declarations" && subject && declarationId.test(subject);
  return (
    <section className="scroll record" aria-label={title}>
      <div className="sec">
        <h2>
          <span className={entry.refused ? "title late" : "title"}>{title}</span>
        </h2>
        <dl className="facts">
          <Fact name={t`When`} value={exactly(entry.recordedAt)} />
          <Fact name={t`Who`} value={actorName(entry.actor)} />
          <Fact name={t`Account`} value={entry.userId && nameOfUser(entry.userId)} />
          <Fact name={t`About`} value={subject} />
          <Fact name={t`Detail`} value={entry.detail} />
          <Fact name={t`From`} value={entry.address} />
          <Fact name={t`Event`} value={entry.event} isCode />
          <Fact name={t`Entry`} value={entry.hash ? String(entry.sequence) : entry.id} isCode />
          <Fact name={t`Hash`} value={entry.hash} isCode />
          <Fact name={t`Hash before`} value={entry.previousHash} isCode />
        </dl>
        {isDeclaration && (
          <Link to="/$tenant/declarations/$id" params={{ tenant: slug, id: subject }} search={{}}>
            <Trans>Open the declaration</Trans>
          </Link>
        )}
      </div>
      <Chain />
    </section>
  );
}

interface FactProps {
  name: string;
  value: string | null | undefined;
  isCode?: boolean;
}

/** A name and what is so; nothing where nothing is known. */
function Fact({ name, value, isCode }: FactProps) {
  if (!value) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd className={isCode ? "ref" : undefined}>{value}</dd>
    </div>
  );
}
