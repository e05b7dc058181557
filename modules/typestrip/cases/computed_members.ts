class A {
  [a as string]: number = 1;
  ["b"](): void {}
  static [c!]: number;
  get [d](): number { return 1; }
}
