import { useParams } from "@tanstack/react-router";

/** A declaration: what stands in it, why, and what comes next. */
export function Declaration() {
  const { id } = useParams({ from: "/$tenant/declarations/$id" });
  return <p>{id}</p>;
}
