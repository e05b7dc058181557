class A {
  a = 1
  public [b] = 2
  private readonly [c]: number = 3
  protected *d() {}
}
