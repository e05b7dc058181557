let a: { [K in "a" | "b"]: K extends "a" ? number : string } = x;
let b: A extends B ? C : D = y;
let c: A[B]["c"][] = z;
let d: (A | B)[] & { x: 1 } = w;
