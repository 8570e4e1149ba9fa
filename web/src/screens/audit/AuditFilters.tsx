import { Trans, useLingui } from "@lingui/react/macro";
import type { RefObject } from "react";
import type { User } from "../users/users";
import { kindWords } from "./events";

interface AuditFiltersProps {
  search: Record<string, string | undefined>;
  members: readonly User[];
  first: RefObject<HTMLSelectElement | null>;
  onChange: (change: Record<string, string>) => void;
}

/** What the trail is filtered by; all of it stands in the address. */
export function AuditFilters({ search, members, first, onChange }: AuditFiltersProps) {
  const { t, i18n } = useLingui();
  return (
    <div className="auditfilters">
      <select
        ref={first}
        className="word"
        aria-label={t`Kind`}
        value={search.kind ?? ""}
        onChange={(event) => onChange({ kind: event.currentTarget.value })}
      >
        <option value="">{t`All kinds`}</option>
        {Object.entries(kindWords).map(([kind, words]) => (
          <option key={kind} value={kind}>
            {i18n._(words)}
          </option>
        ))}
      </select>
      <select
        className="word"
        aria-label={t`By whom`}
        value={search.person ?? ""}
        onChange={(event) => onChange({ person: event.currentTarget.value })}
      >
        <option value="">{t`By anybody`}</option>
        {members.map((it) => (
          <option key={it.id} value={it.id}>
            {it.displayName}
          </option>
        ))}
      </select>
      <select
        className="word"
        aria-label={t`About whom`}
        value={search.user ?? ""}
        onChange={(event) => onChange({ user: event.currentTarget.value })}
      >
        <option value="">{t`About anybody`}</option>
        {members.map((it) => (
          <option key={it.id} value={it.id}>
            {it.displayName}
          </option>
        ))}
      </select>
      <input
        className="word"
        aria-label={t`About what`}
        placeholder={t`About what`}
        defaultValue={search.subject ?? ""}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
          if (event.key === "Enter") onChange({ subject: event.currentTarget.value.trim() });
        }}
      />
      <input
        type="date"
        className="word day"
        aria-label={t`From the day`}
        title={t`From the day`}
        value={search.from ?? ""}
        onChange={(event) => onChange({ from: event.currentTarget.value })}
      />
      <input
        type="date"
        className="word day"
        aria-label={t`To the day`}
        title={t`To the day`}
        value={search.to ?? ""}
        onChange={(event) => onChange({ to: event.currentTarget.value })}
      />
      <label className="row g2 s nw">
        <input
          type="checkbox"
          checked={search.refused === "1"}
          onChange={(event) => onChange({ refused: event.currentTarget.checked ? "1" : "" })}
        />
        <Trans>Refused only</Trans>
      </label>
    </div>
  );
}
