import { expect, it } from "vitest";
import { squaresOf } from "../src/screens/account/qr";

it("draws the same code as others do", () => {
  // Drawn by another program: bytes, version 1, correction L, mask 0.
  const known = [
    "111111100010101111111",
    "100000100010001000001",
    "101110101111001011101",
    "101110100100101011101",
    "101110100010001011101",
    "100000100001001000001",
    "111111101010101111111",
    "000000001101000000000",
    "111011111010111000100",
    "100010010000111010001",
    "100111111001100010111",
    "111011010111010100001",
    "011011110011100001010",
    "000000001000101111011",
    "111111101111110110111",
    "100000101100110100000",
    "101110101101000110001",
    "101110100101101011000",
    "101110101011110111101",
    "100000101001000000010",
    "111111101101110111011",
  ];
  const drawn = squaresOf("otpauth://totp/CA").map((row) => row.map(Number).join(""));
  expect(drawn).toEqual(known);
});

it("takes the smallest size that has room", () => {
  const sides = [17, 18, 134, 230].map((length) => squaresOf("x".repeat(length)).length);
  expect(sides).toEqual([21, 25, 41, 53]);
  expect(() => squaresOf("x".repeat(231))).toThrow();
});
