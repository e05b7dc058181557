let a: {
  b: number,
  c?(): void;
  readonly d: string
  new (): A
  (): B
  [k: string]: any
  get e(): number
};
let f = 1;
