function a<T>(b: T) {
  function c<U>(d: U): [T, U] {
    const e = (f: T): U => d;
    return [b, e(b)];
  }
  return c;
}
