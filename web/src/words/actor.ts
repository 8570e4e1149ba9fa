/** The name of who did something, without the id that histories have behind it. */
export function actorName(actor: string): string {
  return actor.replace(/ <[^>]*>$/u, "");
}
