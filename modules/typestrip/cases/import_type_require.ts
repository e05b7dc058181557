import type A = require("a");
const b = 1;
