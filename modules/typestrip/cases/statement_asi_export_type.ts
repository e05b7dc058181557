const a = b
export type { C } from "c"
(d)
