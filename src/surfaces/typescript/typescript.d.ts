// The types of `#typescript` (package.json); ts.ts has its values and says why they are apart.
export { ts } from 'ts-morph';
