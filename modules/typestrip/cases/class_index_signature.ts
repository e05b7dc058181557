class A {
  [key: string]: unknown;
  static [key: string]: unknown;
  readonly [key: number]: string;
  a = 1;
}
