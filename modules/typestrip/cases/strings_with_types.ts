const a = "let x: number = 1";
const b = 'interface A {}';
const c = /: number as (string)/g;
// let x: number
/* interface A {} */
