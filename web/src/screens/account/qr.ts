/**
 * Squares of a QR code (ISO/IEC 18004): bytes, error correction L, mask 0, versions 1 to 9. That is
 * enough for addresses of 230 characters, and for every reader of codes.
 */

/** Bytes for data, bytes for correction of each block, and blocks, by version. */
const sizes: readonly (readonly [data: number, correction: number, blocks: number])[] = [
  [19, 7, 1],
  [34, 10, 1],
  [55, 15, 1],
  [80, 20, 1],
  [108, 26, 1],
  [136, 18, 2],
  [156, 20, 2],
  [194, 24, 2],
  [232, 30, 2],
];

/** Where the middles of the small squares are, by version. */
const middles: readonly (readonly number[])[] = [
  [],
  [6, 18],
  [6, 22],
  [6, 26],
  [6, 30],
  [6, 34],
  [6, 22, 38],
  [6, 24, 42],
  [6, 26, 46],
];

/** The squares of a text, row by row: dark ones are true. */
export function squaresOf(text: string): boolean[][] {
  const bytes = new TextEncoder().encode(text);
  // Kind and length take 12 bits, and the end up to 4.
  const version = sizes.findIndex(([data]) => bytes.length + 2 <= data);
  const size = sizes[version];
  const middle = middles[version];
  if (!size || !middle) throw new Error("too long for a code");
  const side = 21 + 4 * version;
  const squares = new Squares(side);
  squares.frame(middle, version + 1);
  squares.fill(interleaved(packed(bytes, size[0]), size[1], size[2]));
  return squares.rows;
}

/** Kind, length, bytes, end, and what fills up. */
function packed(bytes: Uint8Array, room: number): number[] {
  const bits = `0100${bytes.length.toString(2).padStart(8, "0")}${[...bytes]
    .map((byte) => byte.toString(2).padStart(8, "0"))
    .join("")}0000`;
  const data = (bits.match(/.{8}/gu) ?? []).map((octet) => Number.parseInt(octet, 2));
  for (let fill = 0xec; data.length < room; fill ^= 0xec ^ 0x11) data.push(fill);
  return data;
}

/** The data in blocks with their corrections, byte by byte from each block. */
function interleaved(data: readonly number[], correction: number, blocks: number): number[] {
  const length = data.length / blocks;
  const parts = Array.from({ length: blocks }, (_, at) =>
    data.slice(at * length, (at + 1) * length),
  );
  const corrections = parts.map((part) => correctionOf(part, correction));
  const mixed = (lists: readonly (readonly number[])[]) =>
    Array.from({ length: lists[0]?.length ?? 0 }, (_, at) =>
      lists.map((list) => list[at] ?? 0),
    ).flat();
  return [...mixed(parts), ...mixed(corrections)];
}

/** Multiplies in the field of 256 elements. */
function times(left: number, right: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((right >>> bit) & 1) * left;
  }
  return product;
}

/** Reed and Solomon's bytes of correction. */
function correctionOf(data: readonly number[], degree: number): number[] {
  const divisor = new Array<number>(degree).fill(0);
  divisor[degree - 1] = 1;
  let root = 1;
  for (let round = 0; round < degree; round++) {
    for (let at = 0; at < degree; at++) {
      divisor[at] = times(divisor[at] ?? 0, root) ^ (divisor[at + 1] ?? 0);
    }
    root = times(root, 2);
  }
  const rest = new Array<number>(degree).fill(0);
  for (const byte of data) {
    const factor = byte ^ (rest.shift() ?? 0);
    rest.push(0);
    for (let at = 0; at < degree; at++)
      rest[at] = (rest[at] ?? 0) ^ times(divisor[at] ?? 0, factor);
  }
  return rest;
}

class Squares {
  readonly rows: boolean[][];
  readonly #fixed: boolean[][];

  constructor(readonly side: number) {
    const empty = () => Array.from({ length: side }, () => new Array<boolean>(side).fill(false));
    this.rows = empty();
    this.#fixed = empty();
  }

  #set(x: number, y: number, isDark: boolean): void {
    const row = this.rows[y];
    const fixed = this.#fixed[y];
    if (!row || !fixed || x < 0 || x >= this.side) return;
    row[x] = isDark;
    fixed[x] = true;
  }

  /** What every code has: corners, lines, small squares, what it says of itself. */
  frame(middles: readonly number[], version: number): void {
    const last = this.side - 1;
    for (let at = 0; at < this.side; at++) {
      this.#set(6, at, at % 2 === 0);
      this.#set(at, 6, at % 2 === 0);
    }
    for (const [x, y] of [
      [3, 3],
      [last - 3, 3],
      [3, last - 3],
    ] as const) {
      this.#square(x, y, 4, [2, 4]);
    }
    for (const x of middles) {
      for (const y of middles) {
        const isCorner = (x === 6 && (y === 6 || y === last - 6)) || (y === 6 && x === last - 6);
        if (!isCorner) this.#square(x, y, 2, [1]);
      }
    }
    this.#format();
    if (version >= 7) this.#version(version);
  }

  /** Rings around a middle; the light ones are named by their distance. */
  #square(x: number, y: number, reach: number, light: readonly number[]): void {
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        this.#set(x + dx, y + dy, !light.includes(Math.max(Math.abs(dx), Math.abs(dy))));
      }
    }
  }

  /** Correction L and mask 0, with their own correction: always the same 15 bits. */
  #format(): void {
    const bits = 0b111011111000100;
    const bit = (at: number) => ((bits >>> at) & 1) === 1;
    const last = this.side - 1;
    for (let at = 0; at <= 5; at++) this.#set(8, at, bit(at));
    this.#set(8, 7, bit(6));
    this.#set(8, 8, bit(7));
    this.#set(7, 8, bit(8));
    for (let at = 9; at < 15; at++) this.#set(14 - at, 8, bit(at));
    for (let at = 0; at < 8; at++) this.#set(last - at, 8, bit(at));
    for (let at = 8; at < 15; at++) this.#set(8, this.side - 15 + at, bit(at));
    this.#set(8, this.side - 8, true);
  }

  /** Large codes say their version, with 12 bits of correction. */
  #version(version: number): void {
    let rest = version;
    for (let at = 0; at < 12; at++) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
    const bits = (version << 12) | rest;
    for (let at = 0; at < 18; at++) {
      const isDark = ((bits >>> at) & 1) === 1;
      const across = this.side - 11 + (at % 3);
      const along = Math.floor(at / 3);
      this.#set(across, along, isDark);
      this.#set(along, across, isDark);
    }
  }

  /** Bits in columns of two, from the right, upwards and downwards in turns; mask 0 on them. */
  fill(bytes: readonly number[]): void {
    let at = 0;
    for (let right = this.side - 1; right >= 1; right -= 2) {
      const column = right <= 6 ? right - 1 : right;
      for (let step = 0; step < this.side; step++) {
        for (const x of [column, column - 1]) {
          const isUpwards = ((column + 1) & 2) === 0;
          const y = isUpwards ? this.side - 1 - step : step;
          const row = this.rows[y];
          if (!row || this.#fixed[y]?.[x]) continue;
          const bit = (((bytes[at >>> 3] ?? 0) >>> (7 - (at & 7))) & 1) === 1;
          row[x] = bit !== ((x + y) % 2 === 0);
          at++;
        }
      }
    }
  }
}
