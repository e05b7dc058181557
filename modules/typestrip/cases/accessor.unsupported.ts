class A {
  accessor b: number = 1;
}
