import type from "a";
type;
