import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

/** What members of a flow and of its steps are called. */
export const memberWords: Record<string, MessageDescriptor> = {
  description: msg`Description`,
  direction: msg`Direction`,
  validFrom: msg`In force from`,
  validTo: msg`In force until`,
  name: msg`Name`,
  declarationType: msg`Type`,
  system: msg`System`,
  jurisdiction: msg`Jurisdiction`,
  start: msg`When it starts`,
  organisation: msg`Whose shipments`,
  items: msg`Which goods`,
  houseConsignments: msg`House consignments`,
  takeOver: msg`Takes over`,
  tables: msg`Tables, in this order`,
  tablesAfterCalculations: msg`Tables after calculations`,
  autoSubmit: msg`Sending`,
  defaults: msg`Fixed values`,
  calculations: msg`Calculations`,
};

/** What the ways are called in which a step starts. */
export const startWords: Record<string, MessageDescriptor> = {
  shipmentCreated: msg`starts with the shipment`,
  action: msg`starts when somebody asks for it`,
  arrival: msg`starts when the goods arrive`,
  stock: msg`starts when the goods move in stock`,
};

/** The same as edges say it. */
export const edgeWords: Record<string, MessageDescriptor> = {
  action: msg`on request`,
  arrival: msg`on arrival`,
  stock: msg`on movement in stock`,
};

/** In what the goods of a house consignment are alike. */
export const houseWords: Record<string, MessageDescriptor> = {
  consignor: msg`Consignor`,
  consignee: msg`Consignee`,
  ucr: msg`UCR`,
  previousDocuments: msg`Previous documents`,
};

/** What can be taken over of an earlier declaration, besides its fields. */
export const takenWords: Record<string, MessageDescriptor> = {
  mrn: msg`MRN`,
  lrn: msg`LRN`,
  arc: msg`ARC`,
  acceptanceDate: msg`Day of acceptance`,
  releaseDate: msg`Day of release`,
};

/** What the states of a version are called. */
export const stateWords: Record<string, MessageDescriptor> = {
  draft: msg`draft`,
  published: msg`published`,
  retired: msg`retired`,
};

/** What customs' systems are called; others by their code. */
const systemNames: Record<string, string> = {
  aes: "AES",
  ncts: "NCTS",
  emcs: "EMCS",
  uk_cds: "CDS",
  dk_dms: "DMS",
};

export function systemName(code: string): string {
  return systemNames[code] ?? code;
}

/** The name of whoever changed a version, without the id that stands behind it. */
export function personOf(by: string): string {
  return by.replace(/ <[0-9a-f-]{36}>$/u, "");
}
