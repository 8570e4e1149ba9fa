import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useTenant } from "../../api/tenant";
import { Entry } from "../../parts/Entry";
import { Refusal } from "../../parts/Refusal";
import { Ticks } from "../../parts/Ticks";
import { codesOf } from "../../words/codes";
import { type Client, useClientActs } from "./clients";

/** What a client is for, what it may do and see, and its last day. */
export function ClientForm({ client }: { client: Client }) {
  const { t } = useLingui();
  const { id: tenant, scopes: own } = useTenant();
  const { change } = useClientActs(tenant);
  const before = {
    description: client.description ?? "",
    scopes: client.scopes,
    companies: client.visible?.companies?.join(", ") ?? "",
    plants: client.visible?.plants?.join(", ") ?? "",
    lastDay: client.expiresAt ? dayOf(client.expiresAt) : "",
  };
  const [typed, setTyped] = useState(before);
  const isChanged = JSON.stringify(typed) !== JSON.stringify(before);
  // Scopes that it has and the person lacks are shown too: the server says who may change them.
  const choices = [...new Set([...own, ...client.scopes])].map((value) => ({ value }));
  const save = () => {
    const parts = { companies: codesOf(typed.companies), plants: codesOf(typed.plants) };
    const isRestricted = parts.companies.length + parts.plants.length > 0;
    const body = {
      description: typed.description.trim() || null,
      scopes: typed.scopes,
      visible: isRestricted ? parts : null,
      ...(typed.lastDay === before.lastDay ? {} : { expiresAt: endOf(typed.lastDay) }),
    };
    change.mutate({ of: client, body });
  };
  return (
    <form
      className="sec"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <h2>
        <Trans>What it may</Trans>
      </h2>
      {change.error && <Refusal>{change.error.message}</Refusal>}
      <Entry
        label={t`What it is for`}
        value={typed.description}
        maxLength={500}
        onChange={(event) => setTyped({ ...typed, description: event.currentTarget.value })}
      />
      <Ticks
        legend={t`Rights`}
        choices={choices}
        ticked={typed.scopes}
        onChange={(scopes) => setTyped({ ...typed, scopes })}
      />
      <div className="fields">
        <Entry
          label={t`Companies`}
          hint={t`Codes apart by commas; empty: all.`}
          value={typed.companies}
          onChange={(event) => setTyped({ ...typed, companies: event.currentTarget.value })}
        />
        <Entry
          label={t`Plants`}
          hint={t`Codes apart by commas; empty: all.`}
          value={typed.plants}
          onChange={(event) => setTyped({ ...typed, plants: event.currentTarget.value })}
        />
        <Entry
          label={t`Last day`}
          hint={t`Empty: without end.`}
          type="date"
          value={typed.lastDay}
          onChange={(event) => setTyped({ ...typed, lastDay: event.currentTarget.value })}
        />
      </div>
      {isChanged && (
        <div className="row g2">
          <button type="submit" className="btn main" disabled={change.isPending}>
            <Trans>Save</Trans>
          </button>
          <button type="button" className="btn bare" onClick={() => setTyped(before)}>
            <Trans>Leave it</Trans>
          </button>
        </div>
      )}
    </form>
  );
}

/** The day of a time by the clock of the person, as fields of days write it. */
function dayOf(time: string): string {
  return new Date(time).toLocaleDateString("sv-SE");
}

/** The end of a day by the clock of the person; `null` where there is none. */
function endOf(day: string): string | null {
  return day ? new Date(`${day}T23:59:59`).toISOString() : null;
}
