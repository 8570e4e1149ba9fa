import { useMemo, useState } from "react";
import { type Column, chosen, usual } from "./columns";

const stored = "cas.columns";

function remembered(): readonly string[] {
  const kept = localStorage.getItem(stored);
  return kept ? (JSON.parse(kept) as string[]) : usual;
}

/** The columns that the person chose on this device, and what chooses others. */
export function useColumns(): [
  readonly Column[],
  readonly string[],
  (ids: readonly string[]) => void,
] {
  const [ids, setIds] = useState(remembered);
  const choose = (wanted: readonly string[]) => {
    localStorage.setItem(stored, JSON.stringify(wanted));
    setIds(wanted);
  };
  return [useMemo(() => chosen(ids), [ids]), ids, choose];
}
