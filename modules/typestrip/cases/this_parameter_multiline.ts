function f(
  this: { x: number }, // the receiver
  a: number,
) {
  return this.x + a;
}
