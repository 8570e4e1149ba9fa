import type { ReactNode } from "react";
import { Icon } from "./Icon";

/** Why something did not go: said at once to readers of screens. */
export function Refusal({ children }: { children: ReactNode }) {
  return (
    <p className="note e" role="alert">
      <Icon name="trouble" />
      {children}
    </p>
  );
}
