import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useSession } from "../../api/session";
import { useTenant } from "../../api/tenant";
import { useKeys } from "../../keys/Keys";
import { Icon } from "../../parts/Icon";
import { Person } from "../../parts/Person";
import { type RecordColumn, RecordList } from "../../parts/RecordList";
import { usePageTitle } from "../../parts/usePageTitle";
import { NewMember } from "./NewMember";
import { UserPane } from "./UserPane";
import { type User, usersQuery } from "./users";

/** Who is a member of the tenant, and what each may do and see. */
export function Users() {
  const { t } = useLingui();
  const tenant = useTenant();
  const session = useSession();
  const navigate = useNavigate();
  const { tenant: slug } = useParams({ from: "/$tenant/users" });
  const { user, add } = useSearch({ from: "/$tenant/users" });
  const { data, error } = useQuery(usersQuery(tenant.id));
  const current = data?.users.find((it) => it.id === user) ?? data?.users[0];
  const show = (search: Record<string, string>) =>
    void navigate({ to: "/$tenant/users", params: { tenant: slug }, search, replace: true });
  const columns: RecordColumn<User>[] = [
    {
      name: "person",
      words: t`Person`,
      width: "minmax(160px, 1fr)",
      cell: (it) => (
        <span className="row g2">
          <Person name={it.displayName} isMe={it.id === session.userId} />
          <span className="cut med">{it.displayName}</span>
        </span>
      ),
    },
    { name: "name", words: t`Signs in as`, width: "160px", cell: (it) => it.name },
    { name: "roles", words: t`Roles`, width: "170px", cell: (it) => it.roles.join(", ") },
    { name: "state", words: t`State`, width: "150px", cell: (it) => <MemberState user={it} /> },
  ];
  usePageTitle(t`People`);
  useKeys([{ keys: "C", place: "list", words: msg`New member`, act: () => show({ add: "1" }) }]);
  return (
    <>
      <header className="bar">
        <h1>
          <Trans>People</Trans>
        </h1>
        <span className="fill" />
        <button type="button" className="btn" onClick={() => show({ add: "1" })}>
          <Icon name="add" />
          <Trans>New member</Trans> <kbd>C</kbd>
        </button>
      </header>
      <div className="fill records">
        <RecordList
          label={t`People`}
          rows={data?.users}
          columns={columns}
          nameOf={(it) => it.id}
          selected={add ? undefined : current?.id}
          onSelect={(id) => show({ user: id })}
          error={error}
          empty={<Trans>Nobody is a member yet.</Trans>}
        />
        {add ? (
          <NewMember onClose={() => show({})} onMade={(id) => show({ user: id })} />
        ) : (
          current && (
            <UserPane
              key={current.id}
              user={current}
              slug={slug}
              isMe={current.id === session.userId}
            />
          )
        )}
      </div>
    </>
  );
}

function MemberState({ user }: { user: User }) {
  if (user.disabledAt) {
    return (
      <span className="q">
        <Trans>Off</Trans>
      </span>
    );
  }
  if (!user.hasPassword && !user.hasSingleSignOn) return <Trans>Invited</Trans>;
  return user.hasSecondFactor ? <Trans>On, two factors</Trans> : <Trans>On</Trans>;
}
