import { type as b } from "c";
import { type default as c } from "d";
import { type } from "e";
