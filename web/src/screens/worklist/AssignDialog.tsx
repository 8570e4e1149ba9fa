import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useSession } from "../../api/session";
import { useMay, useTenant } from "../../api/tenant";
import { Person } from "../../parts/Person";
import { titleOf } from "./actWords";
import { Choice, type Option } from "./Choice";
import { peopleQuery } from "./people";

interface AssignDialogProps {
  count: number;
  /** People that rows of the list are assigned to. */
  known: readonly string[];
  onAssign: (name: string | undefined) => void;
  onClose: () => void;
}

/** Who is to see to the rows. */
export function AssignDialog({ count, known, onAssign, onClose }: AssignDialogProps) {
  const { t, i18n } = useLingui();
  const session = useSession();
  const tenant = useTenant();
  const maySeePeople = useMay("admin:users");
  const { data: people = [] } = useQuery({ ...peopleQuery(tenant.id), enabled: maySeePeople });
  const names = new Map<string, string>([[session.name, session.displayName]]);
  for (const person of people) names.set(person.name, person.displayName);
  for (const name of known) if (!names.has(name)) names.set(name, name);
  const optionOf = (name: string, display: string): Option => ({
    id: name,
    text: name === display ? name : `${display} ${name}`,
    label: (
      <>
        <Person name={display} isMe={name === session.name} />
        <span>
          {display} {name !== display && <span className="q">{name}</span>}
        </span>
      </>
    ),
    choose: () => onAssign(name),
  });
  const nobody: Option = {
    id: "",
    text: t`Nobody`,
    label: <span className="m">{t`Nobody`}</span>,
    choose: () => onAssign(undefined),
  };
  return (
    <Choice
      title={i18n._(titleOf("assign", count))}
      label={t`To whom`}
      options={[...[...names].map(([name, display]) => optionOf(name, display)), nobody]}
      other={(name) => optionOf(name, name)}
      onClose={onClose}
    />
  );
}
