import { useLingui } from "@lingui/react/macro";
import { Modal } from "@mantine/core";
import type { ReactNode } from "react";

interface DialogProps {
  /** What it is about, said to readers of screens; it stands at its head where `isTitled`. */
  name: string;
  isTitled?: boolean;
  isCentred?: boolean;
  /** Its width in pixels. */
  width: number;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog: it keeps the focus inside, `Esc` leaves it, and the focus returns to where it was. */
export function Dialog({ name, isTitled, isCentred, width, onClose, children }: DialogProps) {
  const { t } = useLingui();
  const shared = { opened: true, onClose, size: width, centered: isCentred ?? false, children };
  return isTitled ? (
    <Modal {...shared} title={name} closeButtonProps={{ "aria-label": t`Close` }} />
  ) : (
    <Modal
      {...shared}
      withCloseButton={false}
      padding={0}
      attributes={{ content: { "aria-label": name } }}
    />
  );
}
