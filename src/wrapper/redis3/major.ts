/** Which major of node-redis the code around this copy was written for: 2 or 3. The rows that differ read it. */
export const sourceMajor: 2 | 3 = 3;
