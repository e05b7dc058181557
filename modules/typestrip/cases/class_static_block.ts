class A {
  static x: number;
  static {
    const y: number = 1;
    this.x = y as number;
  }
}
