import { createContext, useContext } from "react";
import type { Place } from "../model/edit";
import type { Flow } from "../model/flow";
import type { Found } from "../model/places";

/** What nodes and edges need to know of the screen around them. */
export interface CanvasContext {
  name: string;
  slug: string;
  flow: Flow;
  found: readonly Found[];
  chosen?: string;
  canEdit: boolean;
  /** The first day whose declarations are counted. */
  since: string;
  choose(step: string): void;
  add(place: Place): void;
}

const Context = createContext<CanvasContext | null>(null);

/** Tells nodes and edges about the screen around them. */
export const CanvasProvider = Context.Provider;

/** What the screen around tells. */
export function useCanvas(): CanvasContext {
  const context = useContext(Context);
  if (!context) throw new Error("outside of a canvas");
  return context;
}
