abstract class A extends B {
  abstract override m(): void;
  protected abstract override n(): void;
  x = 1;
}
