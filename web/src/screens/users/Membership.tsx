import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useTenant } from "../../api/tenant";
import { Entry } from "../../parts/Entry";
import { Ticks } from "../../parts/Ticks";
import { codesOf } from "../../words/codes";
import { rolesQuery, type User } from "./users";

/** What is typed about a membership. */
export interface Typed {
  displayName: string;
  roles: string[];
  companies: string;
  plants: string;
}

/** A membership as it is typed at first. */
export function typedOf(user?: User): Typed {
  return {
    displayName: user?.displayName ?? "",
    roles: user?.roles ?? ["declarant"],
    companies: user?.visible?.companies?.join(", ") ?? "",
    plants: user?.visible?.plants?.join(", ") ?? "",
  };
}

/** The parts of the organisation that are meant; `null` for all of them. */
export function visibleOf({ companies, plants }: Typed) {
  const parts = { companies: codesOf(companies), plants: codesOf(plants) };
  return parts.companies.length + parts.plants.length > 0 ? parts : null;
}

interface MembershipProps {
  typed: Typed;
  onChange: (typed: Typed) => void;
}

/** The fields of a membership: name, roles, and what is visible. */
export function Membership({ typed, onChange }: MembershipProps) {
  const { t } = useLingui();
  const { id } = useTenant();
  const { data } = useQuery(rolesQuery(id));
  const roles = data?.roles ?? [];
  const mayBeRestricted = roles
    .filter((it) => typed.roles.includes(it.name))
    .every((it) => it.mayBeRestricted);
  const set = (change: Partial<Typed>) => onChange({ ...typed, ...change });
  const hint = mayBeRestricted
    ? t`Codes apart by commas; empty: all.`
    : t`Configurators and administrators see all.`;
  return (
    <>
      <Entry
        label={t`Name as others see it`}
        value={typed.displayName}
        required
        onChange={(event) => set({ displayName: event.currentTarget.value })}
      />
      <Ticks
        legend={t`Roles`}
        choices={roles.map((it) => ({ value: it.name, about: it.description }))}
        ticked={typed.roles}
        onChange={(ticked) => set({ roles: ticked })}
      />
      <div className="fields">
        <Entry
          label={t`Companies`}
          hint={hint}
          value={typed.companies}
          disabled={!mayBeRestricted}
          onChange={(event) => set({ companies: event.currentTarget.value })}
        />
        <Entry
          label={t`Plants`}
          hint={hint}
          value={typed.plants}
          disabled={!mayBeRestricted}
          onChange={(event) => set({ plants: event.currentTarget.value })}
        />
      </div>
    </>
  );
}
