class A extends B {
  public a = 1;
  private b: number = 2;
  protected readonly c = 3;
  private static readonly d = 4;
  public override e = 5;
  override f(): void {}
  public static override g(): void {}
  private async h(): Promise<void> {}
  protected *i(): Generator<number> {}
  public get j(): number { return 1; }
  public set j(v: number) {}
  static async *k(): AsyncGenerator<number> {}
  private constructor() { super(); }
}
