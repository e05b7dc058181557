abstract class A extends B {
  abstract override x: number;
  y = 1;
}
