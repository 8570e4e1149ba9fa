import { answered, api } from "./client";

/** The description of the API by itself: what acts with a body refer to. */
export async function description<T>(): Promise<T> {
  return (await answered(api.GET("/openapi.json"))) as T;
}
