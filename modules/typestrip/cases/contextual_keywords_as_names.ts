class A {
  abstract: number = 1;
  accessor = 2;
  as?: string;
}
using(a as string);
let as = 1, satisfies: number = as;
label: for (const using of x as T[]) f(using);
interface B { abstract?: boolean; accessor: 1 }
