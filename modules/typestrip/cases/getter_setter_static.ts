class A {
  static get a(): number { return 1; }
  static set a(v: number) {}
  static async b(): Promise<void> {}
  static *c(): Generator<void> {}
  get = 1;
  set = 2;
  static = 3;
  async = 4;
}
