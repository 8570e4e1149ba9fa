import { Trans, useLingui } from "@lingui/react/macro";
import { Menu } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useSession } from "../../api/session";
import { useTenant } from "../../api/tenant";
import { Icon } from "../../parts/Icon";
import type { Address } from "./useAddress";
import { changeView, dropView, searchOfView, textOf, type View, viewsQuery } from "./views";

/** The views of the list: everything open, and what people saved. */
export function Views({ address }: { address: Address }) {
  const { t } = useLingui();
  const tenant = useTenant();
  const session = useSession();
  const queries = useQueryClient();
  const { data: views = [] } = useQuery(viewsQuery(tenant.id));
  const { mutate, error } = useMutation({
    mutationFn: (act: () => Promise<void>) => act(),
    onSettled: () => queries.invalidateQueries({ queryKey: ["views", tenant.id] }),
  });
  const open = views.find((view) => view.id === address.all.saved);
  const isMine = open && open.owner === session.name;
  const isChanged = open && textOf(searchOfView(open)) !== textOf(address.all);
  const choose = (view: View) => address.replace({ ...searchOfView(view), saved: view.id });
  const drop = (view: View) => {
    address.change({ saved: "" });
    mutate(() => dropView(view));
  };
  const title = open ? open.name : t`Everything open`;
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className="btn bare small" title={error?.message ?? t`Views`}>
          <Icon name="eye" />
          {isChanged ? t`${title}, changed` : title}
          <Icon name="down" size={12} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => address.replace({})}>
          <Trans>Everything open</Trans>
        </Menu.Item>
        {views.map((view) => (
          <Menu.Item
            key={view.id}
            leftSection={view.id === open?.id ? <Icon name="check" size={14} /> : undefined}
            rightSection={<ViewTag view={view} me={session.name} />}
            onClick={() => choose(view)}
          >
            {view.name}
          </Menu.Item>
        ))}
        {open && isMine && (
          <>
            <Menu.Divider />
            {isChanged && (
              <Menu.Item
                onClick={() => mutate(() => changeView({ ...open, search: textOf(address.all) }))}
              >
                <Trans>Keep what is shown as “{open.name}”</Trans>
              </Menu.Item>
            )}
            <Menu.Item onClick={() => mutate(() => changeView({ ...open, shared: !open.shared }))}>
              {open.shared ? t`Stop sharing` : t`Share with everybody of ${tenant.name}`}
            </Menu.Item>
            <Menu.Item onClick={() => drop(open)}>
              <Trans>Delete “{open.name}”</Trans>
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function ViewTag({ view, me }: { view: View; me: string }) {
  const { t } = useLingui();
  if (view.owner !== me) return <span className="q s">{t`of ${view.owner}`}</span>;
  return view.shared ? <span className="q s">{t`shared`}</span> : null;
}
