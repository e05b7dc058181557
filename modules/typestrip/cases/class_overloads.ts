class A {
  constructor(a: string);
  constructor(a: number);
  constructor(a: unknown) {}
  m(a: string): string;
  m(a: number): number
  m(a: unknown): unknown { return a; }
  static s(): void;
  static s(a?: number): void {}
  private p(a: string): void;
  private p(a: unknown): void {}
}
