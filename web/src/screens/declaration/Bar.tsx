import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Menu } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { answered, api } from "../../api/client";
import { useSession } from "../../api/session";
import { useMay } from "../../api/tenant";
import { useKeys } from "../../keys/Keys";
import { FlagMenu } from "../../parts/FlagMenu";
import { Icon } from "../../parts/Icon";
import { Person } from "../../parts/Person";
import { type Declaration, type Summary, workQuery } from "./data";
import { useGroupWords } from "./groups";
import { presencePlace } from "./Presence";
import type { Neighbours } from "./useNeighbours";

interface BarProps {
  tenant: string;
  /** What is known of it: the row of the list comes before the declaration itself. */
  known: Declaration | Summary | undefined;
  neighbours: Neighbours | undefined;
  typeLabel: string;
  onBack: () => void;
  onGo: (id: string | undefined) => void;
}

/** What is open: the way back, its place in the list, its numbers, who sees to it. */
export function Bar({ tenant, known, neighbours, typeLabel, onBack, onGo }: BarProps) {
  const { t } = useLingui();
  const groupWords = useGroupWords();
  const { tenant: slug } = useParams({ from: "/$tenant" });
  const { place = 0, count = 0, hasMore = false, before, after } = neighbours ?? {};
  const of = hasMore ? `${count}+` : `${count}`;
  return (
    <header className="bar">
      <button
        type="button"
        className="btn bare icon"
        title={t`Back to the same row (Esc)`}
        aria-label={t`Back`}
        onClick={onBack}
      >
        <Icon name="back" />
      </button>
      {neighbours && (
        <>
          <span className="crumb">
            <button type="button" className="link" onClick={onBack}>
              {groupWords(neighbours.search.group)}
            </button>
            <span className="tnum">{t`${place} of ${of}`}</span>
          </span>
          <span className="row steps">
            <button
              type="button"
              className="btn bare icon small"
              aria-label={t`Previous`}
              title="K"
              disabled={!before}
              onClick={() => onGo(before)}
            >
              <Icon name="up" size={12} />
            </button>
            <button
              type="button"
              className="btn bare icon small"
              aria-label={t`Next`}
              title="J"
              disabled={!after}
              onClick={() => onGo(after)}
            >
              <Icon name="down" size={12} />
            </button>
          </span>
        </>
      )}
      <h1>
        {known && (
          <Link
            to="/$tenant/shipments/$reference"
            params={{ tenant: slug, reference: known.customsShipmentReference }}
            search={{}}
            title={t`Open the shipment`}
          >
            {known.customsShipmentReference}
          </Link>
        )}
      </h1>
      {known && (
        <>
          <span className="tag">{typeLabel || known.declarationType}</span>
          <span className="q s nw">
            {known.system.toLocaleUpperCase().replace("_", " ")} {known.jurisdiction}
          </span>
          <Reference name="LRN" value={known.lrn} />
          <Reference name={known.arc ? "ARC" : "MRN"} value={known.mrn ?? known.arc} />
          <span className="fill" />
          <span className="row g2" id={presencePlace} />
          <Work tenant={tenant} id={known.id} />
        </>
      )}
    </header>
  );
}

/** A number that can be copied. */
function Reference({ name, value }: { name: string; value: string | null | undefined }) {
  const { t } = useLingui();
  return (
    <span className="row g1 s nw number">
      <span className="q">{name}</span>
      {value ? (
        <>
          <span className="ref">{value}</span>
          <button
            type="button"
            className="og"
            aria-label={t`Copy ${name}`}
            title={name === "LRN" ? t`Copy` : t`Copy (Y)`}
            onClick={() => void navigator.clipboard.writeText(value)}
          >
            <Icon name="copy" size={12} />
          </button>
        </>
      ) : (
        <span className="q">
          <Trans>none yet</Trans>
        </span>
      )}
    </span>
  );
}

/** Who sees to it, and its flag. */
function Work({ tenant, id }: { tenant: string; id: string }) {
  const { t } = useLingui();
  const me = useSession().name;
  const may = useMay("create:messages");
  const queries = useQueryClient();
  const query = workQuery(tenant, id);
  const { data: work } = useQuery(query);
  const path = { id };
  const [isFlagging, setFlagging] = useState(false);
  const assign = useMutation({
    mutationFn: (assignee: string | null) =>
      answered(
        api.PUT("/v1/declarations/{id}/assignment", { params: { path }, body: { assignee } }),
      ),
    onSuccess: (answer) => queries.setQueryData(query.queryKey, answer),
  });
  const flag = useMutation({
    mutationFn: (to: string | null) =>
      answered(api.PUT("/v1/declarations/{id}/flag", { params: { path }, body: { flag: to } })),
    onSuccess: (answer) => queries.setQueryData(query.queryKey, answer),
  });
  useKeys(
    may
      ? [
          {
            keys: "A",
            place: "declaration",
            words: msg`Assign to me, or to nobody`,
            act: () => assign.mutate(work?.assignee === me ? null : me),
          },
          {
            keys: "L",
            place: "declaration",
            words: msg`Flag`,
            act: () => setFlagging(true),
          },
        ]
      : [],
  );
  if (!work) return null;
  const { assignee } = work;
  return (
    <span className="row g2">
      <Menu position="bottom-end" disabled={!may}>
        <Menu.Target>
          <button
            type="button"
            className="btn bare icon"
            title={assignee ? t`Assigned to ${assignee}` : t`Assigned to nobody`}
            aria-label={assignee ? t`Assigned to ${assignee}` : t`Assigned to nobody`}
          >
            {assignee ? <Person name={assignee} isMe={assignee === me} /> : <Icon name="person" />}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => assign.mutate(me)}>{t`Assign to me`}</Menu.Item>
          <Menu.Item disabled={!assignee} onClick={() => assign.mutate(null)}>
            {t`Assign to nobody`}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <FlagMenu
        flag={work.flag}
        isOpen={isFlagging}
        isDisabled={!may}
        onOpen={setFlagging}
        onFlag={(to) => flag.mutate(to)}
      />
    </span>
  );
}
