import type A from "a";
import type { B, C as D } from "b";
import type * as E from "c";
import F, { type G, H, type I as J } from "d";
import { type K } from "e";
import "f";
import * as L from "g";
import M, * as N from "h";
