class A {
  private B = class C<T> {
    constructor(public_: T) {}
    private d: T;
  };
  e = (f: number): void => { class G implements H {} };
}
