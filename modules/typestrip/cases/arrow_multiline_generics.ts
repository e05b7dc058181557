const f = <
  T,
  U extends T,
>(a: T, b: U): T => a;
const g = async <
  T
>(a: T) => a;
function outer() {
  return <
    T
  >(x: T) => x;
}
function* gen() {
  yield <
    T
  >(x: T) => x;
}
