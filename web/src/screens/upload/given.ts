import type { components } from "../../api/schema";

export type Document = components["schemas"]["CustomsShipment"];
/** A message of a trader as the server read it. */
export type ReadMessage = components["schemas"]["ReadMessageAnswer"];

/** A text that was pasted, or a file. */
export interface Source {
  /** The name of the file; empty where it was pasted. */
  name: string;
  text: string;
}

/** Something that is wrong with what was given, or to be known of it. */
export interface Wrong {
  /** What is wrong. */
  message: string;
  /** What to do. */
  remedy?: string;
  /** Where in the text, counted from 1. */
  line?: number;
  /** Where in the document. */
  path?: string;
  code?: string;
  severity: "error" | "warning";
}

/** A shipment that a source holds, or why it holds none. */
export interface Given {
  source: Source;
  /** The line at which it begins. */
  line: number;
  document?: Document;
  /** What was read, where the source is an official message. */
  message?: ReadMessage;
  wrong: Wrong[];
}
