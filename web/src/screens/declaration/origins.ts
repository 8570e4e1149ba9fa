import { t } from "@lingui/core/macro";
import type { IconName } from "../../parts/Icon";
import { exactly } from "../../words/format";

/** The source of a value as the API tells it: its kind, and what is known of it. */
export type OriginFields = Readonly<Record<string, unknown>>;

const icons: Readonly<Record<string, IconName>> = {
  shipment: "shipment",
  inputMapping: "shipment",
  masterData: "masterData",
  decisionTable: "table",
  calculation: "sum",
  configuration: "flow",
  earlierDeclaration: "chain",
  person: "person",
  customs: "portico",
  generated: "hash",
  grouping: "list",
};

/** What an origin says by a name; empty where it says nothing. */
export function text(origin: OriginFields, name: string): string {
  const value = origin[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** The kind of a source. */
export function kindOf(origin: OriginFields): string {
  return text(origin, "type");
}

export function originIcon(origin: OriginFields): IconName {
  return icons[kindOf(origin)] ?? "help";
}

/** A source in words. */
export function originWords(origin: OriginFields): string {
  const name = text(origin, "name").replace(/ <[^>]*>$/, "");
  const version = text(origin, "version");
  const step = text(origin, "step");
  const flow = text(origin, "flow");
  const code = text(origin, "code");
  const detail = text(origin, "detail");
  switch (kindOf(origin)) {
    case "shipment":
      return t`From the shipment`;
    case "inputMapping":
      return t`From the shipment, as the client’s mapping reads it`;
    case "masterData":
      return recordWords(text(origin, "kind"), code, version);
    case "decisionTable": {
      const table = text(origin, "table") || name;
      const row = text(origin, "row");
      return t`Row “${row}” of ${table}, version ${version}`;
    }
    case "calculation":
      return detail ? t`Calculated: ${detail}` : t`Calculated: ${name}`;
    case "configuration":
      return t`Flow ${flow}, step ${step}, version ${version}`;
    case "earlierDeclaration":
      return t`From an earlier declaration of this shipment`;
    case "person": {
      const at = text(origin, "at");
      const when = at ? exactly(at) : "";
      return when ? t`${name}, ${when}` : t`Set by ${name}`;
    }
    case "customs": {
      const message = text(origin, "message") || text(origin, "messageType");
      return message ? t`Customs, message ${message}` : t`Customs`;
    }
    case "generated":
      return t`Made by the system`;
    case "grouping":
      return t`As the goods were put together`;
    default:
      return kindOf(origin);
  }
}

function recordWords(kind: string, code: string, version: string): string {
  switch (kind) {
    case "article":
      return t`Article ${code}, version ${version}`;
    case "businessPartner":
      return t`Partner ${code}, version ${version}`;
    case "authorisation":
      return t`Authorisation ${code}, version ${version}`;
    case "guarantee":
      return t`Guarantee ${code}, version ${version}`;
    case "customsOffice":
      return t`Customs office ${code}, version ${version}`;
    case "location":
      return t`Location ${code}, version ${version}`;
    case "exchangeRate":
      return t`Exchange rate ${code}, version ${version}`;
    default:
      return t`Master data ${code}, version ${version}`;
  }
}

/** What was asked for a value, in words. */
export function askedWords(source: string): string {
  switch (source) {
    case "given":
      return t`What was given`;
    case "localReference":
      return t`Our own number`;
    case "configuration":
      return t`The flow`;
    case "earlierDeclarations":
      return t`Earlier declarations`;
    case "businessPartners":
      return t`Partners`;
    case "authorisations":
      return t`Authorisations`;
    case "guarantees":
      return t`Guarantees`;
    case "locations":
      return t`Locations`;
    case "articles":
      return t`Articles`;
    case "decisionTables":
      return t`Decision tables`;
    case "calculations":
      return t`Calculations`;
    case "decisionTablesAfterCalculations":
      return t`Decision tables after calculations`;
    default:
      return t`Recorded with the declaration`;
  }
}
