const a = b
import type { C } from "c"
(d)
