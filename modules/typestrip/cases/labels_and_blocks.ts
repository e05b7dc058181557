{
  type A = 1;
  let a: A = 1;
}
b: { c as number; }
