interface A<in T> {}
interface B<out T> {}
class C<in out T> { x = 1 }
type D<in T, out U> = T;
const a = 1;
