import type { components } from "../../api/schema";
import type { Link } from "./connections";

type FieldAnswer = components["schemas"]["SystemFieldAnswer"];

/** What a JSON Schema says of one setting. */
interface SettingSchema {
  type?: string;
  enum?: readonly unknown[];
  default?: unknown;
  description?: string;
  pattern?: string;
  maxLength?: number;
}

/** A field of the form of a connection. */
export interface LinkField {
  /** Its name in what is typed: `endpoint`, `settings.phase`, `deadlines.release`. */
  name: string;
  group: "connection" | "settings" | "deadlines" | "retry";
  kind: "text" | "number" | "secret" | "choice" | "list" | "json";
  choices?: readonly string[];
  isRequired: boolean;
  meaning: string;
  default?: string;
  pattern?: string;
}

/** Fields of a connection that are objects, each with a part of the form of its own. */
const parts = ["retry", "deadlines", "settings"];

const deadlines = [
  "acknowledgement",
  "acceptance",
  "presentation",
  "release",
  "answer",
  "discharge",
  "exit",
];

function fieldOf(field: FieldAnswer): LinkField {
  const kind = field.isSecret ? "secret" : field.kind.startsWith("number") ? "number" : "text";
  const { name, isRequired, meaning } = field;
  return { name, group: "connection", kind, isRequired, meaning, default: field.default };
}

function kindOf(schema: SettingSchema): LinkField["kind"] {
  if (schema.enum) return "choice";
  if (schema.type === "array") return "list";
  if (schema.type === "integer" || schema.type === "number") return "number";
  if (schema.type === "boolean") return "choice";
  return schema.type === "string" ? "text" : "json";
}

/** The fields of a connection to a system: those of all, and those of its settings' schema. */
export function fieldsOf({ about }: Link): LinkField[] {
  const schema = about.settingsSchema as {
    properties?: Record<string, SettingSchema>;
    required?: string[];
  };
  const required = schema.required ?? [];
  const settings = Object.entries(schema.properties ?? {})
    .sort(([one], [other]) => Number(required.includes(other)) - Number(required.includes(one)))
    .map(([name, it]): LinkField => {
      const choices = it.enum?.map(String) ?? (it.type === "boolean" ? ["true", "false"] : []);
      return {
        name: `settings.${name}`,
        group: "settings",
        kind: kindOf(it),
        choices,
        isRequired: required.includes(name),
        meaning: it.description ?? "",
        ...(it.default === undefined ? {} : { default: String(it.default) }),
        ...(it.pattern ? { pattern: it.pattern } : {}),
      };
    });
  return [
    ...about.connection.filter((it) => !parts.includes(it.name)).map(fieldOf),
    ...settings,
    ...deadlines.map(
      (name): LinkField => ({
        name: `deadlines.${name}`,
        group: "deadlines",
        kind: "number",
        isRequired: false,
        meaning: "",
      }),
    ),
    { name: "retry", group: "retry", kind: "json", isRequired: false, meaning: "" },
  ];
}

/** The values of a form by the names of its fields, as they are typed. */
export type TypedLink = Record<string, string>;

function textOf(kind: LinkField["kind"], value: unknown): string {
  if (value === undefined || value === null || kind === "secret") return "";
  if (kind === "list" && Array.isArray(value)) return value.join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function valueAt(document: unknown, name: string): unknown {
  return name
    .split(".")
    .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], document);
}

/** A connection as its form shows it; secrets are never shown. */
export function typedOf(link: Link): TypedLink {
  return Object.fromEntries(
    fieldsOf(link).map(({ name, kind }) => [
      name,
      textOf(kind, valueAt(link.connection?.connection, name)),
    ]),
  );
}

function valueTyped(kind: LinkField["kind"], text: string): unknown {
  if (kind === "number") return Number(text.replace(",", "."));
  if (kind === "list") return text.split(/[\s,]+/u).filter((it) => it !== "");
  if (kind === "choice" && (text === "true" || text === "false")) return text === "true";
  return kind === "json" ? JSON.parse(text) : text;
}

/** What is sent: fields that are empty are left out, which keeps secrets as they are. */
export function connectionOf(link: Link, typed: TypedLink): Record<string, unknown> {
  const connection: Record<string, unknown> = { settings: {} };
  const shown = fieldsOf(link);
  for (const { name, kind, group } of shown) {
    const text = (typed[name] ?? "").trim();
    const [first = "", last] = name.split(".");
    if (group === "deadlines") {
      // Without a number nobody is told, however long it takes.
      const part = (connection[first] ?? {}) as Record<string, unknown>;
      connection[first] = { ...part, [last ?? ""]: text === "" ? null : valueTyped(kind, text) };
    } else if (text !== "" && last) {
      const part = (connection[first] ?? {}) as Record<string, unknown>;
      connection[first] = { ...part, [last]: valueTyped(kind, text) };
    } else if (text !== "") connection[first] = valueTyped(kind, text);
  }
  return connection;
}
