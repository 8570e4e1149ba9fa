/** A key, as it stands on the keyboard. */
export function Kbd({ keys }: { keys: string }) {
  return <kbd>{keys}</kbd>;
}
