import { useDesk } from "./desk";
import { toPath, valueAt } from "./model/address";
import type { OriginFields } from "./origins";

/** Where the value at an address comes from; of what is typed, from the one who types. */
export function useOrigin(address: string): OriginFields | undefined {
  const desk = useDesk();
  if (address in desk.drafting.draft.values) {
    return desk.drafting.draft.values[address] === null ? undefined : { type: "person" };
  }
  if (valueAt(desk.saved, address) === undefined) return undefined;
  return desk.origins?.get(toPath(desk.saved, address))?.origin as OriginFields | undefined;
}
