/** How a declaration is corrected, and what that would do. */
export function Correction() {
  return null;
}
