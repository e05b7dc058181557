class A extends B<string> implements C, D<number> {}
class E implements F {}
class G<T extends H = H> extends (I as any)<T> {}
class J extends K.L<string>.M {}
const N = class<T> extends O<T> implements P {};
const Q = class R implements S {};
