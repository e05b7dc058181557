export type * from "a";
export type * as b from "b";
export * from "c";
