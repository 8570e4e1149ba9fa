import { useLingui } from "@lingui/react";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { createContext, useContext, useMemo } from "react";
import { answered, api } from "../../api/client";
import type { components } from "../../api/schema";
import type { Column } from "./model/columns";

type Field = components["schemas"]["KnownField"];

/** The lists of the European Union are the same in every member state; one has to be named. */
const territory = "DE";

function fieldsQuery() {
  return queryOptions({
    queryKey: ["fields", territory],
    queryFn: ({ signal }) =>
      answered(api.GET("/v1/fields", { params: { query: { territory } }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** What is known of the fields that the columns read and fill. */
export interface TableFields {
  /** How a column is called by a person. */
  labelOf(column: Column): string;
  /** The code lists that its values are of, the first that is loaded counts. */
  listsOf(column: Column): readonly string[];
}

/** The path of a field as the API describes it: no elements, items by their full name. */
function pathOf(field: string): string {
  return field
    .replaceAll(/\[[^\]]*\]/g, "")
    .replace(/^item\./, "goodsShipment.governmentAgencyGoodsItems.");
}

const nomenclature = ["TARIC", "CN", "CL152"] as const;

/** A name as it begins a head: with a capital letter. */
function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

/** The fields of the columns, with labels in the person's language. */
export function useFieldsOfTable(labels: ReadonlyMap<string, string>): TableFields {
  const { data } = useQuery(fieldsQuery());
  const { i18n } = useLingui();
  const { locale } = i18n;
  return useMemo(() => {
    const fields = new Map<string, Field>(data?.fields.map((it) => [it.path, it]));
    const fieldOf = (column: Column) => fields.get(pathOf(column.field ?? column.name));
    return {
      labelOf: (column) => {
        const given = labels.get(column.id);
        if (given) return given;
        if (!column.name.includes(".")) return capital(column.name);
        const label = fieldOf(column)?.label;
        return (locale === "de" && label?.de) || label?.en || column.name.split(".").at(-1) || "";
      },
      listsOf: (column) => {
        if (column.type === "tariffCode") return nomenclature;
        if (column.type !== "code") return [];
        return [...new Set(fieldOf(column)?.codeLists?.map((it) => it.list))];
      },
    };
  }, [data, labels, locale]);
}

const Fields = createContext<TableFields | null>(null);

/** Gives the cells below what is known of their fields. */
export const FieldsProvider = Fields.Provider;

/** What is known of the fields of the table that is shown. */
export function useTableFields(): TableFields {
  const fields = useContext(Fields);
  if (!fields) throw new Error("outside of a table");
  return fields;
}
