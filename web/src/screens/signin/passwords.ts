/** How many characters a password has at least and at most. */
export const shortest = 15;
export const longest = 256;
