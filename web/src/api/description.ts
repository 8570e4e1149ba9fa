import { Problem } from "./problem";

/** The description of the API by itself: what acts with a body refer to. It is no request of the API. */
export async function description<T>(): Promise<T> {
  const answer = await fetch("/openapi.json");
  if (!answer.ok) throw new Problem(undefined);
  return (await answer.json()) as T;
}
