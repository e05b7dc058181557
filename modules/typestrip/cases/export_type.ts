type A = 1;
const b = 2;
export type { A };
export { type A as C, b };
export type { D } from "d";
export { type E, f } from "e";
export * from "g";
export * as h from "h";
