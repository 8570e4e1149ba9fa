/** What the cells do; the same for all of them, so that only rows that change are drawn again. */
export interface GridHands {
  /** What is typed into the cell of the cursor, while it is typed. */
  type: (text: string) => void;
  /** Keeps what was typed. */
  commit: (text: string) => void;
  pick: (row: number, column: number, extend: boolean) => void;
  pickRow: (row: number, extend: boolean) => void;
  open: (row: number, column: number) => void;
}
