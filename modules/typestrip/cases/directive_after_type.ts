type A = string;
"use strict";
interface B {}
"use other";
const a = 1;
