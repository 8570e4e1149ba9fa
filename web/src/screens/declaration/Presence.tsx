import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { listenToPresence } from "../../api/changes";
import { answered, api } from "../../api/client";
import type { components } from "../../api/schema";
import { useSession } from "../../api/session";
import { useTenant } from "../../api/tenant";
import { initials } from "../../parts/Person";

type PresentPerson = components["schemas"]["PresentPerson"];

/** The server forgets who is here after 30 seconds. */
const again = 20_000;

/** Where the others are shown: at the right of the bar. */
export const presencePlace = "present";

/**
 * Says that somebody is here and where, and tells who else is: at once by the stream of events, and
 * again whenever it is said.
 */
export function usePresence(id: string) {
  const me = useSession();
  const tenant = useTenant().id;
  const [place, setPlace] = useState({ place: "", typing: false });
  const { data } = useQuery({
    queryKey: ["presence", tenant, id, place],
    queryFn: () =>
      answered(
        api.PUT("/v1/declarations/{id}/presence", {
          params: { path: { id } },
          body: { typing: place.typing, ...(place.place ? { place: place.place } : {}) },
        }),
      ),
    refetchInterval: again,
    placeholderData: (before) => before,
    retry: false,
    gcTime: 0,
  });
  const [present, setPresent] = useState<readonly PresentPerson[]>([]);
  useEffect(() => {
    if (data) setPresent(data.persons);
  }, [data]);
  useEffect(() => listenToPresence(tenant, id, ({ persons }) => setPresent(persons)), [tenant, id]);
  useEffect(
    () => () => {
      const leaves = { params: { path: { id } }, body: { leaves: true } };
      void api.PUT("/v1/declarations/{id}/presence", leaves).catch(() => undefined);
    },
    [id],
  );
  const tell = useCallback(
    (where: string, typing: boolean) => setPlace({ place: where, typing }),
    [],
  );
  const persons = present.filter(
    (it) => it.person !== me.name && !it.person.startsWith(`${me.displayName} <`),
  );
  return { persons, tell };
}

/** Who else is here, and what they do. */
export function Present({ persons }: { persons: readonly PresentPerson[] }) {
  const { t } = useLingui();
  const place = document.getElementById(presencePlace);
  if (!place || persons.length === 0) return null;
  const words = ({ place: where, typing }: PresentPerson) => {
    if (!where) return typing ? t`types` : t`reads it`;
    return typing ? t`types in ${where}` : t`reads ${where}`;
  };
  return createPortal(
    persons.slice(0, 3).map((it) => (
      <span className="row g2 s q" key={it.person} title={`${it.person} ${words(it)}`}>
        <span className="who live">{initials(it.person.replace(/ <.*$/, ""))}</span>
        <span className="cut">{words(it)}</span>
      </span>
    )),
    place,
  );
}
