f(a, b;
