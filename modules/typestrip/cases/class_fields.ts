class A {
  a: number;
  b?: string;
  c!: boolean;
  d = 1;
  e: number = 2;
  static f: string = "x";
  #g: number = 3;
  readonly h: number = 4;
  static readonly i = 5;
  "quoted": string = "y";
  [computed]: number = 6;
  7: number = 7;
}
