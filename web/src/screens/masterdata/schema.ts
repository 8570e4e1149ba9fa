import { queryOptions } from "@tanstack/react-query";
import { description } from "../../api/description";
import { aboutKinds, type Kind } from "./kinds";

/** What the API's own description says of a field of a record. */
export interface FieldSchema {
  name: string;
  meaning: string;
  kind: "text" | "number" | "day" | "elements";
  /** The fields of each element of a collection. */
  elements: readonly FieldSchema[];
}

interface Schema {
  $ref?: string;
  type?: string | readonly string[];
  format?: string;
  description?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
}

interface OpenApi {
  components: { schemas: Record<string, Schema> };
  paths: Record<
    string,
    { post?: { requestBody?: { content: Record<string, { schema: Schema }> } } }
  >;
}

const openApiQuery = queryOptions({
  queryKey: ["description"],
  queryFn: () => description<OpenApi>(),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Fields of elements that only updates use. */
const hidden = ["$add", "$remove", "casReference"];

function resolve({ components }: OpenApi, schema: Schema | undefined): Schema {
  const name = schema?.$ref?.split("/").at(-1);
  return (name ? components.schemas[name] : schema) ?? {};
}

function fieldsOf(api: OpenApi, schema: Schema): FieldSchema[] {
  return Object.entries(schema.properties ?? {})
    .filter(([name]) => !hidden.includes(name))
    .map(([name, it]) => {
      const meaning = (it.description ?? "").replaceAll("`", "");
      if (it.type === "array") {
        const elements = fieldsOf(api, resolve(api, it.items));
        return { name, meaning, kind: "elements", elements };
      }
      const isNumber = Array.isArray(it.type) && it.type.includes("number");
      const kind = it.format === "date" ? "day" : isNumber ? "number" : "text";
      return { name, meaning, kind, elements: [] };
    });
}

/** The fields of a kind, as the API describes what is sent. */
export function fieldsQuery(kind: Kind) {
  return {
    ...openApiQuery,
    select: (api: OpenApi): FieldSchema[] => {
      const content = api.paths[aboutKinds[kind].path]?.post?.requestBody?.content;
      return fieldsOf(api, resolve(api, content?.["application/json"]?.schema));
    },
  };
}
