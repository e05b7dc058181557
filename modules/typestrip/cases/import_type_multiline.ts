import {
  type A,
  b,
  type C,
} from "a";
import type {
  D,
  E,
} from "b";
