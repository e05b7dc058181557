interface A { a: number; b?: string; readonly c: boolean; }
interface B<T> extends A, Array<T> {
  (x: number): string;
  new (x: number): B<T>;
  [key: string]: any;
  method<U>(u: U): void;
  get x(): number;
  set x(v: number);
}
const a = 1;
