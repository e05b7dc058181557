const f = (a)
  : Größe => a;
const g = (a)
  : Länge漢 => a;
const h = <
  Ü
>(a: Ü) => a;
const i = (a):
  漢 => a;
