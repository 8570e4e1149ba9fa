import { answered, api } from "../../api/client";

/** Keeps why a shipment was updated: the message itself has no place for it. */
export async function noteReason(id: string, text: string): Promise<void> {
  await answered(
    api.POST("/v1/declarations/{id}/notes", {
      params: { path: { id } },
      body: { text: text.trim() },
    }),
  );
}
