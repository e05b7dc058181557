function f(a = this, b: number = this.c) { return a; }
