abstract class A<T> {
  abstract x: number;
  protected abstract y: string;
  abstract m(): void;
  protected abstract n<U>(a: U): T;
  abstract get p(): number;
  abstract set p(v: number);
  abstract readonly q: number;
  z = 1;
}
