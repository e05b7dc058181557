function f(a ? /* y */ : number) {}
