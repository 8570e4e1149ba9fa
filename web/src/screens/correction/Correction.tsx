import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTenant } from "../../api/tenant";
import { Refusal } from "../../parts/Refusal";
import { declarationQuery, formQuery } from "../declaration/data";
import { FieldIndex } from "../declaration/model/fields";
import { Guide } from "./Guide";
import "../declaration/declaration.css";
import "./correction.css";

/** How a declaration is corrected, and what that would do. */
export function Correction() {
  const { id } = useParams({ from: "/$tenant/declarations/$id/correct" });
  const tenant = useTenant().id;
  const { data: declaration, error } = useQuery(declarationQuery(tenant, id));
  const { data: fields } = useQuery(
    formQuery(declaration?.declarationType ?? "", declaration?.jurisdiction ?? ""),
  );
  const index = useMemo(
    () => (fields ? new FieldIndex(fields.form, fields.all) : undefined),
    [fields],
  );
  if (error) {
    return <Refusal>{error.message}</Refusal>;
  }
  if (!declaration || !index) return <div aria-busy="true" />;
  return <Guide declaration={declaration} index={index} />;
}
