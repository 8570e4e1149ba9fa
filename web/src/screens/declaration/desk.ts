import { createContext, useContext } from "react";
import type { Declaration, Origin } from "./data";
import type { Json } from "./model/address";
import type { FieldIndex } from "./model/fields";
import type { Found } from "./model/findings";
import type { Drafting } from "./model/useDraft";

/** What the parts of the screen share about the declaration that is open. */
export interface Desk {
  tenant: string;
  declaration: Declaration;
  /** The document as it would stand with what is typed. */
  document: Json;
  /** The document as the server has it. */
  saved: Json;
  index: FieldIndex;
  drafting: Drafting;
  /** What is wrong, or would be. */
  found: readonly Found[];
  foundAt: ReadonlyMap<string, Found[]>;
  /** What would stand in fields once it is saved, as far as that is known, by address. */
  follows: ReadonlyMap<string, string>;
  /** Sources of the values that are saved, by path. */
  origins: ReadonlyMap<string, Origin> | undefined;
  /** Whether the person may change the document now. */
  canEdit: boolean;
  /** Whether the sources stand in words under all fields. */
  showsOrigins: boolean;
  /** The field whose chain of sources is open. */
  chainOf: string | undefined;
  openChain: (address: string | undefined) => void;
  /** Shows what the server says of a code. */
  explain: (code: string) => void;
  /** Shows a message beside the document. */
  readMessage: (id: string) => void;
  /** Shows a field and gives it the focus. */
  jump: (address: string) => void;
  /** The field that is to get the focus; `turn` tells one wish from the next. */
  goal: { address: string; turn: number } | undefined;
  /** The item whose form is open. */
  item: string | undefined;
  openItem: (address: string | undefined) => void;
  /** The day as of which codes and master data are looked up. */
  day: string;
}

const Context = createContext<Desk | null>(null);

export const DeskProvider = Context.Provider;

/** The declaration that is open. */
export function useDesk(): Desk {
  const desk = useContext(Context);
  if (!desk) throw new Error("no declaration is open here");
  return desk;
}
