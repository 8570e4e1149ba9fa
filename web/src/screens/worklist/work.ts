import { answered, api } from "../../api/client";
import type { components } from "../../api/schema";

/** Who deals with a declaration, and its flag. */
export type Work = components["schemas"]["DeclarationWork"];

/** Requests that are under way at the same time. */
const together = 6;

/** Who deals with each of these declarations now, whatever a list said a moment ago. */
export async function workOf(ids: readonly string[]): Promise<Work[]> {
  const found: Work[] = [];
  for (let at = 0; at < ids.length; at += together) {
    const some = ids.slice(at, at + together).map((id) => {
      const params = { path: { id } };
      return answered(api.GET("/v1/declarations/{id}/work", { params }));
    });
    found.push(...(await Promise.all(some)));
  }
  return found;
}
