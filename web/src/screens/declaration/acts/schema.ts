import { useQuery } from "@tanstack/react-query";
import { description } from "../../../api/description";
import { isRecord, type Json } from "../model/address";

/** A field that the body of an act has. */
export interface BodyField {
  name: string;
  words: string;
  kind: "text" | "number" | "flag" | "date" | "record" | "list";
  isRequired: boolean;
  /** Of a record, and of the elements of a list. */
  fields: BodyField[];
}

/** The fields of a body, by the description of the API to which an act refers. */
export function useBody(schema: { [name: string]: unknown }): BodyField[] | undefined {
  const reference = typeof schema.$ref === "string" ? schema.$ref : "";
  const { data } = useQuery({
    queryKey: ["openapi"],
    queryFn: () => description<Json>(),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: !reference.endsWith("/ActionReason") && !reference.endsWith("/Invalidation"),
  });
  if (reference.endsWith("/ActionReason")) return [reason(false)];
  if (reference.endsWith("/Invalidation")) return [reason(true), ground];
  return data ? fieldsOf(resolve(data, { $ref: reference }), data, 0) : undefined;
}

const reason = (isRequired: boolean): BodyField => ({
  name: "reason",
  words: "",
  kind: "text",
  isRequired,
  fields: [],
});

const ground: BodyField = {
  name: "ground",
  words: "",
  kind: "text",
  isRequired: false,
  fields: [],
};

function fieldsOf(schema: Json, all: Json, depth: number): BodyField[] {
  if (!isRecord(schema) || !isRecord(schema.properties ?? null) || depth > 3) return [];
  const required = Array.isArray(schema.required) ? schema.required : [];
  const properties = schema.properties;
  if (!isRecord(properties)) return [];
  return Object.entries(properties).map(([name, property]) => {
    const field = resolve(all, property);
    const words = isRecord(property) ? String(property.description ?? "") : "";
    const kind = kindOf(field);
    const inner = kind === "list" && isRecord(field) ? resolve(all, field.items ?? null) : field;
    const isDeep = kind === "record" || kind === "list";
    return {
      name,
      words,
      kind,
      isRequired: required.includes(name),
      fields: isDeep ? fieldsOf(inner, all, depth + 1) : [],
    };
  });
}

function kindOf(schema: Json): BodyField["kind"] {
  if (!isRecord(schema)) return "text";
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === "object" || schema.properties) return "record";
  if (type === "array") return "list";
  if (type === "boolean") return "flag";
  if (type === "integer" || type === "number") return "number";
  return schema.format === "date" ? "date" : "text";
}

function resolve(all: Json, schema: Json): Json {
  if (!isRecord(schema)) return schema;
  const one = Array.isArray(schema.oneOf)
    ? schema.oneOf.find((it) => isRecord(it) && it.type !== "null")
    : undefined;
  if (one !== undefined) return resolve(all, one);
  if (typeof schema.$ref !== "string") return schema;
  let at: Json | undefined = all;
  for (const name of schema.$ref.replace(/^.*#\//, "").split("/")) {
    at = isRecord(at) ? at[name] : undefined;
  }
  return at ?? null;
}
