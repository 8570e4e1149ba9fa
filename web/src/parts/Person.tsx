/** The letters that stand for a person: the first of the first and of the last name. */
export function initials(name: string): string {
  const words = name.split(/[\s.@_-]+/u).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return letters
    .map((word) => word?.[0]?.toUpperCase() ?? "")
    .join("")
    .slice(0, 2);
}

interface PersonProps {
  name: string;
  /** Whether it is the person who is signed in. */
  isMe?: boolean;
}

/** A person as a round mark with initials. */
export function Person({ name, isMe = false }: PersonProps) {
  return (
    <span className={isMe ? "who me" : "who"} title={name} role="img" aria-label={name}>
      {initials(name)}
    </span>
  );
}
