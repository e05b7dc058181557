class A {
  declare a: number;
  declare readonly b: string;
  private declare c: number;
  declare public d: number;
  e = 1;
}
